/// What the lexer makes of a source.
struct Tokens: Sendable {
    /// A `# %%` line.
    struct Marker: Sendable {
        var line: Span
        /// What stands after `%%`.
        var text: String
    }

    var tokens: [Token] = []
    var diagnostics: [Diagnostic] = []
    var markers: [Marker] = []
    /// Comments that have their line to themselves, by line number (from 1): the text after the first `#`.
    var commentLines: [Int: String] = [:]
}

/// Bytes in, tokens out. What it cannot read becomes an `invalid` token, so that faults are told in the order of the text.
struct Lexer {
    let source: Source
    let bytes: [UInt8]
    var offset = 0
    var line = 1
    var result = Tokens()
    /// How deep in `$(…)` the lexer is.
    var interpolationDepth = 0
    /// Set once `$(…)` stood too deep in itself: nothing is read after that.
    var tooDeep: Diagnostic?
    /// Nothing but blanks so far on this line.
    var isLineStart = true

    static let deepestInterpolation = 50

    init(_ source: Source) {
        self.source = source
        bytes = source.bytes
    }

    static func tokens(of source: Source) -> Tokens {
        var lexer = Lexer(source)
        if lexer.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.offset = 3 }
        lexer.result.tokens.reserveCapacity(lexer.bytes.count / 4 + 8)
        lexer.result.tokens = lexer.run(untilParenthesis: false, isLong: true)
        return lexer.result
    }

    func byte(_ ahead: Int = 0) -> UInt8 {
        let index = offset + ahead
        return index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// Reads tokens to the end of the text, or to the `)` that closes an interpolation (which it takes).
    /// - Parameter isLong: newlines are allowed; false inside a one-line string, where one ends the reading.
    mutating func run(untilParenthesis: Bool, isLong: Bool) -> [Token] {
        var tokens: [Token] = []
        var depth = 0
        while !isAtEnd {
            let start = offset
            let current = byte()
            switch current {
            case 0x20, 0x09:
                offset += 1
                continue
            case 0x0A,
                0x0D where byte(1) == 0x0A:
                if !isLong { return tokens }
                offset += current == 0x0A ? 1 : 2
                line += 1
                isLineStart = true
                tokens.append(Token(kind: .newline, span: Span(start, offset)))
                continue
            case UInt8(ascii: "#"):
                if !isLong {
                    // A comment would swallow the rest of the string: let the caller say that it is not closed.
                    skipComment()
                    continue
                }
                if let marker = readComment(allowsMarker: !untilParenthesis) { tokens.append(marker) }
                continue
            default: break
            }
            isLineStart = false
            if untilParenthesis {
                if current == UInt8(ascii: "(") { depth += 1 }
                if current == UInt8(ascii: ")") {
                    if depth == 0 {
                        offset += 1
                        tokens.append(Token(kind: .end, span: Span(start, start)))
                        return tokens
                    }
                    depth -= 1
                }
            }
            tokens.append(Token(kind: next(after: tokens.last), span: Span(start, offset)))
        }
        if !untilParenthesis { tokens.append(Token(kind: .end, span: Span(offset, offset))) }
        return tokens
    }

    /// One token that begins here; moves past it.
    private mutating func next(after previous: Token?) -> Token.Kind {
        let current = byte()
        if Lexer.isDigit(current) { return readNumber() }
        if current == UInt8(ascii: "."), Lexer.isDigit(byte(1)), !endsOperand(previous) { return readNumber() }
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") { return readString() }
        if Lexer.isNameStart(current) { return readName() }
        if current >= 0x80 {
            if let scalar = scalar(at: offset), scalar.properties.isXIDStart { return readName() }
            return unexpectedCharacter()
        }
        for (spelling, symbol) in Symbol.spellings[Int(current & 0x7F)]
        where spelling.indices.allSatisfy({ spelling[$0] == byte($0) }) {
            offset += spelling.count
            return .symbol(symbol)
        }
        return unexpectedCharacter()
    }

    /// Whether `.5` after this token would be a field rather than a number.
    private func endsOperand(_ token: Token?) -> Bool {
        switch token?.kind {
        case .int, .float, .quantity, .string, .name: true
        case .keyword(let word): [.none, .true, .false, .end].contains(word)
        case .symbol(let symbol): symbol.isCloser
        default: false
        }
    }

    /// Reads letters, digits, `_` and the letters of other scripts.
    mutating func readWord() -> String {
        let start = offset
        while !isAtEnd {
            let current = byte()
            if Lexer.isNameStart(current) || Lexer.isDigit(current) {
                offset += 1
            } else if current >= 0x80, let scalar = scalar(at: offset), scalar.properties.isXIDContinue {
                offset += scalar.utf8.count
            } else {
                break
            }
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func readName() -> Token.Kind {
        let word = readWord()
        if let keyword = Keyword(rawValue: word) { return .keyword(keyword) }
        return .name(word)
    }

    /// The character at `index`; nil at the end.
    func scalar(at index: Int) -> Unicode.Scalar? {
        guard index < bytes.count else { return nil }
        return String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    /// Keeps a diagnostic and gives the token that stands for it.
    mutating func invalid(_ diagnostic: Diagnostic) -> Token.Kind {
        result.diagnostics.append(diagnostic)
        return .invalid(result.diagnostics.count - 1)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func isNameStart(_ byte: UInt8) -> Bool {
        byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte == 0x5F
    }
}
