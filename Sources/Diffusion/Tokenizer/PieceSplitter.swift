import Tensors

/// Splits a text into the pieces that byte-pair merging never crosses.
///
/// Does what this pattern does, which transformers gives to `CLIPTokenizer`, read from left to right, blanks dropped:
/// `<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`.
/// The byte-level step after it splits once more, which changes one thing: the text of a special token that was not
/// taken as that token falls into three pieces.
enum PieceSplitter {
    private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map { Array($0.unicodeScalars) }
    private static let specials = ["<|startoftext|>", "<|endoftext|>"].map { Array($0.unicodeScalars) }

    /// The pieces of `text` inside `range`, as ranges of its scalars, in order.
    /// - Throws: as `Interrupt.check`.
    static func pieces(of text: NormalText, in range: Range<Int>) throws -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var index = range.lowerBound
        let end = range.upperBound
        while index < end {
            if pieces.count & 0x3FFF == 0 { try Interrupt.check() }
            let scalar = text.scalars[index]
            if scalar == "<",
                let special = specials.first(where: { text.has($0, at: index) && index + $0.count <= end })
            {
                let stop = index + special.count
                pieces += [index..<index + 2, index + 2..<stop - 2, stop - 2..<stop]
                index = stop
                continue
            }
            if scalar == "'",
                let contraction = contractions.first(where: { text.has($0, at: index) && index + $0.count <= end })
            {
                pieces.append(index..<index + contraction.count)
                index += contraction.count
                continue
            }
            let kind = ScalarClass(scalar)
            var stop = index + 1
            if kind == .letter || kind == .other {
                while stop < end, ScalarClass(text.scalars[stop]) == kind { stop += 1 }
            }
            if kind != .blank { pieces.append(index..<stop) }
            index = stop
        }
        return pieces
    }
}
