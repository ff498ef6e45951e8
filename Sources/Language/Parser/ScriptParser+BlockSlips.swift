// Pointers for habits from other languages in the heads of blocks.
extension ScriptParser {
    /// Something stands where the line that opens a block should end.
    mutating func unexpectedInHead(_ word: String, after last: Expression?) -> Diagnostic {
        let token = peek()
        if case .invalid = token.kind { return unexpected("the end of the line") }
        switch token.kind {
        case .symbol(.colon):
            let next = self.token(at: position + 1)
            if let last, !next.isNewline, !next.isEnd, word == "for", !opensBody(token, after: last) {
                return colon(token.span, after: last)
            }
            if last != nil, next.beginsOperand || next.keyword != nil { return bodyBehindColon(word, token) }
            if word == "def", let slip = functionOnOneLine(from: position + 1) { return slip }
            return Diagnostic(
                "syntax.colon", "no `:` opens a block", labels: [.init(source, token.span)],
                help: "the body begins on the next line and ends with `end`",
                fixes: [.init(span: token.span, replacement: "", title: "leave it out")])
        case .symbol(.openBrace): return .braces(source, token.span)
        case .symbol(.assign) where ["if", "elseif", "while"].contains(word): return assignmentInCondition()
        case .keyword(.do): return doInHead(word, token, after: last)
        case .keyword(.then): return .thenBeforeBlock(source, token.span)
        default: break
        }
        if word == "def", let slip = functionOnOneLine(from: position) { return slip }
        if word == "with", let last, let slip = withSlip(last, token) { return slip }
        if last != nil, token.beginsOperand, !token.isWordOperator, !token.is(.if), !token.is(.openBrace) {
            let isChoice = ["if", "elseif"].contains(word)
            let blank = source.text(in: Span(last?.span.end ?? token.span.start, token.span.start))
            return Diagnostic(
                "syntax.same-line", "the body of `\(word)` begins on the next line",
                labels: [.init(source, token.span)],
                help: isChoice ? "on one line, write `if c then a else b`" : "end the line before this",
                fixes: isChoice
                    ? [choiceOnOneLine(from: token.span.start)]
                    : [.init(Span(token.span.start - blank.utf8.count, token.span.start), "\n    ", "begin a line")])
        }
        return unexpected("the end of the line", after: last)
    }

    mutating func assignmentInCondition() -> Diagnostic {
        let span = peek().span
        return Diagnostic(
            "syntax.assignment-in-condition", "`=` gives a name its value; a condition compares with `==`",
            labels: [.init(source, span)], help: "write `==`",
            fixes: [.init(span: span, replacement: "==", title: "write `==`")])
    }

    /// `else if c` before a block; `else if c then a else b` is an inline `if` of its own.
    mutating func refuseElseIf(_ word: Token) throws(Diagnostic) {
        let next = peek()
        if next.is(.colon) { throw unexpectedInHead("else", after: nil) }
        guard next.is(.if) else { return }
        var index = position
        while true {
            let token = token(at: index)
            if token.is(.then) { return }
            if token.isNewline || token.is(.semicolon) || token.isEnd { break }
            index += 1
        }
        let span = word.span.joined(with: next.span)
        throw Diagnostic(
            "syntax.else-if", "`else if` is written `elseif`", labels: [.init(source, span)],
            help: "write `elseif`; it shares the `end` of its `if`",
            fixes: [.init(span: span, replacement: "elseif", title: "write `elseif`")])
    }
}

extension Diagnostic {
    static func braces(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.braces", "no `{` opens a block", labels: [Label(source, span)],
            help: "the body begins on the next line and ends with `end`; `{…}` is a record")
    }

    static func thenBeforeBlock(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.then-block", "`then` belongs to an `if` on one line", labels: [Label(source, span)],
            help: "leave it out before a block, or write `if c then a else b` on one line",
            fixes: [Fix(span: span, replacement: "", title: "leave it out")])
    }

    static func loopParentheses(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.loop-parentheses", "the names of a loop have no brackets", labels: [Label(source, span)],
            help: "write `for x in xs` or `for a, b in pairs`")
    }

    static func tryBlock(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.try-block", "`try` takes one expression", labels: [Label(source, span)],
            help: "write `try expr else fallback`; longer attempts go into a function")
    }

    static func tryWithoutElse(_ source: Source, _ span: Span, isIncomplete: Bool) -> Diagnostic {
        Diagnostic(
            "syntax.try-without-else", "this `try` has no `else`", labels: [Label(source, span)],
            help: "write `try expr else fallback`", isIncomplete: isIncomplete)
    }

    static func annotation(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.annotation", "parameters have no types", labels: [Label(source, span)],
            help: "write `def f(x, k=3)`")
    }
}

extension Source {
    /// The text of a span, cut where it is long.
    func excerpt(_ span: Span) -> String {
        let text = text(in: span)
        return text.count <= 40 ? text : String(text.prefix(39)) + "…"
    }
}
