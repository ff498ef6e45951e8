// What is missing or wrong between and at the ends of brackets.
extension ScriptParser {
    /// Something stands where a comma, or the closing bracket, should.
    mutating func itemSlip(_ opener: Token, after last: Expression?) -> Diagnostic? {
        let token = peek()
        if token.is(.semicolon), opener.is(.openBracket), let last { return matrixRows(opener, after: last) }
        guard token.beginsOperand, let last, !token.is(.if), !token.is(.not), !token.is(.openBrace) || !isInMarkdown
        else {
            return nil
        }
        var fix: Diagnostic.Fix?
        // All items of the row at once, as they are all written so.
        var ahead = self
        var items = [last]
        while ahead.peek().beginsOperand || ahead.peek().is(.comma), items.count < 100 {
            _ = ahead.take(.comma)
            let place = ahead
            guard !opener.is(.openBrace),
                let (item, after) = place.attempting({ parser throws(Diagnostic) in try parser.expression(.or) })
            else { break }
            items.append(item)
            ahead = after
        }
        if opener.is(.openBracket), ahead.peek().is(.semicolon), items.count > 1 {
            return ahead.matrixRows(opener, after: items[items.count - 1], first: text(items))
        }
        if items.count > 1, let end = items.last?.span.end {
            fix = .init(Span(last.span.start, end), text(items), "put commas between them")
        } else if opener.is(.openBrace) {
            fix = .init(Span(last.span.end, token.span.start), ", ", "put a comma between them")
        }
        return Diagnostic(
            "syntax.missing-comma", "a comma is missing before \(token.described(in: source))",
            labels: [.init(source, token.span)], fixes: fix.map { [$0] } ?? [])
    }

    /// `[1, 2; 3, 4]`.
    /// - Parameter written: the first row, where it was written with blanks for commas.
    private func matrixRows(_ opener: Token, after last: Expression, first written: String? = nil) -> Diagnostic {
        let sign = token(at: position).span
        var diagnostic = Diagnostic(
            "syntax.matrix-row", "the rows of a matrix are not parted by `;`", labels: [.init(source, sign)],
            help: "a matrix is a list of its rows: `[[1, 2], [3, 4]]`")
        let first = written ?? text(Span(opener.span.end, last.span.end)).trimmed
        let read = attempting { parser throws(Diagnostic) -> ([String], Int)? in
            var rows: [String] = []
            while parser.take(.semicolon) {
                var items = [try parser.expression()]
                while parser.take(.comma) || parser.peek().beginsOperand { items.append(try parser.expression()) }
                rows.append(parser.text(items))
            }
            let end = parser.peek()
            return end.is(.closeBracket) ? (rows, end.span.end) : nil
        }
        guard let (rows, end) = read?.result ?? nil else { return diagnostic }
        let matrix = "[" + ([first] + rows).map { "[\($0)]" }.joined(separator: ", ") + "]"
        diagnostic.fixes = [.init(Span(opener.span.start, end), matrix)]
        return diagnostic
    }

    /// `{1, 2}`, a set elsewhere. Its first item is next.
    func setSlip() -> Diagnostic? {
        guard let opener = brackets.last, opener.is(.openBrace),
            let start = tokens.firstIndex(where: { $0.span == opener.span })
        else { return nil }
        var inside = self
        inside.position = start + 1
        guard let (items, after) = inside.attempting({ parser throws(Diagnostic) in try parser.expressions() }),
            after.token(at: after.position).is(.closeBrace)
        else { return nil }
        let whole = opener.span.joined(with: after.token(at: after.position).span)
        return Diagnostic(
            "syntax.record-value", "there are no sets", labels: [.init(source, whole)],
            help: "a list is written `[a, b]`, a record `{a: 1, b: 2}`",
            fixes: [.init(whole, "[\(text(items))]", "write a list")])
    }

    /// A bracket of another kind closes this one.
    func mismatched(_ opener: Token, by token: Token) -> Diagnostic? {
        guard case .symbol(let found) = token.kind, found.isCloser, case .symbol(let symbol) = opener.kind,
            let closer = symbol.closer, !brackets.dropLast().contains(where: { $0.closer == found })
        else { return nil }
        return Diagnostic(
            "syntax.mismatched-bracket", "`\(found.rawValue)` does not close `\(symbol.rawValue)`",
            labels: [.init(source, token.span), .init(source, opener.span, "opened here")],
            help: "close it with `\(closer.rawValue)`", fixes: [.init(token.span, closer.rawValue)])
    }

    /// `(a, b)`; the comma is next.
    func tuple(_ first: Expression, start: Int) -> Diagnostic {
        var diagnostic = Diagnostic.tuple(source, Span(start, max(token(at: position).span.end, start)))
        let isBracketed = start < first.span.start
        let read = attempting { parser throws(Diagnostic) -> ([Expression], Int)? in
            var items = [first]
            while parser.take(.comma), !parser.peek().is(.closeParenthesis) { items.append(try parser.expression()) }
            if !isBracketed { return (items, items[items.count - 1].span.end) }
            let end = parser.peek()
            return end.is(.closeParenthesis) ? (items, end.span.end) : nil
        }
        guard let (items, end) = read?.result ?? nil else { return wronglyClosed() ?? diagnostic }
        diagnostic.labels = [.init(source, Span(start, end))]
        diagnostic.help =
            "write `[\(items.count < 4 ? text(items) : "a, b")]`; only names may be unpacked: `a, b = pair`"
        diagnostic.fixes = [.init(Span(start, end), "[\(text(items))]", "write a list")]
        return diagnostic
    }

    /// `(1, 2]`: what stands behind the items that are next closes another kind of bracket.
    private func wronglyClosed() -> Diagnostic? {
        guard let opener = brackets.last else { return nil }
        let read = attempting { parser throws(Diagnostic) -> Token in
            while parser.take(.comma) { _ = try parser.expression() }
            return parser.peek()
        }
        guard let closer = read?.result, var diagnostic = mismatched(opener, by: closer) else { return nil }
        if closer.is(.closeBracket) {
            diagnostic.help = "several values stand in a list, which begins with `[`"
            diagnostic.fixes = [.init(opener.span, "[")]
        }
        return diagnostic
    }

    /// `for (a, b) in xs`; the bracket is next.
    func loopParentheses() -> Diagnostic {
        var diagnostic = Diagnostic.loopParentheses(source, token(at: position).span)
        var index = position + 1
        while token(at: index).name != nil || token(at: index).is(.comma) { index += 1 }
        if token(at: index).is(.closeParenthesis) {
            let whole = token(at: position).span.joined(with: token(at: index).span)
            diagnostic.fixes = [.init(whole, text(Span(whole.start + 1, whole.end - 1)), "leave the brackets out")]
        }
        return diagnostic
    }
}

extension Token {
    /// The bracket that closes this token, if it opens one.
    var closer: Symbol? {
        if case .symbol(let symbol) = kind { return symbol.closer }
        return nil
    }
}
