import Runtime
import Tensors

struct Argmax: Command {
    static let name = "argmax", summary = "The position of the largest element: along an axis, or in row-major order."
    static let examples = [Example("argmax([1, 5, 2])", gives: "1")]
    @Argument("A tensor or a list.") var x: Tensor
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .none
    func run(in context: Context) throws -> Value { try scalarOrTensor(x.argmax(axis: x.axisIndices(axis)?.first)) }
}

struct Argmin: Command {
    static let name = "argmin", summary = "The position of the smallest element: along an axis, or in row-major order."
    static let examples = [Example("argmin([1, 5, 0])", gives: "2")]
    @Argument("A tensor or a list.") var x: Tensor
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .none
    func run(in context: Context) throws -> Value { try scalarOrTensor(x.argmin(axis: x.axisIndices(axis)?.first)) }
}

struct Argsort: Command {
    static let name = "argsort", summary = "The positions that put the elements in order along an axis."
    static let searchTerms = ["order", "rank"]
    static let examples = [Example("list(argsort([3, 1, 2]))", gives: "[1, 2, 0]")]
    @Argument("A tensor or a list.") var x: Tensor
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .int(-1)
    @Option("The largest first.") var descending = false
    func run(in context: Context) throws -> Tensor { try x.argsort(axis: x.axisIndex(axis), descending: descending) }
}

struct CumulativeSum: Command {
    static let name = "cumsum", summary = "Running sums along an axis."
    static let searchTerms = ["cumulative", "accumulate"]
    static let examples = [Example("list(cumsum([1, 2, 3]))", gives: "[1, 3, 6]")]
    @Argument("A tensor or a list.") var x: Tensor
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .int(0)
    func run(in context: Context) throws -> Tensor { try x.cumulativeSum(axis: x.axisIndex(axis)) }
}
