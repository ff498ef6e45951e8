import Runtime

/// `:help`: the meta commands; `:help NAME` as `?NAME`.
enum HelpWord: MetaCommand {
    static let name = "help"
    static let aliases = ["h", "?"]
    static let usage = "[NAME]"
    static let summary = "List the meta commands, or show the help of a name."
    static let completes = MetaCompletion.word

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        if !words.isEmpty {
            let help = Help(registry: session.context.registry)
            guard let text = help.text(for: words) else {
                throw Problem(
                    "help.unknown", "nothing is known of `\(words)`",
                    help: help.suggestion(for: words).map { "did you mean `\($0)`?" })
            }
            session.context.output(text)
            return .goOn
        }
        let rows = MetaTable.words.map { (":\($0.name) \($0.usage)", $0.summary) }
        let width = rows.map(\.0.count).max() ?? 0
        for (call, summary) in rows {
            session.context.output(call + String(repeating: " ", count: width - call.count + 2) + summary)
        }
        return .goOn
    }
}
