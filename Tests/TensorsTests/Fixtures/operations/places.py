"""Part of make.py: creation, shapes, joining, padding, indexing and assignment."""


def tried(function, problem="tensor.bad-shape"):
    def run(*tensors):
        try:
            out = function(*[t.a for t in tensors])
        except (ValueError, IndexError, TypeError):
            raise Refused(problem)
        return tuple(T(o, tensors[0].dtype) for o in out) if isinstance(out, (tuple, list)) else T(out, tensors[0].dtype)
    return run


for shape, dtype in [([], "float32"), ([2, 3], "int64"), ([0, 4], "bool"), ([3], "bfloat16"), ([2, 1, 2], "float16")]:
    for op, value in [("zeros", 0), ("ones", 1), ("full", 2.5)]:
        case(op, [], {"shape": shape, "dtype": dtype}, lambda: T(np.full(shape, value), dtype))
case("zeros", [], {"shape": [-1], "dtype": "float32"}, lambda: (_ for _ in ()).throw(Refused("tensor.bad-shape")))
for shape in ([1 << 40, 1 << 40], [0, 1 << 40, 1 << 40], [1 << 45]):
    case("zeros", [], {"shape": shape, "dtype": "float32"}, lambda: (_ for _ in ()).throw(Refused("limit.memory")))
for start, stop, step in [(0, 10, 1), (0, 10, 3), (10, 0, -4), (5, 5, 1), (0, 10, -1), (-3, 4, 2)]:
    case("arange", [], {"start": start, "stop": stop, "step": step}, lambda: T(np.arange(start, stop, step)))
for start, stop, step in [(0, 1, 0.1), (1, -1, -0.3), (0, 1, -1)]:
    case("arangeFloat", [], {"start": start, "stop": stop, "step": step}, lambda: T(np.arange(start, stop, step).astype(np.float64)))
for start, stop, count in [(0, 1, 5), (2, -3, 7), (1, 1, 3), (0, 1, 1), (0, 1, 0)]:
    case("linspace", [], {"start": start, "stop": stop, "count": count}, lambda: T(np.linspace(start, stop, count)))
for rows, columns in [(3, 3), (2, 4), (4, 2), (0, 3)]:
    case("eye", [], {"rows": rows, "columns": columns}, lambda: T(np.eye(rows, columns)))

for ref in refs_of("f", "empty", "hollow", "scalar", "b", "hf"):
    for shape in ([-1], [4, 6], [6, -1], [2, 2, 2, 3], [0, 5], [-1, 0], [1, 1], [-1, -1], [5, -1], [3, 0, 7]):
        case("reshape", [ref], {"shape": shape}, tried(lambda a: a.reshape(shape)))
for ref in refs_of("f", "odd", "hollow"):
    n = get(ref).a.ndim
    case("transpose", [ref], {"order": None}, tried(lambda a: a.transpose()))
    case("transpose", [ref], {"order": [-1, *range(n - 1)]}, tried(lambda a: a.transpose([-1, *range(n - 1)])))
    case("transpose", [ref], {"order": [0] * n}, tried(lambda a: a.transpose([0] * n), "tensor.bad-axes"))
    for source, to in [(0, -1), (-1, 0), (1, 0)]:
        case("move", [ref], {"from": source, "to": to}, tried(lambda a: np.moveaxis(a, source, to)))
    for at in (0, 1, -1, n):
        case("expand", [ref], {"at": at}, tried(lambda a: np.expand_dims(a, at)))
    case("expand", [ref], {"at": n + 1}, tried(lambda a: np.expand_dims(a, n + 1), "tensor.unknown-axis"))
for ref in ["g", "one", "f"]:
    case("squeeze", [ref], {"axis": None}, tried(lambda a: a.squeeze()))
    case("squeeze", [ref], {"axis": -1}, tried(lambda a: a.squeeze(-1)))
for ref, shape in [("g", [2, 3, 4]), ("scalar", [2, 2]), ("one", [0]), ("f", [3, 4]), ("g", [3, 1]), ("empty", [2, 0, 3]), ("line", [12])]:
    case("broadcast", [ref], {"shape": shape}, tried(lambda a: np.broadcast_to(a, shape), "tensor.shape-mismatch"))

