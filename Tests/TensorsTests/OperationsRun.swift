import Tensors
import Testing

extension OperationCases {
    /// Calls the operation that a case names.
    func run(_ operation: String, _ inputs: [Tensor], _ arguments: JSON) throws -> [Tensor] {
        if let made = try create(operation, arguments) { return [made] }
        if let several = try runSeveral(operation, inputs, arguments) { return several }
        let x = inputs[0]
        let axis = arguments["axis"]?.int
        switch operation {
        case "unary": return [try x.unary(try #require(UnaryOperation(rawValue: name(arguments))))]
        case "binary":
            return [try Tensor.binary(try #require(BinaryOperation(rawValue: name(arguments))), x, inputs[1])]
        case "scalar":
            let value = try #require(arguments["value"])
            let scalar: Scalar =
                if let flag = value.bool { .bool(flag) } else if let whole = value.int { .int(Int64(whole)) } else {
                    .float(try #require(value.number))
                }
            return [try Tensor.binary(try #require(BinaryOperation(rawValue: name(arguments))), x, scalar)]
        case "convert": return [try x.converted(to: try dtype(arguments))]
        case "where": return [try Tensor.where(x, inputs[1], inputs[2])]
        case "clamp": return [try x.clamped(min: arguments["min"]?.number, max: arguments["max"]?.number)]
        case "reduce": return [try reduce(x, arguments)]
        case "argmax": return [try x.argmax(axis: axis)]
        case "argmin": return [try x.argmin(axis: axis)]
        case "cumulativeSum": return [try x.cumulativeSum(axis: axis)]
        case "cumulativeProduct": return [try x.cumulativeProduct(axis: axis)]
        case "sort": return [try x.sorted(axis: axis ?? -1, descending: arguments["descending"]?.bool ?? false)]
        case "argsort": return [try x.argsort(axis: axis ?? -1, descending: arguments["descending"]?.bool ?? false)]
        case "quantile":
            return [try x.quantile(try #require(arguments["q"]?.array).map { try #require($0.number) }, axis: axis)]
        case "softmax": return [try x.softmax(axis: axis ?? -1)]
        case "select": return [try x.selecting(try items(arguments))]
        case "assign":
            var changed = x
            try changed.assign(inputs[1], at: try items(arguments))
            return [changed]
        default: return [try reshape(operation, x, arguments)]
        }
    }

    private func name(_ arguments: JSON) -> String { arguments["name"]?.string ?? "" }
    private func dtype(_ arguments: JSON) throws -> DType {
        try #require(DType(rawValue: arguments["dtype"]?.string ?? ""))
    }

    private func create(_ operation: String, _ arguments: JSON) throws -> Tensor? {
        func int(_ key: String) throws -> Int { try #require(arguments[key]?.int) }
        func number(_ key: String) throws -> Double { try #require(arguments[key]?.number) }
        switch operation {
        case "zeros": return try .zeros(try #require(arguments["shape"]?.integers), dtype: dtype(arguments))
        case "ones": return try .ones(try #require(arguments["shape"]?.integers), dtype: dtype(arguments))
        case "full": return try .full(try #require(arguments["shape"]?.integers), 2.5, dtype: dtype(arguments))
        case "arange": return try .arange(int("start"), int("stop"), int("step"))
        case "arangeFloat": return try .arange(number("start"), number("stop"), number("step"))
        case "linspace": return try .linspace(number("start"), number("stop"), int("count"))
        case "eye": return try .eye(int("rows"), int("columns"))
        default: return nil
        }
    }

    private func runSeveral(_ operation: String, _ inputs: [Tensor], _ arguments: JSON) throws -> [Tensor]? {
        switch operation {
        case "concat": return [try Tensor.concatenated(inputs, axis: try #require(arguments["axis"]?.int))]
        case "stack": return [try Tensor.stacked(inputs, axis: try #require(arguments["axis"]?.int))]
        case "split":
            return try inputs[0].split(
                parts: try #require(arguments["parts"]?.int), axis: try #require(arguments["axis"]?.int))
        case "unique":
            let found = try inputs[0].unique()
            return [found.values, found.counts, found.inverse]
        case "histogram":
            let range = arguments["range"]?.array.map { ($0[0].number ?? .nan, $0[1].number ?? .nan) }
            let found = try inputs[0].histogram(bins: try #require(arguments["bins"]?.int), range: range)
            return [found.counts, found.edges]
        default: return nil
        }
    }

    private func reduce(_ x: Tensor, _ arguments: JSON) throws -> Tensor {
        let over = arguments["over"]?.integers
        let keep = arguments["keep"]?.bool ?? false
        switch name(arguments) {
        case "sum": return try x.sum(over: over, keep: keep)
        case "prod": return try x.prod(over: over, keep: keep)
        case "mean": return try x.mean(over: over, keep: keep)
        case "min": return try x.min(over: over, keep: keep)
        case "max": return try x.max(over: over, keep: keep)
        case "all": return try x.all(over: over, keep: keep)
        case "any": return try x.any(over: over, keep: keep)
        case "median": return try x.median(over: over, keep: keep)
        case "variance": return try x.variance(over: over, keep: keep)
        case "std": return try x.std(over: over, keep: keep)
        case "unbiasedVariance": return try x.variance(over: over, keep: keep, unbiased: true)
        case "unbiasedStd": return try x.std(over: over, keep: keep, unbiased: true)
        case "logSumExp": return try x.logSumExp(over: over, keep: keep)
        default: throw Problem("test.unknown", "no reduction \(name(arguments))")
        }
    }

    private func reshape(_ operation: String, _ x: Tensor, _ arguments: JSON) throws -> Tensor {
        let axis = arguments["axis"]?.int
        func int(_ key: String) throws -> Int { try #require(arguments[key]?.int) }
        switch operation {
        case "reshape": return try x.reshaped(try #require(arguments["shape"]?.integers))
        case "transpose": return try x.transposed(arguments["order"]?.integers)
        case "move": return try x.moved(int("from"), to: int("to"))
        case "expand": return try x.expanded(at: int("at"))
        case "squeeze": return try x.squeezed(axis: axis)
        case "broadcast": return try x.broadcast(to: try #require(arguments["shape"]?.integers))
        case "flip": return try x.flipped(over: arguments["over"]?.integers)
        case "roll": return try x.rolled(by: int("by"), axis: axis)
        case "repeat": return try x.repeated(int("count"), axis: axis)
        case "tile": return try x.tiled(try #require(arguments["counts"]?.integers))
        case "diff": return try x.diff(axis: int("axis"), order: int("order"))
        case "pad":
            let widths = try #require(arguments["widths"]?.array).map { try #require($0.integers) }.map {
                ($0[0], $0[1])
            }
            let modes: [String: PadMode] = [
                "constant": .constant(arguments["value"]?.number ?? 0), "edge": .edge, "reflect": .reflect,
                "wrap": .wrap,
            ]
            return try x.padded(widths, mode: try #require(modes[arguments["mode"]?.string ?? ""]))
        default: throw Problem("test.unknown", "no operation \(operation)")
        }
    }

    private func items(_ arguments: JSON) throws -> [IndexSpec] {
        try #require(arguments["items"]?.array).map { item in
            if let index = item.int { return IndexSpec(item: .index(index)) }
            if item.string == "..." { return IndexSpec(item: .ellipsis) }
            if item.string == "new" { return IndexSpec(item: .newAxis) }
            switch item[0]?.string {
            case "s": return IndexSpec(item: .slice(start: item[1]?.int, stop: item[2]?.int, step: item[3]?.int))
            case "l": return IndexSpec(item: .list(try #require(item[1]?.integers)))
            case "g": return IndexSpec(item: .indices(try input(try #require(item[1]))))
            default: return IndexSpec(item: .mask(try input(try #require(item[1]))))
            }
        }
    }
}
