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
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        return rest.trimmed
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

    static func unexpectedCharacter(_ scalar: Unicode.Scalar, _ source: Source, _ span: Span) -> Diagnostic {
        let stands: [UInt32: String] = [
            0x201C: "\"", 0x201D: "\"", 0x201E: "\"", 0x2018: "'", 0x2019: "'", 0x2212: "-", 0x2013: "-", 0x2014: "-",
            0xD7: "*", 0xB7: "*", 0xF7: "/", 0x2264: "<=", 0x2265: ">=", 0x2260: "!=", 0x2192: "->", 0x2026: "...",
            0xA0: " ", 0x200B: "", 0xFEFF: "", 0x3000: " ", 0x202F: " ", 0xB2: "**2", 0xB3: "**3",
        ]
        let shown =
            scalar == "`"
            ? "a backtick"
            : scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                ? "the invisible character U+\(String(scalar.value, radix: 16, uppercase: true))" : "`\(scalar)`"
        var diagnostic = Diagnostic(
            "syntax.unexpected-character", "\(shown) means nothing here", labels: [Label(source, span)])
        if let plain = stands[scalar.value] {
            diagnostic.help = plain.trimmed.isEmpty ? "put a plain blank in its place" : "write `\(plain)`"
            diagnostic.fixes = [Fix(span: span, replacement: plain, title: "replace it")]
        } else if scalar == "$" {
            diagnostic.help = "`$name` puts a value into a string; outside strings write the name alone"
        } else if scalar == "\\" {
            diagnostic.help = "a line goes on inside brackets, after an operator, or before a leading `|>`"
        } else if scalar == "`" {
            diagnostic.help = "strings stand in \"…\" or '…'"
        }
        return diagnostic
    }
}
