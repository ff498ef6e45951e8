import Language
import Runtime

/// Every meta command. Adding one is one file and one row.
public enum MetaTable {
    public static var words: [any MetaCommand.Type] {
        [
            HelpWord.self, VarsWord.self, HistoryWord.self, LimitsWord.self, CacheWord.self, ProvenanceWord.self,
            ExplainWord.self, QuitWord.self,
        ]
    }

    /// The meta command of this name or alias; nil where there is none.
    public static func word(_ name: String) -> (any MetaCommand.Type)? {
        words.first { $0.name == name } ?? words.first { $0.aliases.contains(name) }
    }

    /// Runs an entry that is no script: `:name words`, `?name`, `??words`, `name?`.
    /// - Throws: `session.unknown-word`, and what the word throws.
    public static func run(_ text: String, in session: Session) throws -> MetaOutcome {
        let text = text.trimmedOfBlanks
        if text.hasPrefix("?") || text.hasSuffix("?"), !text.hasPrefix(":") {
            return try HelpWord.run(text.filter { $0 != "?" }.trimmedOfBlanks, in: session)
        }
        let body = text.dropFirst()
        let name = String(body.prefix { !$0.isWhitespace })
        let rest = body.dropFirst(name.count)
        guard let word = word(name) else {
            let near = suggestion(for: name, among: words.map { $0.name })
            throw Problem(
                "session.unknown-word", "there is no meta command `:\(name)`",
                help: near.map { "did you mean `:\($0)`?" } ?? ":help lists them")
        }
        do { return try word.run(rest.trimmedOfBlanks, in: session) } catch let problem as Problem {
            session.lastError = Diagnostic(problem.id, problem.message, notes: problem.notes, help: problem.help)
            throw problem
        }
    }
}

extension StringProtocol {
    /// Without blanks and line ends around it.
    var trimmedOfBlanks: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
