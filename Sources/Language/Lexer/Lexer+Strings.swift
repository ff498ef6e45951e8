/// A string while it is read: text is kept in bytes, and a line end of the source as a byte that UTF-8 does not have.
private enum RawPiece {
    case text([UInt8])
    case tokens([Token], span: Span)
}

private let lineEnd: UInt8 = 0xFF

extension Lexer {
    /// `"…"`, `'…'`, `"""…"""` and `'''…'''`; the lexer stands on the first quote.
    mutating func readString() -> Token.Kind {
        let start = offset
        let quote = byte()
        let isRaw = quote == UInt8(ascii: "'")
        let isLong = byte(1) == quote && byte(2) == quote
        offset += isLong ? 3 : 1
        let opener = Span(start, offset)
        var pieces: [RawPiece] = []
        var text: [UInt8] = []
        var fault: Diagnostic?

        while true {
            let current = byte()
            let isLineEnd = current == 0x0A || current == 0x0D && byte(1) == 0x0A
            if isAtEnd || (isLineEnd && !isLong) {
                // An open `$(` is the likelier reason than what it swallowed.
                if let inner = tooDeep ?? fault, inner.id != "syntax.unknown-escape" { return invalid(inner) }
                return invalid(.unclosedString(source, opener, isLong: isLong, atEnd: isAtEnd))
            }
            if current == quote, !isLong || (byte(1) == quote && byte(2) == quote) {
                offset += isLong ? 3 : 1
                break
            }
            if isLineEnd {
                offset += current == 0x0A ? 1 : 2
                line += 1
                text.append(lineEnd)
            } else if current == UInt8(ascii: "\\"), !isRaw {
                let at = offset
                if let scalar = readEscape() {
                    text.append(contentsOf: Array(String(scalar).utf8))
                } else {
                    fault = fault ?? .unknownEscape(source, Span(at, offset))
                }
            } else if current == UInt8(ascii: "$"), !isRaw, beginsInterpolation {
                pieces.append(.text(text))
                text = []
                pieces.append(readInterpolation(isLong: isLong, &fault))
            } else if let odd = scalar(at: offset), Lexer.isControl(odd) {
                fault = fault ?? .controlCharacter(odd, source, Span(offset, offset + odd.utf8.count))
                offset += odd.utf8.count
            } else {
                text.append(current)
                offset += 1
            }
        }
        if let fault { return invalid(rawString(from: start, isLong: isLong) ?? fault) }
        pieces.append(.text(text))
        if isLong { pieces = Lexer.withoutIndent(pieces) }
        return .string(
            pieces.compactMap {
                switch $0 {
                case .text(let bytes):
                    if bytes.isEmpty { return nil }
                    return .text(String(decoding: bytes.map { $0 == lineEnd ? 0x0A : $0 }, as: UTF8.self))
                case .tokens(let tokens, let span): return .tokens(tokens, span: span)
                }
            })
    }

    /// `r"\d"`: in Python the letter keeps backslashes as they are.
    private func rawString(from start: Int, isLong: Bool) -> Diagnostic? {
        guard start > 0, bytes[start - 1] | 0x20 == UInt8(ascii: "r"), !isLong else { return nil }
        if start > 1, Lexer.isNamePart(bytes[start - 2]) { return nil }
        let inside = source.text(in: Span(start + 1, offset - 1))
        guard bytes[start] == UInt8(ascii: "\""), !inside.contains("'") else { return nil }
        return Diagnostic(
            "syntax.string-prefix", "strings have no prefix", labels: [.init(source, Span(start - 1, start))],
            help: "\"…\" puts in values with `$name` and `$(expr)`; '…' is raw",
            fixes: [.init(span: Span(start - 1, offset), replacement: "'\(inside)'", title: "write a raw string")])
    }

    /// `$name` or `$(`; any other `$` is itself.
    private var beginsInterpolation: Bool {
        byte(1) == UInt8(ascii: "(") || Lexer.isNameStart(byte(1))
            || byte(1) >= 0x80 && scalar(at: offset + 1)?.properties.isXIDStart == true
    }

    private mutating func readInterpolation(isLong: Bool, _ fault: inout Diagnostic?) -> RawPiece {
        let start = offset
        offset += 1
        if byte() != UInt8(ascii: "(") {
            let name = readWord()
            let span = Span(start + 1, offset)
            let kind = Keyword(rawValue: name).map { Token.Kind.keyword($0) } ?? .name(name)
            return .tokens(
                [Token(kind: kind, span: span), Token(kind: .end, span: Span(offset, offset))], span: span)
        }
        offset += 1
        guard interpolationDepth < Lexer.deepestInterpolation else {
            tooDeep = .tooDeep(source, Span(start, offset))
            fault = tooDeep
            offset = bytes.count
            return .text([])
        }
        interpolationDepth += 1
        let tokens = run(untilParenthesis: true, isLong: isLong)
        interpolationDepth -= 1
        isLineStart = false
        if tokens.last?.isEnd != true {
            fault = fault ?? .unclosedInterpolation(source, Span(start, start + 2), atEnd: isAtEnd && isLong)
        }
        return .tokens(tokens, span: Span(start, offset))
    }