for refs, axis in [(["f", "h"], 0), (["f", "h", "f"], 2), (["f", "i"], 1), (["hf", "bf"], -1), (["b", "i"], 0), (["hollow", "hollow"], 1),
                   ([["odd", VIEWS["odd"][0]], ["odd", [["t", [1, 0]], ["s", 1, 0, 3]]]], 1), (["f", "odd"], 0), (["f", ["f", [["s", 1, 0, 2]]]], 0),
                   (["empty", ["odd", [["s", 1, 0, 3]]]], 0)]:
    dtype = get(refs[0]).dtype
    for r in refs[1:]:
        dtype = NAME[torch.promote_types(TORCH[dtype], TORCH[get(r).dtype])]

    def concat(*tensors):
        try:
            return T(np.concatenate([t.a for t in tensors], axis), dtype)
        except ValueError:
            raise Refused("tensor.shape-mismatch")
    case("concat", refs, {"axis": axis}, concat)
    if len({get(r).a.shape for r in refs}) == 1:
        for at in (0, 1, -1):
            case("stack", refs, {"axis": at}, lambda *ts: T(np.stack([t.a for t in ts], at), dtype))
for ref in ["odd", "line", "empty", "f"]:
    for parts in (1, 2, 3, 20):
        case("split", [ref], {"parts": parts, "axis": -1}, tried(lambda a: np.array_split(a, parts, -1)))

for ref in refs_of("f", "odd", "empty", "i", "b", "hf"):
    n = get(ref).a.ndim
    for axes in [None, [0], [-1], [0, -1]]:
        case("flip", [ref], {"over": axes}, tried(lambda a: np.flip(a, axes)))
    for axis in [None, 0, n - 1]:
        for distance in (0, 1, -2, 9):
            case("roll", [ref], {"by": distance, "axis": axis}, tried(lambda a: np.roll(a, distance, axis)))
        case("repeat", [ref], {"count": 3, "axis": axis}, tried(lambda a: np.repeat(a, 3, axis)))
        case("repeat", [ref], {"count": 0, "axis": axis}, tried(lambda a: np.repeat(a, 0, axis)))
    for counts in ([2], [2, 1], [1, 3, 2], [2, 1, 1, 2], [0, 2]):
        case("tile", [ref], {"counts": counts}, tried(lambda a: np.tile(a, counts)))
    for axis in range(n):
        for order in (0, 1, 2, 5):
            # Each step rounds in half precision.
            case("diff", [ref], {"axis": axis, "order": order},
                 tried(lambda a: np.diff(a.astype(np.float16) if get(ref).dtype == "float16" else a, order, axis)))
for ref in ["f", "odd", "line", "i", "b", "one"]:
    n = get(ref).a.ndim
    for mode in ("constant", "edge", "reflect", "wrap"):
        for width in ([[1, 2]] * n, [[0, 0]] * (n - 1) + [[3, 0]], [[9, 7]] * n if n < 3 else [[2, 5]] * n):
            options = {"constant_values": 1} if mode == "constant" else {}
            case("pad", [ref], {"widths": width, "mode": mode, "value": 1}, tried(lambda a: np.pad(a, width, mode, **options)))
case("pad", ["empty"], {"widths": [[1, 1], [0, 2]], "mode": "constant", "value": 1}, tried(lambda a: np.pad(a, [[1, 1], [0, 2]], constant_values=1)))

