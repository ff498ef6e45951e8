import Runtime
import Tensors

/// A reduction over named or numbered axes. A list of plain numbers is reduced in double precision, one of whole
/// numbers exactly.
protocol Reduction: Command where Output == Value {
    static func reduce(_ tensor: Tensor, over axes: [Int]?, keep: Bool) throws -> Tensor
    static func reduce(_ numbers: [Double]) throws -> Double
    /// The result of whole numbers where it is whole; nil where it is not, or where there are none.
    static func reduce(whole numbers: WholeNumbers) throws -> Int?
    var x: Value { get }
    var over: Value { get }
    var keep: Bool { get }
}

extension Reduction {
    static func reduce(whole numbers: WholeNumbers) throws -> Int? { nil }

    func run(in context: Context) throws -> Value { try reduced() }

    /// A plain number where all axes go, a tensor where some stay. - Throws: `tensor.empty`, `tensor.unknown-axis`.
    func reduced() throws -> Value {
        if case .list(let items) = x, case .none = over, !items.isEmpty || !keep {
            if let whole = try WholeNumbers(items), let result = try Self.reduce(whole: whole) { return .int(result) }
            if let numbers = try plainNumbers(items) { return .float(try Self.reduce(numbers)) }
        }
        let tensor = try Tensor.from(x)
        return try scalarOrTensor(Self.reduce(tensor, over: tensor.axisIndices(over), keep: keep))
    }

    /// The variance of a population (or, `isRoot`, the deviation) as that of a sample: n / (n - ddof) times it.
    /// - Throws: `statistics.ddof` where no element would be left.
    func corrected(_ result: Value, isRoot: Bool, ddof: Int) throws -> Value {
        guard ddof != 0 else { return result }
        let tensor = try Tensor.from(x)
        let count = try (tensor.axisIndices(over) ?? Array(0..<tensor.rank)).reduce(1) { $0 * tensor.shape[$1] }
        guard ddof > 0, ddof < count else {
            throw Problem(
                "statistics.ddof", "ddof lies between 0 and the count of elements, \(count); found \(ddof)",
                help: "use ddof=1 for a sample")
        }
        let ratio = Double(count) / Double(count - ddof)
        let factor = isRoot ? ratio.squareRoot() : ratio
        guard case .tensor(let spread) = result else { return .float(try Double.from(result) * factor) }
        return .tensor(try Tensor.binary(.multiply, spread, .float(factor)))
    }
}

/// The elements of a list that are all ints, of which there is one at least; read where they stand.
struct WholeNumbers: Sequence {
    private let items: [Value]

    /// Nil where something else is among them.
    init?(_ items: [Value]) throws {
        guard !items.isEmpty else { return nil }
        self.items = items
        var areInts = true
        try inChunks(items.count) { part in
            for item in items[part] { if case .int = item { continue } else { areInts = false } }
        }
        if !areInts { return nil }
    }

    func makeIterator() -> some IteratorProtocol<Int> {
        items.lazy.map { if case .int(let int) = $0 { int } else { 0 } }.makeIterator()
    }
}

/// The elements as doubles where all of them are ints or floats; nil otherwise.
private func plainNumbers(_ items: [Value]) throws -> [Double]? {
    var values: [Double] = []
    values.reserveCapacity(items.count)
    for (place, item) in items.enumerated() {
        if place & 0xFFFF == 0 { try Interrupt.check() }
        switch item {
        case .int(let int): values.append(Double(int))
        case .float(let float): values.append(float)
        default: return nil
        }
    }
    return values
}

/// Puts whole numbers together without rounding. - Throws: `number.overflow`.
func exact(
    _ numbers: WholeNumbers, from start: Int, _ what: String,
    _ combine: (Int, Int) -> (partialValue: Int, overflow: Bool)
) throws -> Int {
    try numbers.reduce(start) { sum, number in
        let (next, overflow) = combine(sum, number)
        guard !overflow else {
            throw Problem(
                "number.overflow", "the \(what) does not fit in an int (64 bits)", help: "make one of them a float")
        }
        return next
    }
}

/// - Throws: `tensor.empty`.
func nonEmpty(_ numbers: [Double], _ what: String) throws -> [Double] {
    guard !numbers.isEmpty else {
        throw Problem(
            "tensor.empty", "the \(what) of nothing is not defined", help: "check the selection that made it empty")
    }
    return numbers
}
