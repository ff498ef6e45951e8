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
        let given = session.knownNames.all(in: session.context)
        for known in given where seen.insert(known.text).inserted { names.append((known.text, .known(known.detail))) }
        let found = isLenient ? Match.filter(names, typed) { $0.name } : names.filter { $0.name.hasPrefix(typed) }
        return found.map { Candidate(text: $0.name, detail: detail($0.name, $0.kind)) }
    }

    private enum Kind { case local, session, known(String) }

    private func detail(_ name: String, _ kind: Kind) -> String {
        switch kind {
        case .local: elements[name].map { ValueSummary.line($0) } ?? "here"
        case .session: session[name].map { ValueSummary.line($0) } ?? ""
        case .known(let detail): detail
        }
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

/// Commands, functions of the library, keywords and constants with their signatures, looked up once.
final class KnownNames: @unchecked Sendable {
    private var version = -1
    private var found: [Completion.Candidate] = []

    func all(in context: Context) -> [Completion.Candidate] {
        let registry = context.registry
        if version == registry.version { return found }
        let commands = registry.names.sorted().map { name in
            let signature = registry.description(of: name)?.signature ?? registry.function(named: name)?.signature
            return Completion.Candidate(text: name, detail: signature ?? "")
        }
        let library = context.lazyNames().sorted().map {
            Completion.Candidate(text: $0, detail: LibraryModule.entry($0)?.signature ?? "")
        }
        found =
            commands + library + Keyword.words.map { .init(text: $0, detail: "keyword") }
            + registry.constantNames.map { .init(text: $0, detail: "constant") }
        version = registry.version
        return found
    }
}
