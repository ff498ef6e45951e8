extension Lexer {
    /// Moves past a comment that begins here. A `# %%` at the start of a line gives a cell token.
    mutating func readComment(allowsMarker: Bool) -> Token? {
        let start = offset
        let hasLine = isLineStart
        skipComment()
        var text = String(decoding: bytes[(start + 1)..<offset], as: UTF8.self)
        if text.utf8.last == 0x0D { text = String(decoding: text.utf8.dropLast(), as: UTF8.self) }
        if let odd = text.unicodeScalars.first(where: { Lexer.isControl($0) }) {
            return Token(kind: invalid(.controlCharacter(odd, source, Span(start, offset))), span: Span(start, offset))
        }
        guard hasLine else { return nil }
        let isAtColumnOne = start == 0 || bytes[start - 1] == 0x0A || (start == 3 && bytes[0] == 0xEF)
        if allowsMarker, isAtColumnOne, let title = Lexer.markerText(text) {
            result.markers.append(Tokens.Marker(line: Span(start, offset), text: title))
            return Token(kind: .cell(result.markers.count - 1), span: Span(start, offset))
        }
        result.commentLines[line] = text
        return nil
    }

    mutating func skipComment() {
        while !isAtEnd, byte() != 0x0A { offset += 1 }
    }

    /// What follows `%%` in the text of a comment; nil for another comment.
    static func markerText(_ comment: String) -> String? {
        let trimmed = comment.drop { $0 == " " }
        guard trimmed.hasPrefix("%%") else { return nil }
        let rest = trimmed.dropFirst(2)
        // `#%%Title` too, as VS Code and Spyder read it; a row of `%` is a line that someone drew.
        return rest.first == "%" ? nil : rest.trimmed
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: false
        case 0x00...0x1F, 0x7F...0x9F: true
        // Marks that make text read in another order than it runs.
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Something that begins no token; moves past it.
    mutating func unexpectedCharacter() -> Token.Kind {
        let start = offset
        guard let scalar = scalar(at: offset) else {
            offset += 1
            return .newline
        }
        offset += max(1, scalar.utf8.count)
        let span = Span(start, offset)
        if Lexer.isControl(scalar) { return invalid(.controlCharacter(scalar, source, span)) }
        return invalid(.unexpectedCharacter(scalar, source, span))
    }
}

extension StringProtocol {
    /// Without the blanks at both ends.
    var trimmed: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
        var slice = self[...]
        while let first = slice.first, isBlank(first) { slice = slice.dropFirst() }
        while let last = slice.last, isBlank(last) { slice = slice.dropLast() }
        return String(slice)
    }
}

extension Diagnostic {
    static func controlCharacter(_ scalar: Unicode.Scalar, _ source: Source, _ span: Span) -> Diagnostic {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        return Diagnostic(
            "syntax.control-character", "the control character U+\(padded) cannot stand in a script",
            labels: [Label(source, span)], help: "remove it; in a string it is written `\\u{\(code)}`")
    }
}
