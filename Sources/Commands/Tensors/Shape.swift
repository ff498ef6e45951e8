import Runtime
import Tensors

extension CommandLibrary {
    static var tensorShape: [any Command.Type] {
        [
            ShapeOf.self, Reshape.self, Transpose.self, Rename.self, Concat.self, Stack.self, Squeeze.self, Expand.self,
            Repeat.self, Pad.self, Roll.self, Broadcast.self,
        ]
    }
}

struct ShapeOf: Command {
    static let name = "shape", summary = "The sizes of a tensor's axes."
    static let searchTerms = ["size", "dim", "ndim"]
    static let examples = [Example("shape(zeros([2, 3]))", gives: "[2, 3]")]
    @Argument("A tensor.") var tensor: Tensor
    func run(in context: Context) throws -> [Int] { tensor.shape }
}

struct Reshape: Command {
    static let name = "reshape", summary = "The same elements in another shape; one size may be -1."
    static let searchTerms = ["view", "flatten"]
    static let examples = [Example("reshape(arange(6), [2, -1]).shape", gives: "[2, 3]")]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("The new shape.") var shape: [Int]
    @Option("A name for each new axis.") var axes: [String?]?

    func run(in context: Context) throws -> Tensor {
        var result = try tensor.reshaped(shape)
        if let names = try Commands.axes(from: axes, rank: result.rank) { result.axes = names }
        return result
    }
}

struct Transpose: Command {
    static let name = "transpose", summary = "The axes in another order; reversed where none is given."
    static let searchTerms = ["permute", "moveaxis", "swapaxes", "T"]
    static let examples = [
        Example("transpose(zeros([2, 3])).shape", gives: "[3, 2]"),
        Example("transpose(zeros([2, 3], axes=[\"y\", \"x\"]), [\"x\", \"y\"]).shape", gives: "[3, 2]"),
    ]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("All axes, by name or number.", completes: "axis") var order: [Value]?
    func run(in context: Context) throws -> Tensor {
        try tensor.transposed(
            order.map { try $0.map { try tensor.axisIndex($0) } } ?? Array((0..<tensor.rank).reversed()))
    }
}

struct Rename: Command {
    static let name = "rename",
        summary = "Names the axes of a tensor, in order, or the columns of a table by {old: new}."
    static let searchTerms = ["axes", "dims", "named"]
    static let examples = [
        Example("rename(zeros([2, 3]), [\"y\", \"x\"]).axes", gives: "[\"y\", \"x\"]"),
        Example("keys(rename(table([{a: 1}]), {a: \"b\"}))", gives: "[\"b\"]"),
    ]
    @Argument("A tensor or a table.") var subject: Value
    @Argument("Names in order (none leaves an axis unnamed), or a record {old: new}.", completes: "axis or column")
    var names: Value

    func run(in context: Context) throws -> Value {
        if case .table(let table) = subject {
            let renames = try Record.from(names)
            for old in renames.keys where table[column: old] == nil { throw Problem.noColumn(old, in: table) }
            return .table(
                Table(
                    rows: table.rows.map { row in
                        Record(row.fields.map { (renames[$0.key]?.printed ?? $0.key, $0.value) })
                    }))
        }
        let tensor = try Tensor.from(subject)
        if case .record(let record) = names {
            var all = tensor.names
            for (old, new) in record.fields { all[try tensor.axisIndex(.string(old))] = try String.from(new) }
            return .tensor(try tensor.renamed(all))
        }
        return .tensor(try tensor.renamed([String?].from(names)))
    }
}

struct Concat: Command {
    static let name = "concat",
        summary = "Tensors one after the other along an axis; lists end to end; tables row below row."
    static let searchTerms = ["concatenate", "cat", "append", "rbind"]
    static let examples = [
        Example("concat([[1], [2, 3]])", gives: "[1, 2, 3]"),
        Example("concat([ones([1, 2]), ones([2, 2])]).shape", gives: "[3, 2]"),
    ]
    @Argument("A list of tensors, lists or tables.") var parts: [Value]
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .int(0)

    func run(in context: Context) throws -> Value {
        guard let first = parts.first else { throw Problem("tensor.nothing", "there is nothing to put together") }
        switch first {
        case .list:
            return .list(try parts.flatMap { try [Value].from($0) })
        case .table: return .table(Table(rows: try parts.flatMap { try Table.from($0).rows }))
        default:
            let tensors = try parts.map { try Tensor.from($0) }
            return .tensor(try Tensor.concatenated(tensors, axis: tensors[0].axisIndex(axis)))
        }
    }
}

struct Stack: Command {
    static let name = "stack", summary = "Tensors of one shape along a new axis."
    static let examples = [Example("stack([ones([2]), zeros([2])]).shape", gives: "[2, 2]")]
    @Argument("A list of tensors.") var parts: [Value]
    @Option("Where the new axis stands.", completes: "axis") var axis = 0
    @Option("The new axis' name.") var name: String?
    func run(in context: Context) throws -> Tensor {
        try Tensor.stacked(parts.map { try Tensor.from($0) }, axis: axis, name: name)
    }
}

