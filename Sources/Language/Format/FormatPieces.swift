/// A token as the formatter sees it: its text as written, and the comments around it.
struct FormatPiece {
    /// A comment that has its line to itself.
    struct Comment {
        var text: String
        /// Line ends in front of it.
        var lineEnds: Int
    }

    var token: Token
    var text: String
    /// Comments on lines of their own in front of the token.
    var leading: [Comment] = []
    /// A comment behind it on the same line.
    var trailing: String?
    /// Line ends between what stands before (the last of `leading`, else the token before) and the token.
    var lineEnds = 0

    /// The token is the first of its line.
    var startsLine: Bool { lineEnds > 0 || !leading.isEmpty }
    /// Line ends in front of the token and of its comments.
    var lineEndsAbove: Int { leading.first?.lineEnds ?? lineEnds }
}

/// The tokens of a text with its comments, in order; newlines have become counts. The last piece is the end.
struct FormatPieces {
    private(set) var pieces: [FormatPiece] = []

    /// - Parameter source: a text that parses.
    init(_ source: Source, _ lexed: Tokens) {
        var lineEnds = 0
        var comments: [FormatPiece.Comment] = []
        // Two blanks at the end of a line of prose are a line break.
        var isProse = false
        var end = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for token in lexed.tokens {
            if let comment = FormatPieces.comment(in: source, from: end, to: token.span.start, isProse) {
                if lineEnds == 0, comments.isEmpty, let last = pieces.indices.last {
                    pieces[last].trailing = comment
                } else {
                    comments.append(FormatPiece.Comment(text: comment, lineEnds: lineEnds))
                    lineEnds = 0
                }
            }
            end = token.span.end
            if token.isNewline {
                lineEnds += 1
                continue
            }
            var text = source.text(in: token.span)
            if token.isCell {
                while let last = text.utf8.last, [0x0D, 0x20, 0x09].contains(last) { text.unicodeScalars.removeLast() }
                isProse = CellReader.beginsProse(text)
            }
            pieces.append(FormatPiece(token: token, text: text, leading: comments, lineEnds: lineEnds))
            lineEnds = 0
            comments = []
        }
    }

    /// The comment in the blanks between two tokens; nil where there is none.
    private static func comment(in source: Source, from start: Int, to end: Int, _ isProse: Bool) -> String? {
        guard start < end, let hash = source.bytes[start..<end].firstIndex(of: UInt8(ascii: "#")) else { return nil }
        var slice = source.bytes[hash..<end]
        while let last = slice.last, last == 0x0D || !isProse && (last == 0x20 || last == 0x09) {
            slice = slice.dropLast()
        }
        return String(decoding: slice, as: UTF8.self)
    }

    /// What no change of layout may touch: every token but separators, and every comment, in order of each.
    var essence: (tokens: [String], comments: [String]) {
        var tokens: [String] = []
        var comments: [String] = []
        for piece in pieces {
            comments += piece.leading.map(\.text)
            if let trailing = piece.trailing { comments.append(trailing) }
            if piece.token.isCell {
                comments.append(piece.text)
            } else if !piece.token.is(.comma), !piece.token.is(.semicolon) {
                tokens.append(piece.text)
            }
        }
        return (tokens, comments)
    }
}
