/// A prompt as the text encoder reads it, with the way back from each token to the word that the user wrote.
public struct TokenizedText: Sendable {
    /// A word of the prompt that was read whole.
    public struct Word: Sendable, Equatable {
        /// As the user wrote it.
        public let text: String
        /// Its positions in `ids`; a word of several byte-pair pieces has several.
        public let positions: Range<Int>
        /// Its bytes (UTF-8) in the prompt.
        public let source: Range<Int>
        /// 0 for the first word of this spelling (case apart), 1 for the second.
        public let occurrence: Int
    }

    public let prompt: String
    /// The ids that the model is given: start, pieces, end, padding up to the length that the model reads.
    public let ids: [Int]
    /// How many of `ids` are not padding; start and end count.
    public let count: Int
    /// The words that the model reads, in order. Punctuation is not a word.
    public let words: [Word]
    /// The words that did not fit, wholly or in part, in order.
    public let cut: [String]
    /// One an id, the labels of a `token` axis: the word of a piece, the sign itself for punctuation, `<start>`,
    /// `<end>`, `<pad>`.
    public let labels: [String]
    /// How many ids the prompt would have needed; more than `ids.count` where something was cut.
    public let needed: Int

    /// Says what was cut and why; nil where everything fitted.
    public var note: String? {
        guard needed > ids.count else { return nil }
        let shown = cut.prefix(12).map { "“\($0)”" }.joined(separator: ", ")
        let rest = cut.count > 12 ? " and \(cut.count - 12) more" : ""
        let what = cut.isEmpty ? "the rest" : shown + rest
        return "the prompt has \(needed) tokens and the model reads \(ids.count): cut \(what)"
    }

    /// The words' texts, each once, in the order of their first occurrence: what a heat map can be asked for.
    public var vocabulary: [String] {
        words.filter { $0.occurrence == 0 }.map(\.text)
    }

    /// - Parameters:
    ///   - pieces: the ids between start and end before anything is cut, each with its bytes in the prompt.
    ///   - specials: bytes of the prompt that were taken as a special token; they hold no words.
    init(
        prompt: String, pieces: [(id: Int, source: Range<Int>)], specials: [Range<Int>], length: Int, start: Int,
        end: Int, padding: Int
    ) {
        let kept = min(pieces.count, max(0, length - 2))
        let bytes = Array(prompt.utf8)
        func text(_ range: Range<Int>) -> String {
            String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
        }

        var labels = pieces.prefix(kept).map { piece in
            piece.id == start ? "<start>" : piece.id == end ? "<end>" : text(piece.source)
        }
        var words: [Word] = []
        var cut: [String] = []
        var seen: [String: Int] = [:]
        var next = 0
        for source in WordSplitter.words(of: prompt) where !specials.contains(where: { $0.overlaps(source) }) {
            while next < pieces.count, pieces[next].source.upperBound <= source.lowerBound { next += 1 }
            var stop = next
            while stop < pieces.count, pieces[stop].source.lowerBound < source.upperBound { stop += 1 }
            guard stop > next else { continue }
            let word = text(source)
            for index in next..<min(stop, max(next, kept)) { labels[index] = word }
            if stop > kept {
                cut.append(word)
                continue
            }
            let occurrence = seen[word.lowercased(), default: 0]
            seen[word.lowercased()] = occurrence + 1
            words.append(Word(text: word, positions: next + 1..<stop + 1, source: source, occurrence: occurrence))
        }

        self.prompt = prompt
        let read = [start] + pieces.prefix(kept).map(\.id) + [end]
        let blank = max(0, length - read.count)
        ids = read + Array(repeating: padding, count: blank)
        count = read.count
        needed = pieces.count + 2
        self.words = words
        self.cut = cut
        self.labels = ["<start>"] + labels + ["<end>"] + Array(repeating: "<pad>", count: blank)
    }
}
