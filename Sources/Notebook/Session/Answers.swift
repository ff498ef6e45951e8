import Runtime

/// `out`: the answers of a session by the number of the prompt that they were given at, from 1.
final class Answers: Native, @unchecked Sendable {
    /// Messages put an article in front of it.
    let typeName = "set of answers"
    /// A value for each prompt that was used: none where it gave no answer.
    private(set) var values: [Value] = []

    /// The set itself is no answer: it would hold itself.
    func append(_ value: Value) {
        if case .native(let object) = value, object is Answers { return values.append(.none) }
        values.append(value)
    }

    /// Lets go of every answer; the numbers stay taken.
    func forget() { values = values.map { _ in .none } }

    private var numbers: [Int] {
        values.indices.filter { if case .none = values[$0] { false } else { true } }.map { $0 + 1 }
    }

    /// `out[3]`; `out[-1]` is the entry before this one.
    /// - Throws: `answer.unknown` for a prompt that is still to come, `answer.none` for one that gave no answer.
    func element(_ key: Value) throws -> Value? {
        guard case .int(let number) = key else { return nil }
        let position = number < 0 ? values.count + number : number - 1
        guard values.indices.contains(position) else {
            let there = values.isEmpty ? "no prompt was used yet" : "the prompts so far are 1 to \(values.count)"
            throw Problem("answer.unknown", "there is no out[\(number)]: \(there)", help: hint)
        }
        if case .none = values[position] {
            throw Problem("answer.none", "prompt \(position + 1) gave no answer", help: hint)
        }
        return values[position]
    }

    /// A slice counts as `out[n]` does: `out[1:3]` holds the answers of the prompts 1 and 2. Nobody used a prompt 0.
    func numberedElements() throws -> [Value]? { [.none] + values }

    /// The last one that there is.
    var last: Value? { numbers.last.map { values[$0 - 1] } }

    private var hint: String? {
        let numbers = numbers
        if numbers.isEmpty { return nil }
        let shown = numbers.suffix(8).map { "out[\($0)]" }.joined(separator: ", ")
        return "there \(numbers.count == 1 ? "is" : "are") \(numbers.count > 8 ? "… " : "")\(shown)"
    }

    func elements() throws -> [Value]? { numbers.map { values[$0 - 1] } }

    /// An answer may hold the set in a list.
    private var isShowing = false

    func display(width: Int) -> DisplayBundle {
        if isShowing { return DisplayBundle(text: "out") }
        isShowing = true
        defer { isShowing = false }
        let numbers = numbers
        if numbers.isEmpty { return DisplayBundle(text: "no answers yet") }
        let most = 20
        let lines = numbers.suffix(most).map { number in
            "out[\(number)]  " + values[number - 1].brief(max(width - 10, 10))
        }
        return DisplayBundle(
            text: ((numbers.count > most ? ["… \(numbers.count - most) before"] : []) + lines).joined(separator: "\n"))
    }
}
