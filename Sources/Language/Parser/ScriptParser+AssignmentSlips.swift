// Names that get a value where none can.
extension ScriptParser {
    /// `x := 3`, and `if (x := 3)`; the sign is next.
    func walrus(_ sign: Token, after last: Expression?) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.walrus", "`:=` is not an operator", labels: [.init(source, sign.span)], help: "write `=`",
            fixes: [.init(sign.span, "=")])
        guard let last, !brackets.isEmpty || !beginsStatement(last.span.start) else { return diagnostic }
        diagnostic.message = "`:=` is not an operator: no name gets its value inside an expression"
        diagnostic.help = "give the name its value in a statement of its own: `x = 3`"
        diagnostic.fixes = []
        guard !isTrial, case .name(let name) = last.kind,
            let (value, after) = attempting({ parser throws(Diagnostic) in
                parser.advance()
                return try parser.expression()
            })
        else { return diagnostic }
        let assignment = "\(name) = \(text(value.span))"
        let line = source.lineNumber(at: sign.span.start)
        guard let first = tokens.firstIndex(where: { $0.span.start >= source.lineStarts[line - 1] && !$0.isNewline })
        else { return diagnostic }
        if tokens[first..<position].contains(where: { $0.is(.while) }) {
            diagnostic.help = "write `\(assignment)` before the loop, and again at the end of its body"
            return diagnostic
        }
        guard isReached(from: first) else { return diagnostic }
        diagnostic.help = "write `\(assignment)` on a line of its own before"
        guard brackets.allSatisfy({ source.lineNumber(at: $0.span.start) == line }),
            !isInInterpolation
        else { return diagnostic }
        let place = withBrackets(last.span.joined(with: value.span), after)
        let indent = String(decoding: source.indent(line), as: UTF8.self)
        let head = text(Span(tokens[first].span.start, place.start))
        diagnostic.fixes = [
            .init(
                Span(tokens[first].span.start, place.end), "\(assignment)\n\(indent)\(head)\(name)",
                "begin with `\(assignment)`")
        ]
        return diagnostic
    }

    /// What stands here is computed once, and first of all, whenever the line that begins with the token `first` is.
    private func isReached(from first: Int) -> Bool {
        for (index, token) in tokens[first...].enumerated() {
            if token.isNewline || token.isEnd { break }
            if token.is(.for), index > 0 { return false }
            guard first + index < position else { continue }
            let word = token.keyword
            if word == .and || word == .or || word == .then || word == .else || word == .elseif || word == .def {
                return false
            }
            if token.is(.arrow) || token.is(.semicolon) { return false }
        }
        return true
    }

    /// The span with the round brackets around it, where these are no call's; `after` stands behind it.
    private func withBrackets(_ span: Span, _ after: ScriptParser) -> Span {
        let closer = after.token(at: after.position)
        guard position >= 2, closer.is(.closeParenthesis), token(at: position - 2).is(.openParenthesis) else {
            return span
        }
        let opener = token(at: position - 2).span
        if position >= 3, token(at: position - 3).span.end == opener.start, !token(at: position - 3).opensOrParts {
            return span
        }
        return opener.joined(with: closer.span)
    }

    /// `try f() except 2`; the word is next.
    func exceptSlip() -> Diagnostic? {
        let token = token(at: position)
        guard let word = token.name, ["except", "catch", "rescue", "otherwise"].contains(word) else { return nil }
        // `except ValueError as e: 2` names what is caught.
        var end = token.span.end
        var index = position + 1
        if self.token(at: index).is(.openParenthesis), self.token(at: index + 1).name != nil,
            self.token(at: index + 2).is(.closeParenthesis), self.token(at: index + 3).beginsOperand
        {
            end = self.token(at: index + 2).span.end
            index += 3
        }
        while !self.token(at: index).isNewline, !self.token(at: index).isEnd {
            if self.token(at: index).is(.colon) {
                end = self.token(at: index).span.end
                break
            }
            guard self.token(at: index).name != nil || self.token(at: index).is(.dot) else { break }
            index += 1
        }
        return Diagnostic(
            "syntax.try-without-else", "a `try` goes on with `else`, not with `\(word)`",
            labels: [.init(source, token.span)], help: "write `try expr else fallback`",
            fixes: [.init(Span(token.span.start, end), "else")])
    }
}

extension Token {
    /// An opening bracket, a comma or a sign: what follows is no call's bracket.
    fileprivate var opensOrParts: Bool {
        if case .symbol(let symbol) = kind { return !symbol.isCloser }
        return false
    }
}
