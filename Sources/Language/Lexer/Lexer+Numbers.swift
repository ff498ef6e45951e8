extension Lexer {
    /// `10_000`, `0xFF`, `0b101`, `0o17`, `1.5`, `.5`, `1e-3`, and a unit directly behind.
    mutating func readNumber() -> Token.Kind {
        let start = offset
        if byte() == UInt8(ascii: "0"), let radix = Lexer.radix(byte(1)) { return readRadix(radix, start: start) }
        var isFloat = false
        var isSound = readDigits()
        // `1.` is a number, `1.name` a field, `1...` no number.
        if byte() == UInt8(ascii: "."), !Lexer.isNameStart(byte(1)), byte(1) != UInt8(ascii: ".") {
            isFloat = true
            offset += 1
            if Lexer.isDigit(byte()) { isSound = readDigits() && isSound }
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
            if Lexer.isDigit(byte(1 + sign)) {
                isFloat = true
                offset += 1 + sign
                isSound = readDigits() && isSound
            }
        }
        let span = Span(start, offset)
        let digits = String(decoding: bytes[start..<offset].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        guard isSound else { return invalid(.number(source, span)) }
        guard let amount = Double(digits.hasPrefix(".") ? "0" + digits : digits.hasSuffix(".") ? digits + "0" : digits),
            amount.isFinite
        else { return invalid(.tooLarge(source, span)) }
        if byte() == UInt8(ascii: "%"), percentIsUnit() {
            offset += 1
            return .quantity(amount, unit: "%")
        }
        if let unit = readUnit(start: start) { return unit.map { .quantity(amount, unit: $0) } ?? lastInvalid }
        if isFloat { return .float(amount) }
        if let whole = Int(digits) { return .int(whole) }
        // The lowest of all has no positive partner, so the parser takes its sign and its digits together.
        if start > 0, bytes[start - 1] == UInt8(ascii: "-"), let whole = Int("-" + digits) { return .int(whole) }
        return invalid(.tooLarge(source, span))
    }

    private var lastInvalid: Token.Kind { .invalid(result.diagnostics.count - 1) }

    /// Digits with single `_` between them. False where a `_` is out of place.
    private mutating func readDigits() -> Bool {
        var isSound = true
        var last: UInt8 = 0
        while Lexer.isDigit(byte()) || byte() == UInt8(ascii: "_") {
            if byte() == UInt8(ascii: "_"), !Lexer.isDigit(last) { isSound = false }
            last = byte()
            offset += 1
        }
        return isSound && last != UInt8(ascii: "_")
    }

    private static func radix(_ letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
        case UInt8(ascii: "b"): 2
        case UInt8(ascii: "o"): 8
        default: nil
        }
    }

    private mutating func readRadix(_ radix: Int, start: Int) -> Token.Kind {
        offset += 2
        let word = readWord()
        let span = Span(start, offset)
        let digits = word.filter { $0 != "_" }
        let isSpaced = word.hasPrefix("_") || word.hasSuffix("_") || digits.isEmpty
        let isDigits = digits.allSatisfy { $0.isASCII && ($0.hexDigitValue ?? 16) < radix }
        guard !isSpaced, isDigits else { return invalid(.number(source, span)) }
        guard let value = Int(digits, radix: radix) else { return invalid(.tooLarge(source, span)) }
        return .int(value)
    }

    /// nil: no unit stands here. An inner nil: it is not one, and the diagnostic is kept.
    private mutating func readUnit(start: Int) -> String?? {
        guard Lexer.isNameStart(byte()) || byte() >= 0x80 && scalar(at: offset)?.properties.isXIDStart == true else {
            return nil
        }
        let at = offset
        let unit = readWord()
        if Units.names.contains(unit) { return .some(unit) }
        let number = String(decoding: bytes[start..<at], as: UTF8.self)
        _ = invalid(.unknownUnit(unit, number: number, source, Span(at, offset)))
        return .some(nil)
    }

    /// `%` directly after a digit is a unit, unless an operand follows.
    private func percentIsUnit() -> Bool {
        var index = offset + 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
            // `x = 3%==y` is nobody's wish; `3%=` is no update of a number either.
            return true
        }
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        guard index < bytes.count else { return true }
        let next = bytes[index]
        switch next {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            return false
        case UInt8(ascii: "."): return !(index + 1 < bytes.count && Lexer.isDigit(bytes[index + 1]))
        default: break
        }
        if Lexer.isDigit(next) { return false }
        guard Lexer.isNameStart(next) || next >= 0x80 else { return true }
        var ahead = self
        ahead.offset = index
        let word = ahead.readWord()
        if let keyword = Keyword(rawValue: word) { return keyword.followsOperand }
        return word.isEmpty
    }
}

extension Diagnostic {
    static func number(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.number", "`\(source.text(in: span))` is not a number", labels: [Label(source, span)],
            help: "numbers look like `10_000`, `0xFF`, `1.5`, `1e-3`; a `_` stands between two digits")
    }

    static func tooLarge(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.number-too-large", "this number is too large", labels: [Label(source, span)],
            help: "whole numbers end at 9_223_372_036_854_775_807; floats, such as `1e20`, at about 1.8e308")
    }

    static func unknownUnit(_ unit: String, number: String, _ source: Source, _ span: Span) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.unknown-unit", "`\(unit)` is not a unit", labels: [Label(source, span)],
            notes: ["units: px, %, ns us ms s min h d, B kB MB GB TB KiB MiB GiB TiB"])
        let words = [
            "sec": "s", "secs": "s", "second": "s", "seconds": "s", "mins": "min", "minute": "min", "minutes": "min",
            "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d", "msec": "ms", "pixel": "px",
            "pixels": "px", "percent": "%", "bytes": "B", "K": "kB", "M": "MB", "G": "GB", "T": "TB",
        ]
        if let near = words[unit] ?? (unit.count > 1 ? suggestion(for: unit, among: Units.names.sorted()) : nil) {
            diagnostic.help = "did you mean `\(near)`?"
            diagnostic.fixes = [Fix(span: span, replacement: near, title: "write `\(near)`")]
        } else {
            diagnostic.help = "a product is written `\(number) * \(unit)`; a name cannot begin with a digit"
            diagnostic.fixes = [Fix(Span(span.start, span.start), " * ", "write a product")]
        }
        return diagnostic
    }
}
