import Tensors

extension TokenizedText {
    /// The token positions of a word or of a phrase of neighbouring words ("blue heart"), whatever the case.
    ///
    /// `<start>`, `<end>` and `<pad>` name the positions of the special tokens, and a sign such as `,` its own.
    /// - Parameter occurrence: which one is meant where it occurs more than once, from 0.
    /// - Throws: `attention.unknown-word` with the words that there are, `attention.ambiguous-word` with the
    ///   occurrences, `attention.cut-word` for a word past the end of what the model reads.
    public func positions(of phrase: String, occurrence: Int? = nil) throws -> [Int] {
        let wanted = Self.spelling(of: phrase)
        let matches = wanted.isEmpty ? signs(phrase) : occurrences(of: wanted)
        if matches.isEmpty { throw unknown(phrase, wanted) }
        guard let occurrence else {
            if matches.count > 1 { throw ambiguous(phrase, matches) }
            return matches[0].positions
        }
        guard matches.indices.contains(occurrence) else {
            throw Problem(
                "attention.unknown-word",
                "“\(phrase)” occurs \(times(matches.count)) in the prompt; there is no occurrence \(occurrence)",
                notes: matches.enumerated().map { "\($0): \($1.shown)" }, help: "occurrences count from 0")
        }
        return matches[occurrence].positions
    }

    /// The words of a text in lower case, as words are compared.
    private static func spelling(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        if special(text) != nil { return [] }
        return WordSplitter.words(of: text).map { String(decoding: bytes[$0], as: UTF8.self).lowercased() }
    }

    private static func special(_ text: String) -> String? {
        ["<start>", "<end>", "<pad>"].first { $0 == text }
    }

    private typealias Match = (positions: [Int], shown: String)

    private func occurrences(of wanted: [String]) -> [Match] {
        guard words.count >= wanted.count else { return [] }
        return (0...words.count - wanted.count).compactMap { first in
            let run = words[first..<first + wanted.count]
            guard zip(run, wanted).allSatisfy({ $0.text.lowercased() == $1 }) else { return nil }
            return (run.flatMap { Array($0.positions) }, context(of: run))
        }
    }

    /// Special tokens all together; of a sign, each occurrence.
    private func signs(_ text: String) -> [Match] {
        let found = labels.indices.filter { labels[$0] == text }
        if found.isEmpty { return [] }
        if Self.special(text) != nil { return [(found, text)] }
        return found.map { ([$0], "at token \($0)") }
    }

    /// The phrase in brackets between its neighbours: `a [dog] and`.
    private func context(of run: ArraySlice<Word>) -> String {
        let phrase = run.map(\.text).joined(separator: " ")
        let before = run.startIndex > 0 ? words[run.startIndex - 1].text + " " : ""
        let after = run.endIndex < words.count ? " " + words[run.endIndex].text : ""
        return "\(before)[\(phrase)]\(after)"
    }

    private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private func ambiguous(_ phrase: String, _ matches: [Match]) -> Problem {
        Problem(
            "attention.ambiguous-word", "“\(phrase)” occurs \(times(matches.count)) in the prompt",
            notes: matches.enumerated().map { "\($0): \($1.shown)" },
            help: "say which one: \"\(phrase)[1]\", counted from 0, or a longer phrase")
    }

    private func unknown(_ phrase: String, _ wanted: [String]) -> Problem {
        let missing = cut.map { $0.lowercased() }
        if let lost = wanted.first(where: missing.contains) {
            return Problem(
                "attention.cut-word", "“\(lost)” was cut from the prompt: the model reads \(ids.count) tokens",
                notes: note.map { [$0] } ?? [], help: "shorten the prompt")
        }
        let known = vocabulary
        let near = nearest(to: phrase, among: known)
        let holder = wanted.count == 1 ? known.first { $0.lowercased().contains(wanted[0]) } : nil
        return Problem(
            "attention.unknown-word", "the prompt has no word “\(phrase)”",
            notes: ["its words: " + (known.isEmpty ? "none" : known.joined(separator: ", "))],
            help: (near ?? holder).map { "did you mean “\($0)”?" })
    }
}
