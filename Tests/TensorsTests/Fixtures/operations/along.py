"""Part of make.py: reductions, running sums, order, distribution."""


def wide(t):
    return t.a.astype(np.float64) if t.dtype not in ("int64", "bool") else t.a


def reduced(function, kind):
    """kind: what the dtype becomes: 'same', 'floating', 'bool'."""
    def run(t, axes, keep):
        axis = None if axes is None else tuple(axes)
        source = wide(t)
        if kind != "bool" and t.dtype == "bool" and function not in (np.min, np.max):
            source = source.astype(np.int64)
        if function in (np.min, np.max):
            over = range(t.a.ndim) if axis is None else [a % t.a.ndim for a in axis]
            kept = [s for i, s in enumerate(t.a.shape) if i not in over]
            if any(t.a.shape[a] == 0 for a in over):
                if 0 not in kept:
                    raise Refused("tensor.empty")
                # There is no result to be wrong: only the shape counts.
                return T(np.sum(source, axis=axis, keepdims=keep), t.dtype)
        out = function(source, axis=axis, keepdims=keep)
        if kind == "bool":
            return T(out)
        if kind == "floating":
            return T(out, floating(t))
        return T(out, "int64" if t.dtype == "bool" and function not in (np.min, np.max) else t.dtype)
    return run


def log_sum_exp(x, axis, keepdims):
    """torch.logsumexp's values, also for the ranks that it refuses."""
    x = x.astype(np.float64)
    greatest = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    shift = np.where(np.isfinite(greatest), greatest, 0)
    out = np.log(np.sum(np.exp(x - shift), axis=axis, keepdims=keepdims))
    return out + (shift if keepdims else shift.reshape(out.shape))


REDUCE = {
    "sum": reduced(np.sum, "same"), "prod": reduced(np.prod, "same"), "mean": reduced(np.mean, "floating"),
    "min": reduced(np.min, "same"), "max": reduced(np.max, "same"), "all": reduced(np.all, "bool"),
    "any": reduced(np.any, "bool"), "median": reduced(lambda x, axis, keepdims: (np.median if x.size else np.mean)(x, axis=axis, keepdims=keepdims), "floating"),
    "variance": reduced(np.var, "floating"), "std": reduced(np.std, "floating"),
    "unbiasedVariance": reduced(lambda x, axis, keepdims: np.var(x, axis=axis, keepdims=keepdims, ddof=1), "floating"),
    "unbiasedStd": reduced(lambda x, axis, keepdims: np.std(x, axis=axis, keepdims=keepdims, ddof=1), "floating"),
    "logSumExp": reduced(lambda x, axis, keepdims: log_sum_exp(x, axis, keepdims), "floating"),
}


def over(ndim):
    yield None
    for axis in range(ndim):
        yield [axis]
    if ndim:
        yield [-1]
    if ndim == 3:
        yield from ([0, 2], [1, 2], [0, 1], [2, 0, 1], [])
    if ndim == 2:
        yield [0, 1]


for op, function in REDUCE.items():
    for ref in refs_of("f", "nan", "inf", "odd", "g", "scalar", "empty", "hollow", "hf", "bf", "i", "iempty", "b", "extreme"):
        if op in ("variance", "std", "unbiasedVariance", "unbiasedStd", "logSumExp", "median") and ref == "extreme":
            continue
        for number_of, axes in enumerate(over(get(ref).a.ndim)):
            keep = number_of % 2 == 1
            if isinstance(ref, list) and number_of % 3 == 0:
                continue
            if axes == [] and (op == "median" or op == "logSumExp"):
                continue
            case("reduce", [ref], {"name": op, "over": axes, "keep": keep}, lambda t: function(t, axes, keep))
case("reduce", ["f"], {"name": "sum", "over": [3], "keep": False}, lambda t: (_ for _ in ()).throw(Refused("tensor.unknown-axis")))
case("reduce", ["f"], {"name": "sum", "over": [0, 0], "keep": False}, lambda t: (_ for _ in ()).throw(Refused("tensor.duplicate-axis")))

for op, function in {"argmax": np.argmax, "argmin": np.argmin}.items():
    for ref in refs_of("f", "nan", "inf", "ties", "odd", "scalar", "empty", "hollow", "i", "extreme", "b", "bf"):
        for axis in [None] + list(range(get(ref).a.ndim)):
            def run(t):
                try:
                    return T(function(t.a, axis=axis))
                except ValueError:
                    raise Refused("tensor.empty")
            case(op, [ref], {"axis": axis}, run)

