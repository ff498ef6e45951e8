/// What a piece of a script is to an editor that colours it.
public enum TokenClass: Sendable { case keyword, number, string, comment }

extension Source {
    /// The pieces that have a colour, in the order of the text. Any text will do: what is wrong in it has none.
    public var colored: [(span: Span, class: TokenClass)] {
        var found: [(span: Span, class: TokenClass)] = []
        var end = 0
        for token in Lexer.tokens(of: self).tokens {
            addComment(from: end, to: token.span.start, &found)
            end = max(end, token.span.end)
            switch token.kind {
            case .keyword: found.append((token.span, .keyword))
            case .int, .float, .quantity: found.append((token.span, .number))
            case .string: found.append((token.span, .string))
            case .cell: found.append((token.span, .comment))
            default: break
            }
        }
        addComment(from: end, to: bytes.count, &found)
        return found
    }

    /// Between two tokens stands nothing but blanks and one comment.
    private func addComment(from start: Int, to end: Int, _ found: inout [(span: Span, class: TokenClass)]) {
        guard start < end, let mark = bytes[start..<end].firstIndex(of: UInt8(ascii: "#")) else { return }
        found.append((Span(mark, bytes[mark..<end].firstIndex(of: 0x0A) ?? end), .comment))
    }
}