struct Squeeze: Command {
    static let name = "squeeze", summary = "The tensor without axes of size 1."
    static let examples = [Example("squeeze(ones([1, 3, 1])).shape", gives: "[3]")]
    @Argument("A tensor.") var tensor: Tensor
    @Option("Only these axes.", completes: "axis") var axis: Value = .none
    func run(in context: Context) throws -> Tensor {
        let chosen = try tensor.axisIndices(axis) ?? tensor.shape.indices.filter { tensor.shape[$0] == 1 }
        var result = tensor
        for axis in chosen.sorted(by: >) { result = try result.squeezed(axis: axis) }
        return result
    }
}

struct Expand: Command {
    static let name = "expand", summary = "The tensor with a new axis of size 1."
    static let searchTerms = ["unsqueeze", "newaxis", "expand_dims"]
    static let examples = [Example("expand(ones([3]), 0).shape", gives: "[1, 3]")]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("Where the new axis stands.", completes: "axis") var axis: Int
    @Option("Its name.") var name: String?
    func run(in context: Context) throws -> Tensor {
        var result = try tensor.expanded(at: axis)
        if let name { result.axes[axis < 0 ? axis + result.rank : axis].name = name }
        return result
    }
}

struct Repeat: Command {
    static let name = "repeat", summary = "A tensor tiled along its axes, or a list or string several times."
    static let searchTerms = ["tile", "np.repeat"]
    static let examples = [
        Example("repeat([1, 2], 2)", gives: "[1, 2, 1, 2]"), Example("repeat(ones([2]), [3]).shape", gives: "[6]"),
    ]
    @Argument("A tensor, list or string.") var subject: Value
    @Argument("How often; one number an axis for tensors.") var times: [Int]

    func run(in context: Context) throws -> Value {
        guard times.allSatisfy({ $0 >= 0 }) else {
            throw Problem("tensor.bad-shape", "a count cannot be negative: \(times)")
        }
        switch subject {
        case .list(let items):
            let (count, overflow) = items.count.multipliedReportingOverflow(by: times.first ?? 1)
            try Growth.allow(items: overflow ? Int.max : count)
            return .list(try Growth.repeated(items, count))
        case .string(let text):
            let (count, overflow) = text.string.utf8.count.multipliedReportingOverflow(by: times.first ?? 1)
            try Growth.allow(bytes: overflow ? Int.max : count)
            return .string(try Growth.repeated(text.string, times.first ?? 1))
        default: return .tensor(try Tensor.from(subject).tiled(times))
        }
    }
}

struct Pad: Command {
    static let name = "pad", summary = "A tensor with a margin on the axes y and x, or on the last axes."
    static let searchTerms = ["np.pad", "border", "margin"]
    static let examples = [Example("pad(ones([2, 2]), [[1, 1], [0, 0]]).shape", gives: "[4, 2]")]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("[before, after] for each of the last axes.") var margins: [[Int]]
    @Option("What fills the margin.", from: ["constant", "reflect", "edge", "wrap"]) var mode = "constant"
    @Option("The constant.") var value = 0.0

    func run(in context: Context) throws -> Tensor {
        guard margins.count <= tensor.rank, margins.allSatisfy({ $0.count == 2 }) else {
            throw Problem(
                "pad.margins",
                "margins are pairs [before, after], one an axis and at most \(tensor.rank); found \(margins)")
        }
        let modes: [String: PadMode] = ["reflect": .reflect, "edge": .edge, "wrap": .wrap]
        let all = Array(repeating: [0, 0], count: tensor.rank - margins.count) + margins
        return try tensor.padded(all.map { (before: $0[0], after: $0[1]) }, mode: modes[mode] ?? .constant(value))
    }
}

struct Roll: Command {
    static let name = "roll", summary = "Elements moved along an axis; what leaves at one end enters at the other."
    static let searchTerms = ["shift", "rotate"]
    static let examples = [Example("list(roll(tensor([1, 2, 3]), 1))", gives: "[3, 1, 2]")]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("How far.") var shift: Int
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .int(0)
    func run(in context: Context) throws -> Tensor { try tensor.rolled(by: shift, axis: tensor.axisIndex(axis)) }
}

struct Broadcast: Command {
    static let name = "broadcast", summary = "A tensor repeated to a larger shape by NumPy's rule, without copying."
    static let searchTerms = ["broadcast_to", "expand"]
    static let examples = [Example("broadcast(ones([3]), [2, 3]).shape", gives: "[2, 3]")]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("The shape.") var shape: [Int]
    func run(in context: Context) throws -> Tensor { try tensor.broadcast(to: shape) }
}
