import Runtime
import Tensors

struct Close: Command {
    static let name = "close", summary = "Whether two numbers, lists or tensors are equal up to rounding."
    static let discussion = """
        True where every pair has |a - b| ≤ atol + rtol · |b|, as NumPy's `allclose`. Two infinities of one sign are close; \
        NaN is close to nothing.
        """
    static let searchTerms = ["allclose", "isclose", "approx", "almost_equal"]
    static let examples = [
        Example("close(0.1 + 0.2, 0.3)", gives: "true"), Example("close([1, 2], [1, 2.1], rtol=1e-3)", gives: "false"),
    ]
    @Argument("A number, a list of numbers or a tensor.") var a: Value
    @Argument("What it should be; of the same shape.") var b: Value
    @Option("Share of b that the two may differ by.") var rtol = 1e-5
    @Option("What they may differ by in any case.") var atol = 1e-8

    func run(in context: Context) throws -> Bool { try Closeness(rtol: rtol, atol: atol).areClose(a, b) }
}

/// How far two numbers may lie apart.
struct Closeness {
    var rtol = 1e-5
    var atol = 1e-8

    init(rtol: Double, atol: Double) { (self.rtol, self.atol) = (rtol, atol) }

    /// The options of `close` as a record. - Throws: where one is no number, or has another name.
    init(_ record: Value) throws {
        guard case .record(let record) = record else { return }
        for (name, value) in record.fields {
            switch name {
            case "rtol": rtol = try Double.from(value)
            case "atol": atol = try Double.from(value)
            default:
                throw Problem("call.unknown-option", "`close` has no option `\(name)`", help: "options: rtol, atol")
            }
        }
    }

    /// - Throws: `close.shapes` where the shapes differ.
    func areClose(_ a: Value, _ b: Value) throws -> Bool {
        let (left, right) = try pair(a, b)
        return zip(left, right).allSatisfy(fits)
    }

    /// Where the two lie farthest apart, in words; nil for numbers.
    func farthest(_ a: Value, _ b: Value) throws -> String? {
        let (left, right) = try pair(a, b)
        guard left.count > 1 else { return "they differ by \(abs((left.first ?? 0) - (right.first ?? 0)))" }
        let far = zip(left, right).enumerated().filter { !fits($0.element.0, $0.element.1) }
        guard let first = far.first else { return nil }
        let largest = far.map { abs($0.element.0 - $0.element.1) }.max() ?? 0
        return
            "\(far.count) of \(left.count) elements are too far apart, by at most \(largest); the first is number \(first.offset): "
            + "\(first.element.0) and \(first.element.1)"
    }

    private func fits(_ a: Double, _ b: Double) -> Bool { a == b || abs(a - b) <= atol + rtol * abs(b) && b.isFinite }

    private func pair(_ a: Value, _ b: Value) throws -> ([Double], [Double]) {
        let (left, right) = (try numbers(a), try numbers(b))
        guard left.shape == right.shape else {
            throw Problem("close.shapes", "close compares values of one shape, found \(left.shape) and \(right.shape)")
        }
        return (left.elements, right.elements)
    }

    /// Numbers outside tensors keep their precision.
    private func numbers(_ value: Value) throws -> (elements: [Double], shape: [Int]) {
        switch value {
        case .int(let int): return ([Double(int)], [])
        case .float(let float): return ([float], [])
        case .list(let items) where !items.isEmpty && items.allSatisfy({ (try? Double.from($0)) != nil }):
            return (try items.map { try Double.from($0) }, [items.count])
        default:
            let tensor = try Tensor.from(value)
            return (try tensor.floats().map { Double($0) }, tensor.shape)
        }
    }
}
