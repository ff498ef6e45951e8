import Language
import Runtime

/// Every name that an expression may begin with, the nearest first: of the unfinished function, of the session,
/// commands, functions of the library, keywords, constants.
struct NameSource {
    typealias Candidate = Completion.Candidate

    let session: Session
    let locals: [String]
    let elements: [String: Value]

    /// - Parameter type: values of this type go before others.
    ///   - isLenient: whether names that only resemble what is typed are taken where none begins so.
    func matching(_ typed: String, preferring type: String?, isLenient: Bool = true) -> [Candidate] {
        var seen = Set<String>()
        var names: [(name: String, kind: Kind)] = []
        func add(_ found: some Sequence<String>, _ kind: Kind) {
            for name in found where seen.insert(name).inserted { names.append((name, kind)) }
        }
        add(locals.reversed(), .local)
        let own = session.names.filter { $0 != "ans" && $0 != "out" }
        if let type { add(own.filter { session[$0]?.typeName == type }, .session) }
        add(own, .session)
        add(["ans", "out"].filter { session[$0] != nil }, .session)
        let registry = session.context.registry
        add(registry.names.sorted(), .command)
        add(session.context.lazyNames().sorted(), .library)
        add(Keyword.words, .keyword)
        add(registry.constantNames, .constant)
        let found = isLenient ? Match.filter(names, typed) { $0.name } : names.filter { $0.name.hasPrefix(typed) }
        return found.map { Candidate(text: $0.name, detail: detail($0.name, $0.kind)) }
    }

    private enum Kind { case local, session, command, library, keyword, constant }

    private func detail(_ name: String, _ kind: Kind) -> String {
        switch kind {
        case .local: elements[name].map { ValueSummary.line($0) } ?? "here"
        case .session: session[name].map { ValueSummary.line($0) } ?? ""
        case .command: session.context.registry.description(of: name)?.signature ?? addedSignature(name)
        case .library: LibraryModule.entry(name)?.signature ?? ""
        case .keyword: "keyword"
        case .constant: "constant"
        }
    }

    private func addedSignature(_ name: String) -> String {
        session.context.registry.function(named: name)?.signature ?? ""
    }

    /// What `?name` knows.
    var helpWords: [String] {
        let registry = session.context.registry
        return session.names.filter { $0 != "ans" && $0 != "out" } + registry.names.sorted()
            + session.context.lazyNames().sorted() + LibraryModule.shared.map(\.name) + Keyword.words
            + MetaTable.words.map { ":" + $0.name }
    }

    /// Help words that begin so, with their signatures.
    func helpCandidates(_ typed: String) -> [Candidate] {
        let names = Dictionary(
            matching("", preferring: nil).map { ($0.text, $0.detail) }, uniquingKeysWith: { first, _ in first })
        return Match.filter(helpWords, typed) { $0 }.map { Candidate(text: $0, detail: names[$0] ?? "") }
    }
}