    /// The character that `\…` stands for; nil where there is none. Moves past it.
    private mutating func readEscape() -> Unicode.Scalar? {
        offset += 1
        let letter = byte()
        // A line end stays where it is: it ends a short string.
        if isAtEnd || letter == 0x0A || letter == 0x0D { return nil }
        offset += letter < 0x80 ? 1 : scalar(at: offset)?.utf8.count ?? 1
        switch letter {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "0"): return "\0"
        case UInt8(ascii: "e"): return "\u{1B}"
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"): return Unicode.Scalar(letter)
        case UInt8(ascii: "x"): return hexadecimal(2)
        case UInt8(ascii: "u"):
            guard byte() == UInt8(ascii: "{") else { return hexadecimal(4) }
            offset += 1
            var digits = ""
            while digits.utf8.count < 8, Character(Unicode.Scalar(byte())).isHexDigit {
                digits.unicodeScalars.append(Unicode.Scalar(byte()))
                offset += 1
            }
            guard byte() == UInt8(ascii: "}") else { return nil }
            offset += 1
            return UInt32(digits, radix: 16).flatMap { Unicode.Scalar($0) }
        default: return nil
        }
    }

    private mutating func hexadecimal(_ count: Int) -> Unicode.Scalar? {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard byte() < 0x80, let digit = Character(Unicode.Scalar(byte())).hexDigitValue else { return nil }
            value = value * 16 + UInt32(digit)
            offset += 1
        }
        return Unicode.Scalar(value)
    }

    /// A long string without its first line end, without the line of its closing quotes, and without the blanks that
    /// all its lines have in front.
    private static func withoutIndent(_ pieces: [RawPiece]) -> [RawPiece] {
        // Flat: bytes, with 0x100 + i for the piece i, so that lines are seen whole.
        var flat: [Int] = []
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .text(let bytes): flat += bytes.map { Int($0) }
            case .tokens: flat.append(0x100 + index)
            }
        }
        var lines = flat.split(separator: Int(lineEnd), omittingEmptySubsequences: false).map { Array($0) }
        guard lines.count > 1 else { return pieces }
        let isBlank: ([Int]) -> Bool = { $0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        // Text on the opener's own line has no indent to speak of.
        let startsBelow = isBlank(lines[0])
        let body = lines.indices.dropFirst()
        var margin: [Int]?
        for index in body where !isBlank(lines[index]) || index == lines.count - 1 {
            let blanks = Array(lines[index].prefix { $0 == 0x20 || $0 == 0x09 })
            margin = margin.map { shared in Array(zip(shared, blanks).prefix { $0 == $1 }.map(\.0)) } ?? blanks
        }
        for index in body {
            lines[index] = Array(
                lines[index].dropFirst(
                    isBlank(lines[index])
                        ? lines[index].count : margin?.count ?? 0))
        }
        if let last = lines.last, isBlank(last), lines.count > 1 { lines.removeLast() }
        if startsBelow, !lines.isEmpty { lines.removeFirst() }
        var result: [RawPiece] = []
        var text: [UInt8] = []
        for item in lines.joined(separator: [Int(lineEnd)]) {
            if item >= 0x100 {
                result += [.text(text), pieces[item - 0x100]]
                text = []
            } else {
                text.append(UInt8(item))
            }
        }
        return result + [.text(text)]
    }
}

extension Diagnostic {
    static func unclosedString(_ source: Source, _ opener: Span, isLong: Bool, atEnd: Bool) -> Diagnostic {
        let before = opener.start > 0 ? source.bytes[opener.start - 1] : 0x20
        let quote = source.text(in: opener)
        // `x'` is the transpose in MATLAB and Julia.
        if quote == "'", Lexer.isNamePart(before) || before == UInt8(ascii: ")") || before == UInt8(ascii: "]") {
            var start = opener.start
            while start > 0, Lexer.isNamePart(source.bytes[start - 1]) { start -= 1 }
            let name = source.text(in: Span(start, opener.start))
            return Diagnostic(
                "syntax.unclosed-string", "`'` begins a string, which is never closed", labels: [Label(source, opener)],
                help: "the transpose is written `transpose(x)`",
                fixes: name.isEmpty ? [] : [Fix(Span(start, opener.end), "transpose(\(name))")])
        }
        let line = source.lineSpan(source.lineNumber(at: opener.start))
        return Diagnostic(
            "syntax.unclosed-string", "this string is never closed", labels: [Label(source, opener, "opened here")],
            help: isLong
                ? "close it with `\(source.text(in: opener))`"
                : "close it with `\(source.text(in: opener))` on the same line; a text of many lines stands in \"\"\"…\"\"\"",
            fixes: isLong ? [] : [Fix(Span(line.end, line.end), quote, "close it")], isIncomplete: isLong && atEnd)
    }

    static func unclosedInterpolation(_ source: Source, _ opener: Span, atEnd: Bool) -> Diagnostic {
        Diagnostic(
            "syntax.unclosed-interpolation", "this `$(` is never closed",
            labels: [Label(source, opener, "opened here")],
            help: "close it with `)`; a dollar sign before a bracket is written `\\$(`", isIncomplete: atEnd)
    }

    static func unknownEscape(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.unknown-escape", "`\(source.text(in: span))` is not an escape", labels: [Label(source, span)],
            help: "escapes: \\n \\t \\r \\0 \\e \\\\ \\\" \\$ \\x41 \\u{1F33B}; in '…' a backslash is itself",
            fixes: [Fix(Span(span.start, span.start), "\\", "write the backslash itself")])
    }

    static func tooDeep(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.too-deep", "this is nested too deeply", labels: [Label(source, span)],
            help: "give parts of it names, or put them into functions")
    }
}
