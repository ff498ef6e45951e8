import Language
import Runtime

/// Completion of what is no script: `:word arguments` and `?name`.
struct EntryCompleter {
    typealias Candidate = Completion.Candidate

    let session: Session

    /// - Parameters:
    ///   - before: the text before the cursor.
    ///   - blanks: bytes of blanks in front of it.
    func complete(_ before: String, blanks: Int) -> Completion {
        let end = before.utf8.count
        let text = before.utf8.dropFirst(blanks)
        if text.first == UInt8(ascii: "?") {
            let typed = String(decoding: text.drop { $0 == UInt8(ascii: "?") || $0 == 0x20 }, as: UTF8.self)
            return Completion(start: end - typed.utf8.count, candidates: names.helpCandidates(typed))
        }
        let word = String(decoding: text.dropFirst().prefix { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }, as: UTF8.self)
        let start = blanks + 1 + word.utf8.count
        if start >= end {
            let words = Match.filter(MetaTable.words.map { ($0.name, $0) }, word) { $0.0 }
            return Completion(
                start: blanks,
                candidates: words.map {
                    Candidate(
                        text: ":" + $0.0, detail: $0.1.usage.isEmpty ? $0.1.summary : "\($0.1.usage)  \($0.1.summary)")
                })
        }
        guard let command = MetaTable.word(word) else { return Completion(start: end) }
        return arguments(command.completes, before, from: start)
    }

    private var names: NameSource { NameSource(session: session, locals: [], elements: [:]) }

    private func arguments(_ kind: MetaCompletion, _ before: String, from start: Int) -> Completion {
        let end = before.utf8.count
        let rest = String(decoding: before.utf8.dropFirst(start), as: UTF8.self)
        let word = String(rest.reversed().prefix { !$0.isWhitespace }.reversed())
        let begin = end - word.utf8.count
        func from(_ words: [String]) -> Completion {
            Completion(start: begin, candidates: Match.filter(words, word) { $0 }.map { Candidate(text: $0) })
        }
        switch kind {
        case .nothing: return Completion(start: end)
        case .name:
            let own = session.names.filter { $0 != "ans" && $0 != "out" }
            return Completion(
                start: begin,
                candidates: Match.filter(own, word) { $0 }.map { name in
                    Candidate(text: name, detail: session[name].map { ValueSummary.line($0) } ?? "")
                })
        case .word: return Completion(start: begin, candidates: names.helpCandidates(word))
        case .diagnostic: return from(ErrorPages.all.map(\.id))
        case .choices(let words): return from(words)
        case .code:
            var found = session.complete(rest, at: rest.utf8.count)
            found.start += start
            return found
        case .path:
            let typed = rest.drop { $0 == " " }
            return Completion(
                start: end - typed.utf8.count, candidates: Paths(context: session.context).matching(String(typed)))
        }
    }
}
