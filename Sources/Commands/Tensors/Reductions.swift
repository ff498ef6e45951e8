import Runtime
import Tensors

extension CommandLibrary {
    static var tensorReductions: [any Command.Type] {
        [
            Sum.self, Mean.self, Std.self, Variance.self, Min.self, Max.self, Product.self, All.self, AnyOf.self,
            Median.self, Quantile.self, Argmax.self, Argmin.self, Argsort.self, CumulativeSum.self, Softmax.self,
            Histogram.self,
        ]
    }
}

struct Sum: Reduction {
    static let name = "sum", summary = "The sum of the elements, or along axes."
    static let examples = [
        Example("sum([1, 2, 3])", gives: "6"),
        Example("sum(ones([2, 3], axes=[\"y\", \"x\"]), over=\"x\").shape", gives: "[2]"),
    ]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.sum(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double { numbers.reduce(0, +) }
    static func reduce(whole numbers: WholeNumbers) throws -> Int? {
        try exact(numbers, from: 0, "sum") { $0.addingReportingOverflow($1) }
    }
}

struct Mean: Reduction {
    static let name = "mean", summary = "The mean of the elements, or along axes."
    static let searchTerms = ["average", "avg"]
    static let examples = [
        Example("mean([1, 2])", gives: "1.5"),
        Example("mean(ones([2, 3], axes=[\"step\", \"head\"]), over=[\"step\", \"head\"])", gives: "1.0"),
    ]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.mean(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double {
        numbers.isEmpty ? .nan : numbers.reduce(0, +) / Double(numbers.count)
    }
}

struct Std: Reduction {
    static let name = "std", summary = "The standard deviation (of the population, as NumPy's, unless `ddof=1`)."
    static let searchTerms = ["deviation", "sd", "spread"]
    static let examples = [Example("std([1, 3])", gives: "1.0")]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    @Option("What the count of elements is lessened by: 0 for a population, 1 for a sample.") var ddof = 0
    func run(in context: Context) throws -> Value { try corrected(reduced(), isRoot: true, ddof: ddof) }
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.std(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double { try Variance.reduce(numbers).squareRoot() }
}

struct Variance: Reduction {
    static let name = "variance", summary = "The variance (of the population, as NumPy's, unless `ddof=1`)."
    static let searchTerms = ["var"]
    static let examples = [Example("variance([1, 3])", gives: "1.0")]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    @Option("What the count of elements is lessened by: 0 for a population, 1 for a sample.") var ddof = 0
    func run(in context: Context) throws -> Value { try corrected(reduced(), isRoot: false, ddof: ddof) }
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.variance(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double {
        let mean = try Mean.reduce(numbers)
        return try Mean.reduce(numbers.map { ($0 - mean) * ($0 - mean) })
    }
}

struct Min: Reduction {
    static let name = "min", summary = "The smallest element, or along axes; NaN where there is one."
    static let searchTerms = ["minimum", "smallest"]
    static let examples = [Example("min([3, 1, 2])", gives: "1")]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.min(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double {
        try nonEmpty(numbers, "smallest element").reduce(.infinity) { $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1) }
    }
    static func reduce(whole numbers: WholeNumbers) throws -> Int? { numbers.min() }
}

struct Max: Reduction {
    static let name = "max", summary = "The largest element, or along axes; NaN where there is one."
    static let searchTerms = ["maximum", "largest"]
    static let examples = [Example("max([3, 1, 2])", gives: "3")]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.max(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double {
        try nonEmpty(numbers, "largest element").reduce(-.infinity) { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1) }
    }
    static func reduce(whole numbers: WholeNumbers) throws -> Int? { numbers.max() }
}

struct Product: Reduction {
    static let name = "prod", summary = "The product of the elements, or along axes."
    static let searchTerms = ["product", "multiply"]
    static let examples = [Example("prod([2, 3])", gives: "6")]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.prod(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double { numbers.reduce(1, *) }
    static func reduce(whole numbers: WholeNumbers) throws -> Int? {
        try exact(numbers, from: 1, "product") { $0.multipliedReportingOverflow(by: $1) }
    }
}

struct Median: Reduction {
    static let name = "median", summary = "The middle element, or along axes."
    static let examples = [Example("median([1, 2, 10])", gives: "2.0")]
    @Argument("A tensor or a list.") var x: Value
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    @Option("Keep the axes with size 1.") var keep = false
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor {
        try tensor.median(over: axes, keep: keep)
    }
    static func reduce(_ numbers: [Double]) throws -> Double {
        if numbers.contains(where: \.isNaN) { return .nan }
        let sorted = try nonEmpty(numbers, "median").sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

struct All: Command {
    static let name = "all", summary = "Whether every element is true."
    static let examples = [Example("all([true, false])", gives: "false")]
    @Argument("Bools.") var x: Tensor
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    func run(in context: Context) throws -> Value { try scalarOrTensor(x.all(over: x.axisIndices(over), keep: false)) }
}

struct AnyOf: Command {
    static let name = "any", summary = "Whether some element is true."
    static let examples = [Example("any([true, false])", gives: "true")]
    @Argument("Bools.") var x: Tensor
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    func run(in context: Context) throws -> Value { try scalarOrTensor(x.any(over: x.axisIndices(over), keep: false)) }
}

struct Quantile: Command {
    static let name = "quantile",
        summary = "The value below which a share of the elements lies, interpolated linearly as NumPy's."
    static let searchTerms = ["percentile", "quartile"]
    static let examples = [Example("quantile([0.0, 1.0, 2.0], 50%)", gives: "1.0")]
    @Argument("A tensor or a list.") var x: Tensor
    @Argument("Shares between 0 and 1.", unit: .percent) var q: Value
    @Option("An axis, by name or number; all elements where left out.", completes: "axis") var over: Value = .none

    func run(in context: Context) throws -> Value {
        let shares = try [Double].from(q)
        guard shares.allSatisfy({ (0...1).contains($0) }) else {
            throw Problem("quantile.share", "a share lies between 0 and 1, found \(shares)")
        }
        var isMany = false
        switch q {
        case .list, .tensor: isMany = true
        default: break
        }
        let tensor = x
        let axis = try tensor.axisIndices(over)?.first
        var result =
            try axis == nil
            ? tensor.reshaped([tensor.count]).quantile(shares, axis: 0) : tensor.quantile(shares, axis: axis ?? 0)
        if !isMany { result = try result.selecting([IndexSpec(axis: nil, item: .index(0))]) }
        return try scalarOrTensor(result)
    }
}

struct Softmax: Command {
    static let name = "softmax", summary = "e^x over its sum along an axis, without overflow."
    static let examples = [Example("softmax([0.0, 0.0])[0]", gives: "0.5")]
    @Argument("A tensor or a list.") var x: Tensor
    @Option("The axis, by name or number.", completes: "axis") var axis: Value = .int(-1)
    func run(in context: Context) throws -> Tensor { try x.softmax(axis: x.axisIndex(axis)) }
}

struct Histogram: Command {
    static let name = "histogram", summary = "How many elements fall into bins of one width."
    static let searchTerms = ["hist", "bins", "distribution"]
    static let examples = [Example("list(histogram([0.0, 0.1, 0.9, 1.0], bins=2).counts)", gives: "[2, 2]")]
    @Argument("A tensor or a list.") var x: Tensor
    @Option("Bins.") var bins = 10
    @Option("The lower edge of the first bin; the smallest element where left out.") var low: Double?
    @Option("The upper edge of the last bin, which counts as inside.") var high: Double?

    func run(in context: Context) throws -> Record {
        guard bins > 0, bins <= 1_000_000 else {
            throw Problem("histogram.bins", "bins go from 1 to 1,000,000, found \(bins)")
        }
        let result = try x.histogram(bins: bins, range: range())
        return Record([("counts", .tensor(result.counts)), ("edges", .tensor(result.edges))])
    }

    private func range() throws -> (low: Double, high: Double)? {
        guard low != nil || high != nil else { return nil }
        let smallest = try low ?? Double(x.min().floats()[0])
        let largest = try high ?? Double(x.max().floats()[0])
        guard smallest <= largest else {
            throw Problem("histogram.range", "the lower edge \(smallest) lies above the upper one, \(largest)")
        }
        return (smallest, largest)
    }
}
