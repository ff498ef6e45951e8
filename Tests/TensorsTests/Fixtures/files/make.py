"""Writes the array files that FilesTests reads, with the reference implementations, and what they hold as JSON."""
import json
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file

here = pathlib.Path(__file__).parent
expected = {}


def note(name, array, dtype):
    values = np.asarray(array, dtype=np.float64).ravel().tolist()
    values = ["nan" if v != v else "inf" if v == float("inf") else "-inf" if v == float("-inf") else v for v in values]
    expected[name] = {"dtype": dtype, "shape": list(np.shape(array)), "values": values}


def npy(name, array, dtype, version=None):
    with open(here / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, np.asanyarray(array), version=version, allow_pickle=True)
    if dtype:
        note(f"{name}.npy", array, dtype)


grid = np.arange(24).reshape(2, 3, 4)
special = np.array([0.0, -0.0, 1.5, -2.25, np.nan, np.inf, -np.inf, 1e-40])
for word in ["f8", "f4", "f2"]:
    npy(f"special_{word}", special.astype(word), {"f8": "float32", "f4": "float32", "f2": "float16"}[word])
expected["special_f8.npy"]["values"] = [
    "nan" if v != v else "inf" if v == np.inf else "-inf" if v == -np.inf else float(v) for v in special.astype("f4")]
for word in ["i1", "i2", "i4", "i8"]:
    npy(f"signed_{word}", np.array([[-128, -1, 0], [1, 5, 127]], dtype=word), "int64")
for word in ["u1", "u2", "u4", "u8"]:
    npy(f"unsigned_{word}", np.array([0, 1, 200, 255], dtype=word), "int64")
npy("bool", np.array([[True], [False], [True]]), "bool")
npy("big_f4", grid.astype(">f4"), "float32")
npy("big_i2", grid.astype(">i2"), "int64")
npy("fortran", np.asfortranarray(grid.astype("f4")), "float32")
npy("version2", grid.astype("f4"), "float32", (2, 0))
npy("version3", grid.astype("f4"), "float32", (3, 0))
npy("scalar", np.float32(2.5), "float32")
npy("zero", np.zeros((0, 3), "f4"), "float32")
npy("too_large_u8", np.array([2**63], dtype="u8"), None)
npy("structured", np.zeros(2, dtype=[("a", "f4"), ("b", "i4")]), None)
npy("object", np.array([{"a": 1}], dtype=object), None)
npy("text", np.array(["a", "bc"]), None)
npy("complex", np.array([1 + 2j]), None)

arrays = {"grid": grid.astype("f4"), "empty": np.zeros((2, 0), "f4"), "flags": np.array([True, False]), "n": np.arange(300)}
np.savez(here / "stored.npz", **arrays)
np.savez_compressed(here / "deflated.npz", **arrays)
for name, dtype in [("grid", "float32"), ("empty", "float32"), ("flags", "bool"), ("n", "int64")]:
    for kind in ["stored", "deflated"]:
        note(f"{kind}.npz/{name}", arrays[name], dtype)

base = torch.arange(6).reshape(2, 3)
types = {
    "f64": (torch.float64, "float32"), "f32": (torch.float32, "float32"), "f16": (torch.float16, "float16"),
    "bf16": (torch.bfloat16, "bfloat16"), "i64": (torch.int64, "int64"), "i32": (torch.int32, "int64"),
    "i16": (torch.int16, "int64"), "i8": (torch.int8, "int64"), "u8": (torch.uint8, "int64"), "bool": (torch.bool, "bool"),
}
tensors = {name: base.to(kind) for name, (kind, _) in types.items()}
tensors["none"] = torch.zeros(0, 3)
tensors["scalar"] = torch.tensor(7.0)
save_file(tensors, here / "types.safetensors", metadata={"format": "pt"})
for name, (kind, dtype) in types.items():
    note(f"types.safetensors/{name}", base.to(kind).double().numpy(), dtype)
note("types.safetensors/none", np.zeros((0, 3)), "float32")
note("types.safetensors/scalar", np.float32(7), "float32")
# Only types that both sides have, for a byte-for-byte comparison of the writer.
save_file(
    {"b": torch.arange(3.0), "a": torch.arange(4).reshape(2, 2), "flag": torch.tensor([True, False, True]),
     "h": torch.tensor([1.5, -2.0], dtype=torch.float16), "c": torch.tensor([[0.25]], dtype=torch.bfloat16)},
    here / "layout.safetensors", metadata={"format": "pt"})
(here / "expected.json").write_text(json.dumps(expected, indent=1))
