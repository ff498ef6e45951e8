import Tensors

/// CLIP's byte-pair tokenizer: a prompt in, token ids out, each word knowing its tokens.
///
/// Gives the ids of transformers' `CLIPTokenizer` (checked with 5.23, where there is one class, over the tokenizers
/// library 0.23, and no second, slow one). It needs no `ftfy`: the text is composed (NFC) and put in lower case;
/// accents and control characters are kept, and no blanks are put around CJK signs. The slow class of transformers
/// before 5 differed in all of these.
public final class Tokenizer: Sendable {
    /// How many ids a prompt becomes: `model_max_length`, 77 where the folder does not say.
    public let length: Int
    /// The ids of `<|startoftext|>`, `<|endoftext|>` and of padding.
    public let start: Int
    public let end: Int
    public let padding: Int

    let pairs: BytePairs
    let specials: [SpecialToken]
    /// The text of each id; nil for numbers that no token has.
    private let texts: [String?]

    /// A token that stands in the prompt as it is written, such as `<|endoftext|>`.
    struct SpecialToken: Sendable {
        var content: String
        var id: Int
        /// Looked for after composition and lower case, so in any case; else in the prompt as written.
        var isNormalized: Bool
    }

    /// Reads `vocab.json`, `merges.txt` and, where they are, `tokenizer_config.json` and `special_tokens_map.json`.
    /// - Throws: `tokenizer.bad-vocabulary`, `tokenizer.bad-merge`, `tokenizer.unsupported`, `file.missing` and what
    ///   else reading files and JSON throws.
    public convenience init(folder: String) throws { try self.init(folder: folder, padding: nil) }

    /// - Parameter padding: the token that fills short texts, in the place of the folder's.
    convenience init(folder: String, padding: String?) throws {
        var files = try TokenizerFiles(folder: folder)
        if let padding { files.padding = padding }
        try self.init(files: files)
    }

    init(files: TokenizerFiles) throws {
        length = files.length
        start = try files.id(of: files.start)
        end = try files.id(of: files.end)
        padding = try files.id(of: files.padding)
        pairs = try BytePairs(
            vocabulary: files.vocabulary, merges: files.merges, unknown: try files.id(of: files.unknown),
            file: files.mergesPath)
        specials = files.specials
        var texts = [String?](repeating: nil, count: (files.vocabulary.values.max() ?? -1) + 1)
        for (text, id) in files.vocabulary { texts[id] = text }
        for special in specials {
            if special.id >= texts.count { texts += Array(repeating: nil, count: special.id + 1 - texts.count) }
            texts[special.id] = special.content
        }
        self.texts = texts
    }

    /// One more than the greatest id.
    public var vocabularySize: Int { texts.count }

    /// A token as the vocabulary spells it (`dog</w>`); nil where there is no such id.
    public func text(of id: Int) -> String? { texts.indices.contains(id) ? texts[id] : nil }

    /// The ids of a prompt, padded or cut to `length`, with its words.
    /// - Parameter length: how many ids to make instead of the folder's `model_max_length`; at least 2.
    /// - Throws: `Interrupted`.
    public func encode(_ text: String, length: Int? = nil) throws -> TokenizedText {
        var pieces: [(id: Int, source: Range<Int>)] = []
        var found: [Range<Int>] = []
        for part in try written(in: text) {
            if let id = part.special {
                pieces.append((id, part.source))
                found.append(part.source)
                continue
            }
            let bytes = text.utf8
            let low = bytes.index(bytes.startIndex, offsetBy: part.source.lowerBound)
            let high = bytes.index(bytes.startIndex, offsetBy: part.source.upperBound)
            let normal = try NormalText(text[low..<high], offset: part.source.lowerBound)
            try appendPieces(of: normal, to: &pieces, specials: &found)
        }
        return TokenizedText(
            prompt: text, pieces: pieces, specials: found, length: max(2, length ?? self.length), start: start,
            end: end, padding: padding)
    }

