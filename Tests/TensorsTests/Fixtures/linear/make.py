"""Writes the cases that LinearTests replays: operands and NumPy's results (float64 arithmetic on float32 operands)."""
import json
import pathlib

import numpy as np
from safetensors.numpy import save_file

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(5)
tensors, cases = {}, []


def put(array):
    name = f"t{len(tensors)}"
    array = np.asarray(array)
    if array.dtype == np.float64:
        array = array.astype(np.float32)
    tensors[name] = array.copy(order="C")
    return name


def case(op, operands, results, **arguments):
    cases.append({"op": op, "operands": [put(o) for o in operands], "results": [put(r) for r in results], **arguments})


def normal(*shape):
    return rng.standard_normal(shape).astype(np.float32)


def wide(x):
    return x.astype(np.float64) if x.dtype == np.float32 else x


# Matrix products: vectors, batches, broadcasting, zero sizes, integers, booleans, NaN and infinities.
for a, b in [
    ((3, 4), (4, 5)), ((1, 1), (1, 1)), ((7,), (7,)), ((7,), (7, 3)), ((3, 7), (7,)), ((2, 3, 4), (4, 5)),
    ((2, 3, 4), (2, 4, 5)), ((5, 1, 3, 4), (2, 4, 3)), ((4,), (2, 4, 3)), ((2, 3, 4), (4,)), ((0, 4), (4, 5)),
    ((3, 0), (0, 5)), ((2, 0, 4), (4, 3)), ((0, 3, 4), (4, 2)), ((33, 65), (65, 17)), ((129, 3), (3, 131)), ((1, 9), (9, 1)), ((1, 9), (9, 1)),
]:
    x, y = normal(*a), normal(*b)
    case("matmul", [x, y], [wide(x) @ wide(y)])
x = rng.integers(-2**40, 2**40, (3, 4)); y = rng.integers(-2**40, 2**40, (4, 2))
case("matmul", [x, y], [x @ y])
x = rng.integers(0, 2, (3, 4)).astype(bool); y = rng.integers(0, 2, (4, 2)).astype(bool)
case("matmul", [x, y], [x @ y])
x = normal(3, 4); x[0, 1] = np.nan; x[1, 2] = np.inf; y = np.abs(normal(4, 2)) + 0.1
case("matmul", [x, y], [wide(x) @ wide(y)])

for pattern, shapes in [
    ("ij,jk->ik", [(3, 4), (4, 5)]), ("ij,jk", [(3, 4), (4, 5)]), ("ii", [(4, 4)]), ("ii->i", [(4, 4)]),
    ("ij->ji", [(3, 4)]), ("ij->", [(3, 4)]), ("ij->j", [(3, 4)]), ("i,j->ij", [(3,), (4,)]), ("i,i->", [(5,), (5,)]),
    ("bij,bjk->bik", [(2, 3, 4), (2, 4, 5)]), ("bhqd,bhkd->bhqk", [(2, 3, 4, 5), (2, 3, 6, 5)]),
    ("...ij,...jk->...ik", [(2, 1, 3, 4), (5, 4, 2)]), ("...i,...i", [(2, 3, 4), (3, 4)]), ("i...->...i", [(2, 3, 4)]),
    ("ij,jk,kl->il", [(2, 3), (3, 4), (4, 5)]), ("ijj,jk->ik", [(2, 3, 3), (3, 4)]), ("iji->j", [(3, 2, 3)]),
    ("ij,ij->ij", [(3, 4), (3, 4)]), ("ab,cd->", [(2, 3), (4, 2)]), ("zyx->xz", [(2, 3, 4)]), ("bA,Ab", [(2, 3), (3, 2)]),
    ("ij,jk->ik", [(0, 4), (4, 5)]), ("ij,jk->ik", [(3, 0), (0, 5)]), ("i,ij,j->", [(3,), (3, 4), (4,)]),
    ("...->...", [(2, 3)]), (",ij->ij", [(), (2, 3)]), ("ij,kj->ik", [(3, 1), (4, 5)]), ("abc,cd,be->aed", [(2, 3, 4), (4, 5), (3, 2)]),
]:
    operands = [normal(*shape) for shape in shapes]
    case("einsum", operands, [np.einsum(pattern, *map(wide, operands))], pattern=pattern)
x = rng.integers(-9, 9, (3, 4)); y = rng.integers(-9, 9, (4, 2))
case("einsum", [x, y], [np.einsum("ij,jk->ki", x, y)], pattern="ij,jk->ki")

for n in [1, 2, 5, 33]:
    a = normal(n, n) + np.eye(n, dtype=np.float32) * 3
    b = normal(n, 3)
    case("solve", [a, b], [np.linalg.solve(wide(a), wide(b))])
    case("inverse", [a], [np.linalg.inv(wide(a))])
    case("determinant", [a / 3], [np.linalg.det(wide(a / 3))])
    s = a + a.T
    case("eigenvalues", [s], [np.linalg.eigvalsh(wide(s))])
    p = a @ a.T + np.eye(n, dtype=np.float32)
    p = (p + p.T) / 2
    case("cholesky", [p], [np.linalg.cholesky(wide(p))])
a = normal(2, 3, 4, 4); b = normal(3, 4, 2)
case("solve", [a, b], [np.linalg.solve(wide(a), wide(b))])
case("solve", [a[0, 0], b[0, :, 0]], [np.linalg.solve(wide(a[0, 0]), wide(b[0, :, 0]))])
case("determinant", [a], [np.linalg.det(wide(a))])
case("determinant", [np.zeros((0, 0), np.float32)], [np.float64(1)])
case("determinant", [np.ones((3, 3), np.float32)], [np.float64(0)])
case("inverse", [a], [np.linalg.inv(wide(a))])
case("solve", [np.zeros((0, 0), np.float32), np.zeros((0, 2), np.float32)], [np.zeros((0, 2))])

for shape in [(1, 1), (5, 3), (3, 5), (4, 4), (2, 5, 3), (17, 40)]:
    a = normal(*shape)
    case("singular", [a], [np.linalg.svd(wide(a), compute_uv=False)])
    case("pinv", [a], [np.linalg.pinv(wide(a))])
    if len(shape) == 2:
        b = normal(shape[0], 2)
        case("lstsq", [a, b], [np.linalg.lstsq(wide(a), wide(b), rcond=None)[0]])
deficient = np.outer(normal(5), normal(4)).astype(np.float32)
case("pinv", [deficient], [np.linalg.pinv(wide(deficient), rcond=1e-5)])

v = normal(3, 4, 5)
w = v.copy(); w[0, 0, 0] = np.nan; w[1, 1, 1] = np.inf; w[2] = 0
for array in [v, w]:
    case("norm", [array], [np.sqrt((wide(array) ** 2).sum())])
    for p in ["inf", "-inf", 0, 1, 2, 3, 0.5, -1]:
        with np.errstate(all="ignore"):
            case("norm", [array], [np.linalg.norm(wide(array), float(p), axis=1)], order=p, over=[1])
for p in ["inf", "-inf", 1, -1, 2, -2, "fro", "nuc"]:
    name = p if p in ("fro", "nuc") else float(p)
    case("norm", [v], [np.linalg.norm(wide(v), name, axis=(0, 2))], order=p, over=[0, 2])
    case("norm", [v], [np.linalg.norm(wide(v), name, axis=(2, 0), keepdims=True)], order=p, over=[2, 0], keep=True)
case("norm", [np.zeros((0, 3), np.float32)], [np.zeros(3)], order=2, over=[0])

save_file(tensors, here / "cases.safetensors")
(here / "cases.json").write_text(json.dumps(cases, indent=0))
