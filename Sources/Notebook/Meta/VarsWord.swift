import Language
import Runtime

/// `:vars`: the names of the session with the types, sizes and bytes of their values.
enum VarsWord: MetaCommand {
    static let name = "vars"
    static let aliases = ["who", "whos"]
    static let usage = "[GLOB]"
    static let summary = "A table of the names of this session: type, size, bytes."
    static let completes = MetaCompletion.name

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        let pattern = words.isEmpty ? "*" : words
        let names = session.names.filter { $0 != "out" && $0 != "ans" && Match.glob(pattern, $0) }
        guard !names.isEmpty else {
            if words.isEmpty {
                session.context.output("no names yet")
                return .goOn
            }
            throw Problem.noName(words, in: session)
        }
        let rows = names.compactMap { name in
            session[name].map { value in
                Record([
                    ("name", .string(name)), ("type", .string(value.typeName)),
                    ("size", .string(ValueSummary.size(value) + (session.isIncomplete(name) ? ", incomplete" : ""))),
                    ("bytes", .string(ValueSummary.bytes(value).map { MemoryBudget.describe($0) } ?? "")),
                ])
            }
        }
        session.show(.table(Table(rows: rows)))
        return .goOn
    }
}

extension Problem {
    /// A meta command was given a name or a pattern that nothing has.
    static func noName(_ words: String, in session: Session) -> Problem {
        let near = suggestion(for: words, among: session.names)
        return Problem(
            "session.unknown-name", "there is no name `\(words)` in this session",
            help: near.map { "did you mean `\($0)`?" } ?? ":vars lists them")
    }

    /// A meta command was given words that it cannot take.
    static func badWords(_ word: any MetaCommand.Type, _ found: String, _ expected: String) -> Problem {
        Problem(
            "session.bad-argument",
            "`:\(word.name)` takes \(expected)\(found.isEmpty ? "" : ", found `\(found)`")",
            help: "write :\(word.name)\(word.usage.isEmpty ? "" : " " + word.usage)")
    }
}
