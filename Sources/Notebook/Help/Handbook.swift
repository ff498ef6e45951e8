import Language
import Runtime

/// Everything that `?name` can be asked in a session.
public struct Handbook {
    let context: Context
    /// A name of each operator and word of the language that has a page.
    public static var topics: [String] { LanguageTopic.all.map { $0.names[0] } }
    /// Nil where a command asks that knows no session.
    let session: Session?

    public init(_ session: Session) {
        self.session = session
        context = session.context
    }

    init(_ context: Context) {
        self.context = context
        session = nil
    }

    /// The page of a name, an expression that can be looked at, an operator, a keyword, a meta command or an error's id.
    /// - Throws: `help.unknown` with what else could have been meant.
    public func page(for words: String) throws -> HelpPage {
        let words = words.trimmedOfBlanks
        guard !words.isEmpty else { return beginning }
        if let page = knownPage(words) { return page }
        // What is no name may be words to look for.
        if words.contains(where: \.isWhitespace) { return try found(by: words) }
        var problem = Problem("help.unknown", "nothing is known of `\(words)`")
        let other = suggestion(for: words)
        // A word of one or two letters stands in nearly every name: that says nothing.
        let hits = words.count < 3 ? [] : HelpSearch(self).results(for: words)
        let near = hits.prefix(3).map { "`\($0.name)`" }
        problem.help =
            other.map { "did you mean `\($0)`?" }
            ?? (near.isEmpty ? "`??\(words)` searches all texts" : "see \(near.joined(separator: ", "))")
        throw problem
    }

    private func knownPage(_ words: String) -> HelpPage? {
        if words.hasPrefix(":") || words.hasPrefix("%"), words.count > 1 { return metaPage(String(words.dropFirst())) }
        if Keyword.words.contains(words), let topic = LanguageTopic.all.first(where: { $0.names.contains(words) }) {
            return topicPage(topic, words)
        }
        // A name of the user's goes before a command of the same name, as it does in a script.
        if let value = session?.interpreter.peek(words) { return valuePage(words, value) }
        let name = words.hasSuffix("()") ? String(words.dropLast(2)) : words
        if let command = context.registry.description(of: name) { return commandPage(command) }
        if let module = LibraryModule.shared.first(where: { $0.name == name }) { return modulePage(module) }
        if let entry = LibraryModule.entry(name) { return libraryPage(entry) }
        if let function = context.registry.function(named: name) { return functionPage(name, function) }
        if let topic = LanguageTopic.all.first(where: { $0.names.contains(words) }) { return topicPage(topic, words) }
        if let page = metaPage(name) { return page }
        if let page = errorPage(words) { return page }
        let plain = HelpSearch.plain(words)
        if plain != words, let command = context.registry.description(of: plain) { return commandPage(command) }
        if let command = context.registry.command(knownElsewhereAs: plain),
            let description = context.registry.description(of: command)
        {
            var page = commandPage(description)
            page.blocks.insert(.prose("`\(words)` elsewhere is `\(command)` in Limn."), at: 0)
            return page
        }
        return nil
    }

    /// `??words`. - Throws: `help.nothing-found`.
    public func found(by words: String) throws -> HelpPage {
        let results = HelpSearch(self).results(for: words)
        guard !results.isEmpty else {
            let near = words.split(separator: " ").compactMap { suggestion(for: String($0)) }
            throw Problem(
                "help.nothing-found", "nothing is found for `\(words)`",
                help: near.first.map { "did you mean `\($0)`?" } ?? "try fewer words, or `?` for where to begin")
        }
        let rows = results.prefix(20).map { result in
            (left: result.call, right: result.summary + (result.matched.isEmpty ? "" : " [\(result.matched)]"))
        }
        var page = HelpPage(title: "??\(words)", kind: "\(results.count) found", blocks: [.rows(Array(rows))])
        if results.count > 20 { page.blocks.append(.prose("and \(results.count - 20) more: add a word")) }
        return page
    }

    /// The nearest name to a misspelt one.
    func suggestion(for word: String) -> String? {
        let words =
            context.registry.names + LibraryModule.shared.flatMap { $0.entries.map(\.name) }
            + LibraryModule.shared.map(\.name) + (session?.names ?? [])
        return Language.suggestion(for: word, among: words)
            ?? Language.suggestion(for: word, among: MetaTable.words.map { $0.name }).map { ":" + $0 }
    }

    /// `?` alone.
    private var beginning: HelpPage {
        let chapters = context.registry.chapters.map { chapter in
            (left: chapter.title, right: chapter.names.filter { !$0.hasPrefix("_") }.joined(separator: " "))
        }
        return HelpPage(
            title: "Limn", kind: "how to begin",
            blocks: [
                .code(
                    "sd = load()\nrun = sample(sd, \"a red heart on sand\", steps=10, record=attention(\"*.attn2\"))\nrun.image\nrun |> heatmap(\"heart\")"
                ),
                .rows([
                    ("?NAME", "a command, a name of yours, an operator such as ?|>, an error's id"),
                    ("??WORDS", "search; words of NumPy and PyTorch are known (??imshow)"),
                    (":info X", "what a value is and how it was made"),
                    (":help", "what the session itself can do, such as :time and :save"),
                    ("Tab", "names, options, and values: sites, words of a prompt, columns, paths"),
                ]),
                .heading("Commands"), .rows(chapters),
                .heading("Written in Limn"),
                .rows(
                    LibraryModule.shared.map {
                        (left: "use " + $0.name, right: $0.entries.map(\.name).joined(separator: " "))
                    }),
            ])
    }
}
