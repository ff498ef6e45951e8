// Comprehensions that make something else than a list in Python.
extension ScriptParser {
    /// `sum(x for x in xs)` and `(x for x in xs)`; the `for` is next.
    /// - Parameter isCall: the brackets are a call's and stay.
    func generator(_ value: Expression, opener: Token, isCall: Bool = true) -> Diagnostic {
        let list = source.excerpt(value.span)
        var diagnostic = Diagnostic(
            "syntax.generator", "a comprehension stands in square brackets",
            labels: [.init(source, token(at: position).span)],
            help: isCall ? "write `f([\(list) for x in xs])`" : "write `[\(list) for x in xs]`")
        guard let (end, after) = attempting({ parser throws(Diagnostic) in try parser.loop().end }) else {
            return diagnostic
        }
        let whole = "[\(text(Span(value.span.start, end)))]"
        let closer = after.token(at: after.position)
        if isCall {
            diagnostic.fixes = [.init(Span(value.span.start, end), whole, "put it into brackets")]
        } else if closer.is(.closeParenthesis) {
            diagnostic.help = "write `\(whole)`"
            diagnostic.fixes = [.init(opener.span.joined(with: closer.span), whole)]
        }
        return diagnostic
    }

    /// `{x for x in xs}` and `{k: v for k in ks}`; nil where the innermost braces hold neither.
    func braceComprehension() -> Diagnostic? {
        guard !isTrial, let opener = brackets.last, opener.is(.openBrace),
            let start = tokens.firstIndex(where: { $0.span == opener.span })
        else { return nil }
        var inside = self
        inside.position = start + 1
        let read = inside.attempting {
            parser throws(Diagnostic) -> (key: Span, value: Span?, sign: Span, loop: Loop)? in
            let key = try parser.expression()
            var value: Span?
            if parser.take(.colon) { value = try parser.expression().span }
            let sign = parser.peek().span
            guard parser.peek().is(.for) else { return nil }
            let loop = try parser.loop()
            return parser.peek().is(.closeBrace) ? (key.span, value, sign, loop) : nil
        }
        guard let (found, after) = read, let (key, value, sign, loop) = found else { return nil }
        let whole = opener.span.joined(with: after.token(at: after.position).span)
        guard let value else {
            let list = "[\(text(key)) \(text(Span(sign.start, loop.end)))]"
            return Diagnostic(
                "syntax.record-value", "there are no sets", labels: [.init(source, whole)],
                help: "`\(list)` is a list; `unique(xs)` is one without repeats",
                fixes: [.init(whole, "unique(\(list))")])
        }
        let names = loop.names.map(\.text).joined(separator: ", ")
        return Diagnostic(
            "syntax.generator", "a comprehension makes a list, not a record", labels: [.init(source, sign)],
            help: "a record is filled in a loop: `r = {}`, and `r[\(text(key))] = \(text(value))` for each `\(names)`",
            fixes: recordLoop(whole, start, key: key, value: value, loop).map { [$0] } ?? [])
    }

    private typealias Loop = (names: [Name], over: Span, condition: Span?, end: Int)

    /// `for x in xs if c`; the `for` is next.
    private mutating func loop() throws(Diagnostic) -> Loop {
        advance()
        let names = try loopNames()
        let over = try expression()
        guard take(.if) else { return (names, over.span, nil, over.span.end) }
        let condition = try expression()
        return (names, over.span, condition.span, condition.span.end)
    }

    /// `r = {k: v for k in ks}` as a loop, where it is all that its line says.
    private func recordLoop(_ whole: Span, _ opener: Int, key: Span, value: Span, _ loop: Loop) -> Diagnostic.Fix? {
        guard opener >= 2, tokens[opener - 1].is(.assign), let name = tokens[opener - 2].name,
            beginsLine(tokens[opener - 2]), endOfCode(at: whole.end) == whole.end,
            !tokens.contains(where: { $0.name == name && $0.span.start > whole.start && $0.span.end < whole.end }),
            !text(whole).contains("\n")
        else { return nil }
        let line = source.lineNumber(at: tokens[opener - 2].span.start)
        let indent = String(decoding: source.indent(line), as: UTF8.self)
        let names = loop.names.map(\.text).joined(separator: ", ")
        let condition = loop.condition.map { "if \(text($0)) then " } ?? ""
        let body = "\(condition)\(name)[\(text(key))] = \(text(value))"
        // On two lines, which a message has room for.
        return .init(
            Span(tokens[opener - 2].span.start, whole.end),
            "\(name) = {}\n\(indent)for \(names) in \(text(loop.over)); \(body); end", "write a loop")
    }
}
