import Language
import Runtime

/// Answers `help("overlay")` and `limn doc overlay` from the declarations.
public struct Help {
    private let registry: CommandRegistry

    public init(registry: CommandRegistry) { self.registry = registry }

    /// The entry of a name; else what is found by searching for its words; nil where nothing fits.
    public func text(for query: String) -> String? {
        if let command = registry.description(of: query) { return Manual.entry(command) }
        let library = (try? LibraryModule.all()) ?? []
        for module in library {
            if let entry = module.entries.first(where: { $0.name == query }) { return Manual.entry(entry) }
            if module.name == query {
                return ([module.summary] + module.entries.map { "\($0.signature)\n    \($0.summary)" })
                    .joined(separator: "\n")
            }
        }
        let found = search(query, library)
        guard !found.isEmpty else { return nil }
        return found.prefix(20).map { "\($0.name)  \($0.summary)" }.joined(separator: "\n")
    }

    /// The nearest name to a misspelt one.
    public func suggestion(for word: String) -> String? {
        let library = (try? LibraryModule.all()) ?? []
        return Language.suggestion(for: word, among: registry.names + library.flatMap { $0.entries.map(\.name) })
    }

    /// Commands and functions in which every word of `query` occurs: in the name first, then in what others call it,
    /// then in the text.
    private func search(_ query: String, _ library: [LibraryModule]) -> [(name: String, summary: String)] {
        let words = query.lowercased().split(separator: " ").map(String.init)
        guard !words.isEmpty else { return [] }
        var found: [(rank: Int, name: String, summary: String)] = []
        func consider(_ name: String, _ summary: String, _ terms: [String], _ text: String) {
            let fields = [name, terms.joined(separator: " "), summary, text].map { $0.lowercased() }
            var rank = 0
            for word in words {
                guard let place = fields.firstIndex(where: { $0.contains(word) }) else { return }
                rank = max(rank, place)
            }
            found.append((rank, name, summary))
        }
        for command in registry.descriptions {
            consider(command.name, command.summary, command.searchTerms, command.discussion)
        }
        for entry in library.flatMap(\.entries) { consider(entry.name, entry.summary, [], entry.documentation) }
        return found.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.map { ($0.name, $0.summary) }
    }
}
