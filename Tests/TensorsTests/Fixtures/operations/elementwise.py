"""Part of make.py: unary and binary operations, conversion, where, clamp."""
import math

ERF = np.vectorize(math.erf, otypes=[np.float64])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


UNARY = {
    "negate": lambda x: -x, "abs": np.abs, "sign": np.sign, "square": np.square, "reciprocal": lambda x: 1 / x,
    "exp": np.exp, "exp2": np.exp2, "expm1": np.expm1, "log": np.log, "log2": np.log2, "log10": np.log10,
    "log1p": np.log1p, "sqrt": np.sqrt, "rsqrt": lambda x: 1 / np.sqrt(x), "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "floor": np.floor, "ceil": np.ceil, "round": np.round, "trunc": np.trunc,
    "relu": lambda x: np.where(np.isnan(x), x, np.maximum(x, 0)), "sigmoid": sigmoid, "silu": lambda x: x * sigmoid(x),
    "gelu": lambda x: torch.nn.functional.gelu(torch.tensor(x)).numpy(),
    "softplus": lambda x: np.logaddexp(0, x), "erf": ERF,
}
KEEPS_INTEGER = {"negate", "abs", "sign", "square", "floor", "ceil", "round", "trunc", "relu"}

for op, function in UNARY.items():
    for ref in refs_of("f", "nan", "empty", "scalar", "hf", "bf", "i", "b"):
        t = get(ref)
        if t.dtype in ("int64", "bool") and op in KEEPS_INTEGER:
            case("unary", [ref], {"name": op}, lambda t: T(np.asarray(function(t.a.astype(np.int64))).astype(np.int64)))
        else:
            case("unary", [ref], {"name": op}, lambda t: T(function(t.a.astype(np.float64)), floating(t)))
for op in ["negate", "abs", "square", "sign"]:
    case("unary", ["extreme"], {"name": op}, lambda t: T(UNARY[op](t.a)))
for op, function in {"isNaN": np.isnan, "isInfinite": np.isinf, "isFinite": np.isfinite, "not": np.logical_not}.items():
    for ref in refs_of("nan", "hnan", "i", "b", "empty", "bf"):
        case("unary", [ref], {"name": op}, lambda t: T(function(t.a)))

BINARY = {
    "add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.divide,
    "floorDivide": np.floor_divide, "remainder": np.remainder, "power": np.power, "minimum": np.minimum,
    "maximum": np.maximum, "equal": np.equal, "notEqual": np.not_equal, "less": np.less, "lessEqual": np.less_equal,
    "greater": np.greater, "greaterEqual": np.greater_equal, "and": np.logical_and, "or": np.logical_or,
    "xor": np.logical_xor,
}
COMPARES = {"equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual", "and", "or", "xor"}


def binary(op, meeting):
    def run(a, b):
        x, y = a.a, b.a
        if meeting in ("float32", "float16", "bfloat16"):
            x, y = x.astype(np.float32), y.astype(np.float32)
            if op in COMPARES:
                x, y = T(x, meeting).a, T(y, meeting).a
            # NumPy's own remainder for float32 is exact; the rest too, but for power.
            out = np.power(x.astype(np.float64), y).astype(np.float32) if op == "power" else BINARY[op](x, y)
            return T(out) if op in COMPARES else T(out, meeting)
        if op in COMPARES:
            return T(BINARY[op](x, y))
        if meeting == "bool" and op in ("add", "multiply", "minimum", "maximum"):
            return T(BINARY[op](x, y))
        x, y = x.astype(np.int64), y.astype(np.int64)
        if op in ("floorDivide", "remainder") and (y == 0).any():
            raise Refused("tensor.division-by-zero")
        if op == "power" and (y < 0).any():
            raise Refused("tensor.negative-power")
        out = BINARY[op](x, y)
        return T(out, "float32" if op == "divide" else "int64")

    def checked(a, b):
        try:
            np.broadcast_shapes(a.a.shape, b.a.shape)
        except ValueError:
            raise Refused("tensor.shape-mismatch")
        return run(a, b)
    return checked


