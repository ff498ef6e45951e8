import Runtime

/// `:help`: the meta commands; `:help NAME` as `?NAME`.
enum HelpWord: MetaCommand {
    static let name = "help"
    static let aliases = ["h", "?"]
    static let usage = "[NAME]"
    static let summary = "List the words of the session, or show the help of a name."
    static let completes = MetaCompletion.word

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        if words.isEmpty {
            let rows = MetaTable.words.map { word in
                (left: ":\(word.name)\(word.usage.isEmpty ? "" : " " + word.usage)", right: word.summary)
            }
            session.context.present(
                HelpPage(
                    title: ":help", kind: "words of the session",
                    blocks: [
                        .rows(rows), .prose("`?` says how to begin, `?name` explains a name, `??words` searches."),
                    ]))
        } else {
            session.context.present(try Handbook(session).page(for: words))
        }
        return .goOn
    }

    /// `?name`, `??words`, `name?`, `?` alone.
    static func answer(_ question: String, in session: Session) throws {
        let text = question.trimmedOfBlanks
        let words = text.drop { $0 == "?" }.reversed().drop { $0 == "?" }.reversed()
        let handbook = Handbook(session)
        let isSearch = text.hasPrefix("??") && !words.isEmpty
        let asked = String(words).trimmedOfBlanks
        session.context.present(
            isSearch && !asked.isEmpty ? try handbook.found(by: asked) : try handbook.page(for: asked))
    }
}
