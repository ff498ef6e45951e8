import Runtime
import Tensors

struct Assert: Command {
    static let name = "assert", summary = "Stops with an error where a condition is false; the error shows both sides."
    static let discussion = """
        `assert condition, "message"` is another way to write it. A comparison, `in`, `not`, `close(…)` and each half of an \
        `and` say what stood on their sides, and where two tensors, lists, records or tables differ first.
        """
    static let searchTerms = ["check", "test", "expect"]
    static let examples = [Example("assert(1 + 1 == 2)"), Example("assert(length([1]) == 1, \"one element\")")]
    @Argument("What has to be true; a tensor in every element.") var condition: Value
    @Argument("What to say where it is not.") var message: String = ""
    @Option("How the condition's elements are compared; filled in for a condition that is a comparison.")
    var comparison: String?

    func run(in context: Context) throws -> Nothing {
        guard let comparison, case .list(let sides) = condition else {
            if try Assert.holds(condition) { return Nothing() }
            throw failure([])
        }
        switch (comparison, sides.count) {
        case ("not", 1):
            if try !sides[0].truth() { return Nothing() }
            throw failure(["what should be false is \(Assert.shown(sides[0]))"])
        case ("close", 3):
            let settings = try Closeness(sides[2])
            if try settings.areClose(sides[0], sides[1]) { return Nothing() }
            let farthest = try settings.farthest(sides[0], sides[1])
            throw failure(Assert.notes(sides[0], sides[1]) + [farthest].compactMap { $0 })
        default:
            let words = comparison.split(separator: " ").map { $0 == "not_in" ? "not in" : String($0) }
            let operators = comparison == "not in" ? [comparison] : words
            guard operators.count == sides.count - 1 else {
                throw Problem("assert.comparison", "there is no comparison `\(comparison)` of \(sides.count) values")
            }
            for (index, word) in operators.enumerated() {
                let (left, right) = (sides[index], sides[index + 1])
                guard let outcome = try left.compared(word, with: right) else {
                    throw Problem("assert.comparison", "there is no comparison `\(word)`")
                }
                if try Assert.holds(outcome) { continue }
                let difference = word == "==" ? left.firstDifference(from: right) : nil
                throw failure(Assert.notes(left, right) + [difference].compactMap { $0 })
            }
            return Nothing()
        }
    }

    private static func holds(_ condition: Value) throws -> Bool {
        switch condition {
        case .bool(let bool): return bool
        case .tensor(let tensor) where tensor.dtype == .bool: return try tensor.floats().allSatisfy { $0 != 0 }
        default: throw Mismatch(expected: "true or false", found: condition)
        }
    }

    private func failure(_ notes: [String]) -> Problem {
        var problem = Problem("assert.failed", message.isEmpty ? "the assertion does not hold" : message)
        problem.notes = notes
        return problem
    }

    private static func notes(_ left: Value, _ right: Value) -> [String] {
        ["left is \(shown(left))", "right is \(shown(right))"]
    }

    /// A value in one line that is not long.
    private static func shown(_ value: Value) -> String {
        switch value {
        case .tensor(let tensor) where tensor.rank > 0:
            return tensor.count <= 8 && tensor.rank == 1 ? oneLine(value) : tensor.summaryLine
        default: return oneLine(value)
        }
    }

    private static func oneLine(_ value: Value) -> String {
        let text = value.plainDisplay(width: 100).split(whereSeparator: \.isNewline).joined(separator: " ")
        return text.count > 100 ? String(text.prefix(99)) + "…" : text
    }
}
