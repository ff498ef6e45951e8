import Runtime
import Tensors

struct CountingRange: Command {
    static let name = "range", summary = "Whole numbers from start to before stop."
    static let discussion = "`range(n)` counts from 0; `range(a, b)` from a; `step=` may be negative, not 0."
    static let searchTerms = ["arange", "seq", "for"]
    static let examples = [
        Example("range(4)", gives: "[0, 1, 2, 3]"), Example("range(0, 10, step=5)", gives: "[0, 5]"),
    ]
    @Argument("The end, or the start where a second number follows.") var first: WholeBound
    @Argument("The end: not reached.") var stop: WholeBound?
    @Argument("The distance between neighbours.") var step: WholeBound = WholeBound(number: 1)

    func run(in context: Context) throws -> Value {
        let (first, stop, step) = (first.number, stop?.number, step.number)
        guard step != 0 else { throw Problem("range.zero-step", "a range cannot have a step of 0") }
        return .list(try IntegerRange(start: stop == nil ? 0 : first, stop: stop ?? first, step: step).list())
    }
}

/// A whole number; for a fraction it says which command counts in those.
struct WholeBound: ValueRepresentable {
    static let typeName = "int"
    var number: Int

    static func from(_ value: Value) throws -> WholeBound {
        if case .float(let float) = value, float != float.rounded() {
            throw Mismatch(
                expected: "a whole number", found: "\(float)",
                help: "fractions come from arange(0, 1, 0.1) or linspace(0, 1, 11)")
        }
        return WholeBound(number: try Int.from(value))
    }
    var value: Value { .int(number) }
}