PAIRS = [
    ("f", "h"), ("f", "g"), ("g", "f"), ("f", "scalar"), ("scalar", "f"), ("nan", "nan"), ("nan", "j"), ("inf", "nan"),
    ("odd", "one"), (["odd", [["t", [1, 0]]]], ["odd", [["t", [1, 0]]]]), (["f", VIEWS["f"][0]], ["h", [["t", [2, 0, 1]]]]),
    (["g", VIEWS["g"][0]], "f"), (["f", VIEWS["f"][1]], "h"), ("empty", "one"), ("hollow", "hollow"), ("hollow", "scalar"), ("i", "j"), ("i", "k"), ("k", "i"),
    ("extreme", "extreme"), ("i", "f"), ("f", "k"), ("b", "c"), ("b", "i"), ("b", "f"), ("hf", "hf"), ("hf", "bf"), ("bf", "bf"),
    ("hf", "f"), ("bf", "k"), ("hf", "b"), ("f", "line"), ("iempty", "j"), ("iempty", "iempty"), ("bempty", "bempty"),
    ("f", "bempty"),
]
for op in BINARY:
    for a, b in PAIRS:
        meeting = NAME[torch.promote_types(TORCH[get(a).dtype], TORCH[get(b).dtype])]
        case("binary", [a, b], {"name": op}, binary(op, meeting))
# The least integer over -1 wraps.
pool("minus", np.array([-1]))
case("binary", ["extreme", "minus"], {"name": "floorDivide"}, lambda a, b: T([a.a[0], -a.a[1], 1, 0, -1, -7]))
case("binary", ["extreme", "minus"], {"name": "remainder"}, lambda a, b: T(np.zeros(6, np.int64)))
# A scalar of the language does not promote within its kind; torch has the same rule.
for ref in ["hf", "bf", "f", "i", "b", "hnan"]:
    for kind, value in [("int", 3), ("float", 0.1), ("bool", True)]:
        for op in ["add", "multiply", "divide", "power", "less", "equal", "maximum"]:
            t = get(ref)
            meeting = NAME[torch.result_type(torch.zeros(2, dtype=TORCH[t.dtype]), value)]
            other = T(np.asarray(value))
            case("scalar", [ref], {"name": op, "kind": kind, "value": value},
                 lambda a: binary(op, meeting)(a, other))

for ref in ALL + [["f", VIEWS["f"][0]], ["hf", VIEWS["hf"][0]], ["bf", VIEWS["bf"][0]], ["i", VIEWS["i"][0]], ["b", VIEWS["b"][0]]]:
    for dtype in TORCH:
        def convert(t):
            if dtype == "int64" and not np.isfinite(t.a).all():
                raise Refused("tensor.not-an-integer")
            return T(t.a.astype(np.int64) if dtype == "int64" else t.a, dtype)
        case("convert", [ref], {"dtype": dtype}, convert)
pool("halves", np.array([65519, 65520, -65519.99, 2 ** -14, 2 ** -15, 2 ** -24, 2 ** -25, 2 ** -25 * 1.01, 1 + 2 ** -11,
                         1 + 3 * 2 ** -11, 1e-10, 3.4e38, 6.0975e-05, -6.1e-05, np.nan, np.inf, -0.0]))
for dtype in ("float16", "bfloat16"):
    case("convert", ["halves"], {"dtype": dtype}, lambda t: T(t.a, dtype))

for mask, a, b in [("c", "f", "h"), ("b", "f", "g"), ("b", "i", "j"), ("b", "hf", "bf"), ("b", "hf", "k"), ("b", "b", "c"), ("c", "nan", "scalar"),
                   (["b", VIEWS["b"][0]], ["f", [["t", [2, 1, 0]]]], "scalar"), ("bempty", "scalar", "one"), ("j", "nan", "j"), ("c", "line", "f")]:
    dtype = NAME[torch.promote_types(TORCH[get(a).dtype], TORCH[get(b).dtype])]

    def where(m, x, y):
        try:
            return T(np.where(m.a.astype(bool), x.a, y.a), dtype)
        except ValueError:
            raise Refused("tensor.shape-mismatch")
    case("where", [mask, a, b], {}, where)

for ref in refs_of("f", "nan", "empty", "hf", "i"):
    for low, high in [(-0.5, 0.75), (None, 0.5), (0.25, None), (None, None), (1, -1)]:
        def clamp(t):
            lo, hi = (-np.inf if low is None else low), (np.inf if high is None else high)
            if t.dtype == "int64":
                out = t.a
                out = out if low is None else np.maximum(out, math.ceil(low))
                return T(out if high is None else np.minimum(out, math.floor(high)))
            return T(np.where(np.isnan(t.a), t.a, np.minimum(np.maximum(t.a, np.float32(lo)), np.float32(hi))), t.dtype)
        case("clamp", [ref], {"min": low, "max": high}, clamp)
