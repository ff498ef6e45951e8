/// Characters that stand for plain signs in texts from word processors, web pages and other scripts.
enum ForeignCharacters {
    /// The plain sign for a character; nil where there is none.
    static func plain(_ scalar: Unicode.Scalar) -> String? {
        // Full-width forms of the printable ASCII signs.
        if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) } }
        return table[scalar.value]
    }

    private static let table: [UInt32: String] = [
        0x201C: "\"", 0x201D: "\"", 0x201E: "\"", 0xAB: "\"", 0xBB: "\"", 0x2018: "'", 0x2019: "'", 0x201A: "'",
        0x2212: "-", 0x2013: "-", 0x2014: "-", 0xD7: "*", 0xB7: "*", 0x22C5: "*", 0x2217: "*", 0xF7: "/", 0x2215: "/",
        0x2264: "<=", 0x2265: ">=", 0x2260: "!=", 0x2192: "->", 0x21D2: "->", 0x2026: "...", 0xA0: " ", 0x2009: " ",
        0x200B: "", 0xFEFF: "", 0x3000: " ", 0x202F: " ", 0xB2: "**2", 0xB3: "**3", 0x2208: "in ", 0x2209: "not in ",
        0x2227: "and ", 0x2228: "or ", 0xAC: "not ", 0x221E: "inf", 0x3001: ",", 0x3002: ".", 0x300C: "[", 0x300D: "]",
    ]

    /// The line from `start` on with all such characters replaced, as they rarely come alone; nil where none is there.
    static func replacement(in source: Source, from start: Int) -> (span: Span, text: String)? {
        let line = source.lineSpan(source.lineNumber(at: start))
        guard line.end - start < 2000 else { return nil }
        var text = ""
        var (offset, end, length) = (start, start, 0)
        for scalar in source.text(in: Span(start, line.end)).unicodeScalars {
            offset += scalar.utf8.count
            if let plain = plain(scalar) {
                text += plain
                (end, length) = (offset, text.unicodeScalars.count)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        guard length > 0 || end > start else { return nil }
        return (Span(start, end), String(String.UnicodeScalarView(text.unicodeScalars.prefix(length))))
    }
}

extension Diagnostic {
    static func unexpectedCharacter(_ scalar: Unicode.Scalar, _ source: Source, _ span: Span) -> Diagnostic {
        let shown =
            scalar == "`"
            ? "a backtick"
            : scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                ? "the invisible character U+\(String(scalar.value, radix: 16, uppercase: true))" : "`\(scalar)`"
        var diagnostic = Diagnostic(
            "syntax.unexpected-character", "\(shown) means nothing here", labels: [Label(source, span)])
        if let plain = ForeignCharacters.plain(scalar) {
            diagnostic.help = plain.trimmed.isEmpty ? "put a plain blank in its place" : "write `\(plain.trimmed)`"
            if let (whole, text) = ForeignCharacters.replacement(in: source, from: span.start) {
                diagnostic.fixes = [Fix(whole, text, "replace it")]
            }
        } else if scalar == "$" {
            diagnostic.help = "`$name` puts a value into a string; outside strings write the name alone"
            diagnostic.fixes = [Fix(span, "", "leave it out")]
        } else if scalar == "\\" {
            diagnostic.help = "a line goes on inside brackets, after an operator, or before a leading `|>`"
        } else if scalar == "`" {
            diagnostic.help = "strings stand in \"…\" or '…'"
        } else if scalar.value == 0x221A {
            diagnostic.help = "the square root is `sqrt(x)`"
        }
        return diagnostic
    }
}
