/// What may stand at a place of a text.
public struct Completion: Sendable {
    public struct Candidate: Sendable {
        public var text: String
        public var detail: String
    }
    /// The UTF-8 offset from which a candidate replaces the text, up to the cursor.
    public var start: Int
    public var candidates: [Candidate]
}

extension Session {
    /// Names that begin as the word before the cursor does.
    public func complete(_ text: String, at offset: Int) -> Completion {
        let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
        let word = String(before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
        let all = names + context.registry.names + context.lazyNames()
        let found = Set(all.filter { !word.isEmpty && $0.hasPrefix(word) }).sorted()
        return Completion(
            start: offset - word.utf8.count, candidates: found.map { Completion.Candidate(text: $0, detail: "") })
    }
}
