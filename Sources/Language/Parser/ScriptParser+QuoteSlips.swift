// Signs that ended something too early, or not early enough.
extension ScriptParser {
    /// `'it's'` and `"a "c" d"`: the string ended at a quote that was meant as a part of it.
    func quoteSlip(_ token: Token) -> Diagnostic? {
        let before = self.token(at: max(position - 1, 0))
        guard case .string = before.kind, before.span.end == token.span.start, !isInInterpolation else { return nil }
        let (line, bytes) = (source.lineSpan(source.lineNumber(at: token.span.start)), source.bytes)
        let quote = bytes[before.span.start]
        if before.span.end - before.span.start > 5, text(before.span).hasPrefix(quote == 0x27 ? "'''" : "\"\"\"") {
            return nil
        }
        let isRaw = quote == UInt8(ascii: "'")
        // The whole is certain only where no other string stands on the line.
        let quotes = (before.span.start..<line.end).filter { bytes[$0] == quote }
        let isCertain = quotes.count == (isRaw ? 3 : 4)
        guard token.name != nil || token.isNumber || token.keyword?.followsOperand == false && isCertain else {
            return nil
        }
        var diagnostic = Diagnostic(
            "syntax.early-quote", "the string ended before \(token.described(in: source))",
            labels: [.init(source, Span(before.span.end - 1, before.span.end), "it ends here")],
            help: isRaw
                ? "a text that holds `'` stands in double quotes: `\"it's\"`"
                : "in \"…\" a quote is written `\\\"`; '…' may hold `\"`")
        guard let last = quotes.last, isCertain, last > token.span.start else { return diagnostic }
        let inside = text(Span(before.span.start + 1, last))
        guard !inside.contains("\\"), !inside.contains("$"), !isRaw || !inside.contains("\"") else { return diagnostic }
        let whole = isRaw ? "\"\(inside)\"" : "\"\(inside.replacing("\"", with: "\\\""))\""
        diagnostic.fixes = [.init(Span(before.span.start, last + 1), whole)]
        return diagnostic
    }

    /// The operator at the end of a line above the token `index`, which took that line for its right side.
    func danglingOperator(before index: Int) -> Diagnostic? {
        var place = index - 1
        guard place >= 0, token(at: place).isNewline, brackets.isEmpty else { return nil }
        while place >= 0, token(at: place).isNewline { place -= 1 }
        guard place >= 0 else { return nil }
        let sign = token(at: place)
        guard InfixOperator(sign) != nil || sign.is(.assign) || sign.is(.not) else { return nil }
        let word = text(sign.span)
        return Diagnostic(
            "syntax.dangling-operator", "nothing stands behind this `\(word)`, so that the next line is taken for it",
            labels: [.init(source, sign.span)], help: "write what belongs behind `\(word)`, or leave it out")
    }

    /// The dangling operator above the line of the token that is next.
    func danglingOperatorAbove() -> Diagnostic? {
        let start = source.lineSpan(source.lineNumber(at: token(at: position).span.start)).start
        return tokens.firstIndex { $0.span.start >= start && !$0.isNewline }.flatMap { danglingOperator(before: $0) }
    }

    /// `def f(*args)` and `def f(**options)`.
    func starredParameter(_ sign: Token) -> Diagnostic? {
        guard sign.is(.star) || sign.is(.power) else { return nil }
        let name = token(at: position + 1).name ?? (sign.is(.star) ? "xs" : "options")
        return Diagnostic(
            "syntax.starred-parameter", "no parameter gathers arguments", labels: [.init(source, sign.span)],
            help: sign.is(.star)
                ? "take a list, `def f(\(name))`, and call `f([1, 2])`; options have defaults: `def f(x, k=3)`"
                : "name the options, `def f(x, k=3)`, or take a record: `def f(\(name))` and `f({k: 3})`",
            fixes: [.init(sign.span, "", "leave it out")])
    }

    /// `%% Title`.
    func cellSlip(_ token: Token) -> Diagnostic? {
        let next = self.token(at: position + 1)
        guard token.is(.percent), next.is(.percent), next.span.start == token.span.end else { return nil }
        return Diagnostic(
            "syntax.cell-marker", "a cell begins with a comment",
            labels: [.init(source, token.span.joined(with: next.span))],
            help: "write `# %%` and its title behind it",
            fixes: [.init(Span(token.span.start, token.span.start), "# ", "write `# %%`")])
    }

    /// `use ./mine.limn`; the path begins at `start`.
    func barePath(from start: Int) -> Diagnostic? {
        var end = start
        while let byte = source.bytes[safe: end], byte > 0x20, byte != UInt8(ascii: "#"), byte != UInt8(ascii: ";") {
            end += 1
        }
        let path = text(Span(start, end))
        guard path.contains("/") || path.hasSuffix(".limn"), !path.contains("\""), !path.contains("'") else {
            return nil
        }
        let isRelative = path.hasPrefix(".") || path.hasPrefix("/") || path.hasPrefix("~")
        let quoted = "\"\(isRelative ? "" : "./")\(path)\""
        return Diagnostic(
            "syntax.module-path", "the path of a module stands in quotes", labels: [.init(source, Span(start, end))],
            help: "write `use \(quoted)`", fixes: [.init(Span(start, end), quoted)])
    }
}

extension Token {
    fileprivate var isNumber: Bool {
        switch kind {
        case .int, .float, .quantity: true
        default: false
        }
    }
}
