"""Writes the cases against which the tensor operations are compared: python make.py

NumPy and torch are the references. A case is {op, in, args, out} or {op, in, args, error}; an input is the name of a
pooled tensor, or [name, view steps]. A tensor is [dtype, shape, values]; NaN and infinities are strings. bfloat16 values
are kept as float32 arrays that torch has rounded. Elementwise work is done by NumPy in float32, sums in float64.
"""
import json
import pathlib
import warnings
import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
np.seterr(all="ignore")
warnings.simplefilter("ignore")
rng = np.random.default_rng(20)

TORCH = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16, "int64": torch.int64,
         "bool": torch.bool}
NAME = {v: k for k, v in TORCH.items()}


class T:
    """A dtype name and the values; the 16-bit floats hold their values as float32."""

    def __init__(self, array, dtype=None):
        array = np.asarray(array)
        dtype = dtype or {"f": "float32", "i": "int64", "b": "bool", "u": "int64"}[array.dtype.kind]
        if dtype in ("float16", "bfloat16"):
            with_torch = torch.tensor(np.array(array, dtype=np.float32)).to(TORCH[dtype])
            array = with_torch.to(torch.float32).numpy()
        self.a = np.asarray(array).astype({"int64": np.int64, "bool": np.bool_}.get(dtype, np.float32))
        self.dtype = dtype

    def packed(self):
        return [self.dtype, list(self.a.shape), [number(x) for x in self.a.reshape(-1)]]


def number(x):
    if isinstance(x, np.bool_):
        return int(x)
    if isinstance(x, np.integer):
        return int(x)
    if np.isnan(x):
        return "nan"
    if np.isinf(x):
        return "inf" if x > 0 else "-inf"
    short = str(np.float32(x))
    value = float(short)
    return int(value) if value == int(value) and abs(value) < 1e6 and not (value == 0 and np.signbit(x)) else value


POOL = {}
CASES = []


def pool(name, array, dtype=None):
    POOL[name] = T(array, dtype)


def view(array, steps):
    for step in steps:
        if step[0] == "t":
            array = array.transpose(step[1])
        elif step[0] == "s":
            index = [slice(None)] * array.ndim
            index[step[1]] = slice(*step[2:])
            array = array[tuple(index)]
        elif step[0] == "e":
            array = np.broadcast_to(array, step[1])
    return array


def get(ref):
    if isinstance(ref, str):
        return POOL[ref]
    source = POOL[ref[0]]
    result = T(0)
    result.a, result.dtype = view(source.a, ref[1]), source.dtype
    return result


def case(op, refs, args, function):
    inputs = [get(r) for r in refs]
    entry = {"op": op, "in": refs, "args": args}
    try:
        out = function(*inputs)
        entry["out"] = [t.packed() for t in (out if isinstance(out, tuple) else (out,))]
    except Refused as refused:
        entry["error"] = str(refused)
    CASES.append(entry)


class Refused(Exception):
    pass


# The pool: odd shapes, empty axes, every dtype, NaN and infinities.
pool("f", rng.normal(size=(2, 3, 4)))
pool("g", rng.normal(size=(3, 1)) * 3)
pool("h", rng.normal(size=(2, 3, 4)) * 2)
pool("odd", rng.normal(size=(5, 7)))
pool("line", rng.normal(size=13))
pool("one", rng.normal(size=(1,)))
pool("scalar", np.float32(2.5))
pool("nan", np.array([[0, -0.0, 1, -1.5], [np.nan, 2, np.inf, -3], [-np.inf, 0.5, 7, np.nan]]))
pool("inf", np.array([[1, -np.inf, 0, 2], [3, 2, -np.inf, np.inf], [-np.inf, -np.inf, -np.inf, -np.inf]]))
pool("ties", np.array([[3, 1, 3, 1, 2, 3], [0, -0.0, 0, -1, -1, 5]]))
pool("empty", np.zeros((0, 3)))
pool("hollow", np.zeros((2, 0, 3)))
pool("i", rng.integers(-9, 10, size=(2, 3, 4)))
pool("j", rng.choice([-4, -3, -1, 1, 2, 5], size=(3, 4)))
pool("k", rng.integers(0, 6, size=(2, 3, 4)))
pool("extreme", np.array([np.iinfo(np.int64).min, np.iinfo(np.int64).max, -1, 0, 1, 7]))
pool("iempty", np.zeros((3, 0), np.int64))
pool("b", rng.integers(0, 2, size=(2, 3, 4)).astype(bool))
pool("c", rng.integers(0, 2, size=(3, 4)).astype(bool))
pool("bempty", np.zeros((0, 2), bool))
pool("hf", rng.normal(size=(2, 3, 4)), "float16")
pool("bf", rng.normal(size=(2, 3, 4)), "bfloat16")
pool("hnan", np.array([0.1, np.nan, np.inf, -2, 6.1e-5, 1e-7, 65504, -0.5]), "float16")

VIEWS = {
    "f": [[["t", [2, 0, 1]]], [["s", 2, None, None, -1]], [["s", 1, 0, 3, 2], ["t", [1, 0, 2]]], [["t", [0, 2, 1]], ["s", 1, 3, 0, -2]]],
    "odd": [[["t", [1, 0]]], [["s", 0, 4, None, -2], ["s", 1, 1, 7, 3]]],
    "g": [[["e", [2, 3, 4]]], [["e", [5, 3, 2]], ["t", [1, 2, 0]]]],
    "nan": [[["t", [1, 0]]]],
    "i": [[["t", [1, 2, 0]]], [["s", 0, None, None, -1]]],
    "b": [[["t", [2, 1, 0]]]],
    "hf": [[["t", [2, 1, 0]]]],
    "bf": [[["s", 2, None, None, -2]]],
}


def refs_of(*names):
    for name in names:
        yield name
        for steps in VIEWS.get(name, []):
            yield [name, steps]


FLOATS = ["f", "odd", "g", "nan", "one", "scalar", "empty", "hollow", "hf", "bf", "hnan"]
ALL = FLOATS + ["i", "extreme", "iempty", "b", "bempty"]


def rounded(values, dtype):
    return T(values, dtype)


def floating(t):
    return t.dtype if t.dtype in ("float32", "float16", "bfloat16") else "float32"


exec(compile((HERE / "elementwise.py").read_text(), "elementwise.py", "exec"))
exec(compile((HERE / "along.py").read_text(), "along.py", "exec"))
exec(compile((HERE / "places.py").read_text(), "places.py", "exec"))

text = '{"tensors": {\n' + ",\n".join(f"{json.dumps(k)}: {json.dumps(v.packed())}" for k, v in POOL.items())
text += '\n},\n"cases": [\n' + ",\n".join(json.dumps(c, separators=(",", ":")) for c in CASES) + "\n]}\n"
(HERE / "cases.json").write_text(text)
print(len(CASES), "cases,", len(text) // 1024, "KiB")