# Indexing. An item is an int, ["s", start, stop, step], "...", "new", ["l", list], ["g", pooled int64], ["m", pooled bool].
pool("m3", np.array([True, False, True]))
pool("m4", np.array([False, True, True, False]))
pool("m4none", np.zeros(4, bool))
pool("g22", np.array([[0, 1], [1, -2]]))
pool("g21", np.array([[0], [1]]))
pool("g0", np.array(1))
pool("m23", get("b").a[:, :, 0])
INDICES = [
    [], [0], [-1], [1, 2, 3], [["s", None, None, -1]], [["s", 0, 1, None], ["s", None, None, 2]], ["..."], ["...", 0], [0, "..."],
    ["...", ["s", 3, 0, -2]], ["new"], ["new", "...", "new"], [0, "new", 1], [["s", 5, 100, None]], [["s", -100, 1, None]],
    [["s", 1, 0, None]], ["...", ["s", None, None, -3]], [["s", None, -1, None], ["s", -2, None, None]], [["l", [1, 0, 1]]],
    [["l", []]], ["...", ["l", [3, -1]]], [0, ["l", [2, 0]]], [["l", [0, 1]], 1], [["l", [0, 1]], ["l", [2, 0]]],
    [["l", [0, 1]], ["s", None, None, None], ["l", [2, 0]]], [0, ["s", None, None, None], ["l", [2, 0]]],
    [["s", None, None, None], 0, ["l", [2, 0]]], [["s", None, None, None], ["l", [2, 0]], ["s", 0, 3, 2]],
    [["g", "g22"]], ["...", ["g", "g22"]], [["g", "g21"], ["l", [0, 2, 1]]], [["g", "g21"], "...", ["l", [0, 2, 1]]],
    [["s", None, None, None], ["g", "g21"], ["l", [0, 2]]], ["new", ["l", [1, 0]]], [["l", [1, 0]], "new", ["l", [1, 0]]],
    [["l", [1, 0]], "...", ["l", [1, 0]], ["l", [3, 3]]], [["l", [1, 0]], "...", ["l", [1, 0]]], [["g", "g0"]], [["g", "g0"], "...", ["l", [0]]],
    [["m", "b"]], [["m", "m23"]], [["s", None, None, None], ["m", "m3"]], ["...", ["m", "m4"]], ["...", ["m", "m4none"]], [0, ["m", "c"]],
    [["l", [0]], ["m", "m3"]], [["s", None, None, None], ["m", "c"]], [["m", "m23"], ["s", None, None, -1]], [["l", [1]], ["s", None, None, None], ["m", "m4"]],
    # Refused.
    [2], [0, 3], [0, 0, 0, 0], ["...", "..."], [["l", [0, 2]]], [["l", [0, 1]], ["l", [0, 1, 2]]], [["m", "m3"]], [["s", None, None, 0]], [["m", "m4"]],
    [["g", "f"]],
]


def index(items):
    out = []
    for item in items:
        if item == "...":
            out.append(Ellipsis)
        elif item == "new":
            out.append(None)
        elif isinstance(item, int):
            out.append(item)
        elif item[0] == "s":
            out.append(slice(*item[1:]))
        elif item[0] == "l":
            out.append(np.array(item[1], dtype=np.int64))
        else:
            out.append(get(item[1]).a)
    return tuple(out)


for items in INDICES:
    for ref in ["f", ["f", [["s", 2, None, None, -1]]], ["odd", [["s", 0, 0, 4], ["t", [1, 0]]]], "i", "b", "hf"]:
        def select(t):
            try:
                return T(np.array(t.a[index(items)]), t.dtype)
            except (IndexError, ValueError):
                raise Refused("*")
        case("select", [ref], {"items": items}, select)
pool("v1", np.array([10.0]))
pool("v4", np.array([1.0, 2, 3, 4]))
pool("v34", np.arange(12.0).reshape(3, 4) + 100)
pool("v134", np.arange(12.0).reshape(1, 1, 3, 4) - 50)
pool("v2", np.array([7.0, 8]))
for items in INDICES:
    for ref in ["f", ["f", [["s", 2, None, None, -1]]], ["f", [["s", 0, 1, 2]]], "i", "hf"]:
        for value in ["scalar", "v1", "v4", "v34", "v134", "v2", "h"]:
            if ref != "f" and value in ("v34", "v1", "v2", "h"):
                continue
            # One element in brackets may become one element; NumPy has come to refuse it.
            if value == "v1" and items == [1, 2, 3]:
                continue
            def assign(t, v):
                out = np.array(t.a)
                try:
                    out[index(items)] = v.a
                except (IndexError, ValueError, TypeError):
                    raise Refused("*")
                return T(out, t.dtype)
            case("assign", [ref, value], {"items": items}, assign)
