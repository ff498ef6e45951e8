import Runtime
import Tensors

extension CommandLibrary {
    static var tensorCreation: [any Command.Type] {
        [
            MakeTensor.self, Zeros.self, Ones.self, Full.self, Arange.self, Linspace.self, Eye.self, ToList.self,
            AsType.self,
        ]
    }
}

struct MakeTensor: Command {
    static let name = "tensor", summary = "A tensor from numbers or nested lists of them."
    static let discussion = "Whole numbers make int64, bools bool, anything else float32; `dtype=` says otherwise."
    static let searchTerms = ["array", "np.array", "torch.tensor"]
    static let examples = [
        Example("tensor([[1, 2], [3, 4]], axes=[\"y\", \"x\"]).shape", gives: "[2, 2]"),
        Example("sum(tensor([1.5, 2.5]))", gives: "4.0"),
    ]
    @Argument("A number or nested lists of one length each.") var content: Value
    @Option("A name for each axis.") var axes: [String?]?
    @Option("The type of an element.", from: dtypeNames) var dtype: String?
    @Option("Labels by axis name: {token: [\"a\", \"dog\"]}.") var labels: Record?

    func run(in context: Context) throws -> Tensor {
        var tensor = try Tensor.from(content)
        if let dtype { tensor = try tensor.converted(to: Commands.dtype(named: dtype)) }
        if let names = try Commands.axes(from: axes, rank: tensor.rank) { tensor.axes = names }
        for (name, value) in labels?.fields ?? [:] {
            let axis = try tensor.axisIndex(.string(name))
            let words = try [Value].from(value).map(\.printed)
            guard words.count == tensor.shape[axis] else {
                throw Problem(
                    "tensor.label-count", "\(words.count) labels for the axis \"\(name)\" of size \(tensor.shape[axis])"
                )
            }
            tensor.axes[axis].labels = words
        }
        return tensor
    }
}

struct Zeros: Command {
    static let name = "zeros", summary = "A tensor of zeros."
    static let examples = [Example("zeros([2, 3]).shape", gives: "[2, 3]")]
    @Argument("Its shape.") var shape: Value
    @Option("A name for each axis.") var axes: [String?]?
    @Option("The type of an element.", from: dtypeNames) var dtype = "float32"
    func run(in context: Context) throws -> Tensor { try filled(shape, 0, axes, dtype) }
}

struct Ones: Command {
    static let name = "ones", summary = "A tensor of ones."
    static let examples = [Example("sum(ones([2, 3]))", gives: "6.0")]
    @Argument("Its shape.") var shape: Value
    @Option("A name for each axis.") var axes: [String?]?
    @Option("The type of an element.", from: dtypeNames) var dtype = "float32"
    func run(in context: Context) throws -> Tensor { try filled(shape, 1, axes, dtype) }
}

struct Full: Command {
    static let name = "full", summary = "A tensor of one value."
    static let examples = [Example("mean(full([2, 2], 0.5))", gives: "0.5")]
    @Argument("Its shape.") var shape: Value
    @Argument("The value.") var value: Double
    @Option("A name for each axis.") var axes: [String?]?
    @Option("The type of an element.", from: dtypeNames) var dtype = "float32"
    func run(in context: Context) throws -> Tensor { try filled(shape, value, axes, dtype) }
}

private func filled(_ size: Value, _ value: Double, _ names: [String?]?, _ type: String) throws -> Tensor {
    let sizes = try shape(from: size)
    if value == 0, value.sign == .plus {
        return try Tensor.zeros(sizes, dtype: dtype(named: type), axes: axes(from: names, rank: sizes.count))
    }
    let tensor = try Tensor.full(sizes, value, axes: axes(from: names, rank: sizes.count))
    return try tensor.converted(to: dtype(named: type))
}

