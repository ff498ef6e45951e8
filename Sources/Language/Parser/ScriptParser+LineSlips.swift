// Blocks that were written on one line.
extension ScriptParser {
    /// `while c do f() end`, or a `do` at the end of the line.
    func doInHead(_ word: String, _ token: Token, after last: Expression?) -> Diagnostic {
        let next = self.token(at: position + 1)
        let isAlone = next.isNewline || next.isEnd || next.is(.semicolon)
        let sign = Span(last?.span.end ?? token.span.start, token.span.end)
        return Diagnostic(
            "syntax.loop-do", "the body of `\(word)` begins on the next line, without `do`",
            labels: [.init(source, token.span)], help: isAlone ? nil : "on one line, `;` stands in its place",
            fixes: [isAlone ? .init(token.span, "", "leave it out") : .init(sign, ";", "write `;`")])
    }

    /// The colon behind the head of a `for` opens its body, as in Python: it makes no range.
    func opensBody(_ colon: Token, after last: Expression) -> Bool {
        let next = token(at: position + 1)
        switch last.kind {
        case .int, .float: return false
        case .call: return true
        default: return next.keyword != nil || next.span.start > colon.span.end && last.span.end == colon.span.start
        }
    }

    /// `if c: f()` on one line; the colon is next.
    func bodyBehindColon(_ word: String, _ colon: Token) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.colon", "no `:` opens a block", labels: [.init(source, colon.span)],
            help: "the body begins on the next line and ends with `end`",
            fixes: [.init(colon.span, "\n   ", "begin a line")])
        guard !isTrial, !isInInterpolation,
            let opener = tokens[..<position].lastIndex(where: { $0.keyword?.rawValue == word })
        else { return diagnostic }
        let end = endOfCode(at: colon.span.end)
        // Where the block goes on below, its body begins on a line of its own.
        if let next = tokens.first(where: { $0.span.start >= end && !$0.isNewline && !$0.isEnd && !$0.isCell }) {
            let lines = [opener, position].map { source.lineNumber(at: tokens[$0].span.start) }
            let (own, its) = (
                source.indent(lines[0]).count, source.indent(source.lineNumber(at: next.span.start)).count
            )
            if next.keyword?.closesBlock == true && its == own || its > own { return diagnostic }
        }
        let head = text(Span(tokens[opener].span.start, colon.span.start)).trimmed
        var body = text(Span(colon.span.end, end)).trimmed
        var lines = ["\(head); \(body); end", "\(head); \(body)"]
        if word == "if" {
            body = body.replacing("else:", with: "else").replacing("else :", with: "else")
            if !body.contains(";") { lines.insert("\(head) then \(body)", at: 0) }
        }
        guard let line = lines.first(where: reads) else { return diagnostic }
        diagnostic.help = "on one line, write `\(line)`"
        diagnostic.fixes = [.init(Span(tokens[opener].span.start, end), line)]
        return diagnostic
    }

    /// `if c f() end`: `then` at `start`, and without the `end` of the line, as an `if` on one line has none.
    func choiceOnOneLine(from start: Int) -> Diagnostic.Fix {
        let line = Span(start, endOfCode(at: start))
        let inside = lexed.tokens.filter { $0.span.start >= start && $0.span.end <= line.end }
        guard let last = inside.last, last.is(.end), inside.filter({ $0.is(.end) }).count == 1 else {
            return .init(Span(start, start), "then ", "write `then`")
        }
        // `then` holds one statement.
        if inside.contains(where: { $0.is(.semicolon) }) {
            return .init(Span(lastEnd, start), "\n    ", "begin a line")
        }
        return .init(line, "then " + text(Span(start, last.span.start)).trimmed, "write `then`")
    }

    /// `def f(x) x + 1 end` and `def f(x) return x + 1`. The bracket of the parameters has just been read, the body
    /// begins at the token `index`; nil where it is not one expression.
    func functionOnOneLine(from index: Int) -> Diagnostic? {
        var ahead = self
        ahead.position = index
        let first = ahead.token(at: index)
        guard first.beginsOperand || first.is(.return) || first.is(.minus) || first.is(.if) else { return nil }
        if first.is(.return) { ahead.advance() }
        var diagnostic = Diagnostic(
            "syntax.same-line", "the body of `def` begins on the next line", labels: [.init(source, first.span)],
            help: "on one line, write `def f(x) = x + 1`")
        guard let (value, after) = ahead.attempting({ parser throws(Diagnostic) in try parser.expression() }) else {
            return diagnostic
        }
        var end = after.position
        let isOver = after.token(at: end).isNewline || after.token(at: end).isEnd || after.token(at: end).is(.semicolon)
        while after.token(at: end).isNewline { end += 1 }
        let closer = after.token(at: end)
        guard isOver || closer.is(.end) else { return diagnostic }
        // An `end` on the next line belongs to the function where it stands under its `def`.
        let indents = [lastEnd, closer.span.start].map { source.indent(source.lineNumber(at: $0)) }
        let isOwn = closer.is(.end) && (!isOver || indents[0] == indents[1])
        let body = " = \(text(value.span))"
        if body.contains("\n") { return diagnostic }
        let head = text(Span(source.lineSpan(source.lineNumber(at: lastEnd)).start, lastEnd)).trimmed
        diagnostic.help = "on one line, write `\(head)\(body)`"
        diagnostic.fixes = [
            .init(Span(lastEnd, isOwn ? closer.span.end : value.span.end), body, "write `\(head)\(body)`")
        ]
        return diagnostic
    }

    /// `with seed 7` and `with open(path) as f`.
    func withSlip(_ last: Expression, _ token: Token) -> Diagnostic? {
        if token.name == "as" {
            return Diagnostic(
                "syntax.with-as", "`with` changes settings for a block; it opens nothing and names nothing",
                labels: [.init(source, Span(token.span.start, endOfCode(at: token.span.end)))],
                help: "`read(path)` reads a whole file, `save(value, path)` writes one")
        }
        guard case .name(let name) = last.kind, token.beginsOperand, !token.isWordOperator,
            let (items, after) = attempting({ parser throws(Diagnostic) in try parser.expressions() }),
            let end = items.last?.span.end,
            after.token(at: after.position).isNewline || after.token(at: after.position).isEnd
        else { return nil }
        let call = "\(name)(\(text(items)))"
        return Diagnostic(
            "syntax.missing-parentheses", "`\(name)` is followed by \(token.described(in: source)), without brackets",
            labels: [.init(source, token.span)], help: "write `with \(call)`",
            fixes: [.init(Span(last.span.start, end), call)])
    }

    /// An `end` or an `else` that belongs to nothing; where `begin` or `loop` stands above an `end`, that is the fault.
    func closesNothing(_ word: Keyword, _ span: Span) -> Diagnostic {
        let opener = lexed.tokens.last {
            $0.span.end <= span.start && ["begin", "loop", "repeat"].contains($0.name) && beginsLine($0)
                && (endOfCode(at: $0.span.end) == $0.span.end || source.bytes[$0.span.end] == UInt8(ascii: ";"))
        }
        guard word == .end, let opener, let name = opener.name else { return .closesNothing(word, source, span) }
        if name == "begin" { return beginBlock(opener.span, to: span) }
        return Diagnostic(
            "syntax.loop", "there is no `\(name)`",
            labels: [.init(source, opener.span), .init(source, span, "so that this belongs to no block")],
            help: "write `while true`; `break` leaves the loop", fixes: [.init(opener.span, "while true")])
    }
}