for op, function in {"cumulativeSum": np.cumsum, "cumulativeProduct": np.cumprod}.items():
    for ref in refs_of("f", "nan", "odd", "scalar", "empty", "hollow", "hf", "i", "b", "extreme"):
        for axis in [None] + list(range(get(ref).a.ndim)):
            case(op, [ref], {"axis": axis}, lambda t: T(function(wide(t), axis=axis), "int64" if t.dtype == "bool" else t.dtype))


for descending in (False, True):
    for ref in refs_of("f", "nan", "inf", "ties", "odd", "line", "empty", "hollow", "hf", "bf", "hnan", "i", "extreme", "b"):
        for axis in range(get(ref).a.ndim):
            def order(t):
                if not descending:
                    return np.argsort(t.a, axis=axis, kind="stable")
                if t.dtype == "int64" or t.dtype == "bool":
                    return np.argsort(~t.a, axis=axis, kind="stable")
                return np.argsort(-t.a, axis=axis, kind="stable")
            case("argsort", [ref], {"axis": axis, "descending": descending}, lambda t: T(order(t)))
            case("sort", [ref], {"axis": axis, "descending": descending},
                 lambda t: T(np.take_along_axis(t.a, order(t), axis), t.dtype))

for ref in refs_of("f", "nan", "ties", "scalar", "empty", "i", "k", "b", "bempty", "hnan", "extreme"):
    def unique(t):
        values, inverse, counts = np.unique(t.a, return_inverse=True, return_counts=True)
        return T(values, t.dtype), T(counts), T(inverse.reshape(t.a.shape))
    case("unique", [ref], {}, unique)

Q = [0, 0.1, 0.25, 0.5, 0.77, 1]
for ref in refs_of("f", "nan", "inf", "odd", "line", "one", "scalar", "empty", "hollow", "hf", "i", "b"):
    for axis in [None] + list(range(get(ref).a.ndim)):
        def quantile(t):
            source = wide(t).astype(np.float64)
            if source.size == 0:
                rest = [] if axis is None else [s for i, s in enumerate(source.shape) if i != axis]
                if (source.size == 0 if axis is None else source.shape[axis] == 0 and 0 not in rest):
                    raise Refused("tensor.empty")
                return T(np.zeros([len(Q)] + rest), floating(t))
            with np.errstate(all="ignore"):
                ordered = np.sort(source if axis is not None else source.reshape(-1), axis=-1 if axis is None else axis)
            ordered = np.moveaxis(ordered, -1 if axis is None else axis, 0)
            # Linear interpolation written out: NumPy's own gives NaN beside an infinity.
            out = []
            for q in Q:
                place = q * (len(ordered) - 1)
                low, part = int(place), place - int(place)
                a, b = ordered[low], ordered[min(low + 1, len(ordered) - 1)]
                between = np.where(np.isinf(a) | np.isinf(b), a * (1 - part) + b * part, a + (b - a) * part)
                value = np.where((a == b) | (part == 0), a, between)
                out.append(np.where(np.isnan(ordered[-1]), np.nan, value))
            expected = np.stack(out)
            if np.isfinite(source).all():
                assert np.allclose(expected, np.quantile(source, Q, axis=axis))
            return T(expected, floating(t))
        case("quantile", [ref], {"q": Q, "axis": axis}, quantile)
case("quantile", ["f"], {"q": [1.5], "axis": None}, lambda t: (_ for _ in ()).throw(Refused("tensor.bad-argument")))

for ref in refs_of("f", "odd", "line", "one", "empty", "i", "k", "nan", "b"):
    for bins, span in [(10, None), (7, [-1, 1]), (1, None), (3, [0, 3]), (13, [2, 2])]:
        def histogram(t):
            values = t.a.astype(np.float32)
            try:
                _, edges = np.histogram(values.astype(np.float64), bins=bins, range=span)
                # NumPy would space float32 edges in float32; ours are rounded once, and the counts follow them.
                edges = edges.astype(np.float32)
                counts, _ = np.histogram(values, bins=edges)
            except ValueError:
                raise Refused("tensor.bad-argument")
            return T(counts), T(edges)
        case("histogram", [ref], {"bins": bins, "range": span}, histogram)

for ref in refs_of("f", "nan", "inf", "odd", "g", "empty", "hollow", "hf", "bf", "i"):
    for axis in range(get(ref).a.ndim):
        case("softmax", [ref], {"axis": axis}, lambda t: T(
            torch.softmax(torch.tensor(np.ascontiguousarray(t.a), dtype=torch.float64), axis).numpy(), floating(t)))