struct Arange: Command {
    static let name = "arange", summary = "Evenly spaced numbers from start to before stop, as a tensor."
    static let searchTerms = ["range", "seq"]
    static let examples = [Example("arange(0, 1, 0.25).shape", gives: "[4]")]
    @Argument("The end, or the start where a second number follows.") var first: Double
    @Argument("The end: not reached.") var stop: Double?
    @Argument("The distance between neighbours.") var step: Double = 1

    func run(in context: Context) throws -> Tensor {
        let (from, to) = stop.map { (first, $0) } ?? (0, first)
        guard step != 0, step.isFinite, from.isFinite, to.isFinite else {
            throw Problem("range.step", "start, stop and step must be finite and the step not 0")
        }
        let count = max(0, ((to - from) / step).rounded(.up))
        guard count < 1e15 else { throw Problem.outOfMemory(Int.max) }
        let isWhole = [from, to, step].allSatisfy { $0 == $0.rounded() && abs($0) < 9e15 }
        if isWhole {
            return try Tensor(Int64.self, shape: [Int(count)]) { target in
                let (first, gap) = (Int64(from), Int64(step))
                try inChunks(target.count) { part in
                    for index in part { target[index] = first &+ Int64(index) &* gap }
                }
            }
        }
        return try Tensor(Float.self, shape: [Int(count)]) { target in
            try inChunks(target.count) { part in
                for index in part { target[index] = Float(from + Double(index) * step) }
            }
        }
    }
}

struct Linspace: Command {
    static let name = "linspace", summary = "Evenly spaced numbers from start to stop, both included."
    static let examples = [Example("linspace(0, 1, 3)[1]", gives: "0.5")]
    @Argument("The first number.") var start: Double
    @Argument("The last number.") var stop: Double
    @Argument("How many.") var count: Int = 50

    func run(in context: Context) throws -> Tensor {
        guard count >= 0 else { throw Problem("tensor.bad-shape", "a size cannot be negative: \(count)") }
        return try Tensor(Float.self, shape: [count]) { target in
            try inChunks(target.count) { part in
                for index in part {
                    target[index] = Float(
                        count == 1 ? start : start + (stop - start) * Double(index) / Double(count - 1))
                }
            }
        }
    }
}

struct Eye: Command {
    static let name = "eye", summary = "The unit matrix."
    static let searchTerms = ["identity"]
    static let examples = [Example("sum(eye(3))", gives: "3.0")]
    @Argument("Rows and columns.") var size: Int
    func run(in context: Context) throws -> Tensor {
        guard size >= 0 else { throw Problem("tensor.bad-shape", "a size cannot be negative: \(size)") }
        let tensor = try Tensor.zeros([size, size])
        var copy = tensor
        try copy.withMutableElements(Float.self) { target in
            for index in 0..<size { target[index * size + index] = 1 }
        }
        return copy
    }
}

struct ToList: Command {
    static let name = "list",
        summary = "The elements of a tensor as nested lists; of a table as records; of a string as characters."
    static let searchTerms = ["tolist", "collect"]
    static let examples = [
        Example("list(tensor([1, 2]))", gives: "[1, 2]"), Example("list(\"ab\")", gives: "[\"a\", \"b\"]"),
    ]
    @Argument("A tensor, table, string or record.") var subject: Value
    func run(in context: Context) throws -> Value {
        if case .tensor(let tensor) = subject { return try tensor.nested() }
        return .list(try Elements.of(subject))
    }
}

struct AsType: Command {
    static let name = "astype", summary = "The tensor with elements of another type."
    static let searchTerms = ["cast", "convert", "to", "dtype", "half"]
    static let examples = [Example("astype(tensor([1.7]), \"int64\")[0]", gives: "1")]
    @Argument("A tensor.") var tensor: Tensor
    @Argument("The type.", from: dtypeNames) var dtype: String
    func run(in context: Context) throws -> Tensor { try tensor.converted(to: Commands.dtype(named: dtype)) }
}