    /// Cuts the prompt, as written, at special tokens: the leftmost first, of those the longest.
    private func written(in text: String) throws -> [(special: Int?, source: Range<Int>)] {
        let raw = specials.filter { !$0.isNormalized }.map { (id: $0.id, bytes: Array($0.content.utf8)) }
        let bytes = Array(text.utf8)
        let openings = Set(raw.compactMap(\.bytes.first))
        var parts: [(special: Int?, source: Range<Int>)] = []
        var plain = 0
        var index = 0
        while index < bytes.count, !raw.isEmpty {
            if index & 0xFFFF == 0 { try Interrupt.check() }
            guard openings.contains(bytes[index]) else {
                index += 1
                continue
            }
            let match =
                raw.filter { !$0.bytes.isEmpty && bytes[index...].starts(with: $0.bytes) }
                .max { $0.bytes.count < $1.bytes.count }
            guard let match else {
                index += 1
                continue
            }
            if index > plain { parts.append((nil, plain..<index)) }
            parts.append((match.id, index..<index + match.bytes.count))
            index += match.bytes.count
            plain = index
        }
        if plain < bytes.count { parts.append((nil, plain..<bytes.count)) }
        return parts
    }

    private func appendPieces(
        of text: NormalText, to pieces: inout [(id: Int, source: Range<Int>)], specials found: inout [Range<Int>]
    ) throws {
        let normalized = try specials.filter(\.isNormalized).map { special in
            (id: special.id, scalars: try NormalText(special.content[...], offset: 0).scalars)
        }
        var index = 0
        while index < text.scalars.count {
            let matches = normalized.compactMap { special in
                text.firstRange(of: special.scalars, from: index).map { (id: special.id, range: $0) }
            }
            let first = matches.min {
                ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count)
            }
            let stop = first?.range.lowerBound ?? text.scalars.count
            try appendMerged(of: text, in: index..<stop, to: &pieces)
            guard let first else { return }
            let source = text.source(of: first.range)
            pieces.append((first.id, source))
            found.append(source)
            index = first.range.upperBound
        }
    }

    private func appendMerged(
        of text: NormalText, in range: Range<Int>, to pieces: inout [(id: Int, source: Range<Int>)]
    ) throws {
        for piece in try PieceSplitter.pieces(of: text, in: range) {
            try Interrupt.check()
            var bytes: [UInt8] = []
            var owners: [Int] = []
            for index in piece {
                for byte in UTF8.encode(text.scalars[index]) ?? Unicode.UTF8.encodedReplacementCharacter {
                    bytes.append(byte)
                    owners.append(index)
                }
            }
            for token in pairs.tokens(of: bytes) {
                let scalars = owners[token.bytes.lowerBound]..<owners[token.bytes.upperBound - 1] + 1
                pieces.append((token.id, text.source(of: scalars)))
            }
        }
    }

    /// The text of ids, as `CLIPTokenizer.decode` gives it: lower case, a blank after each word, invalid bytes as U+FFFD.
    /// - Parameter keepingSpecials: whether start, end and padding are written out.
    /// - Throws: `tokenizer.unknown-id`.
    public func decode(_ ids: [Int], keepingSpecials: Bool = false) throws -> String {
        var bytes: [UInt8] = []
        for id in ids {
            guard let text = text(of: id) else {
                throw Problem("tokenizer.unknown-id", "no token has the id \(id); ids run from 0 to \(texts.count - 1)")
            }
            if specials.contains(where: { $0.id == id }) {
                if keepingSpecials { bytes += Array(text.utf8) }
                continue
            }
            let isFinal = text.hasSuffix("</w>")
            for character in isFinal ? text.dropLast(4) : text[...] {
                if let byte = Self.bytes[character] {
                    bytes.append(byte)
                } else {
                    bytes += Array(String(character).utf8)
                }
            }
            if isFinal { bytes.append(0x20) }
        }
        var result = String(decoding: bytes, as: UTF8.self)[...]
        while result.last?.isWhitespace == true { result.removeLast() }
        while result.first?.isWhitespace == true { result.removeFirst() }
        return String(result)
    }

    private static let bytes: [Character: UInt8] = Dictionary(
        BytePairs.alphabet.enumerated().map { ($1, UInt8(truncatingIfNeeded: $0)) },
        uniquingKeysWith: { first, _ in first })
}
