// Pointers for habits from other languages: what was written, and how Limn writes it. The signs are here, the words in
// `ScriptParser+WordSlips.swift`, lists and brackets in `ScriptParser+ItemSlips.swift`.
extension ScriptParser {
    /// - Parameter last: the expression before the token, if one has just been read.
    mutating func slip(_ token: Token, after last: Expression?) -> Diagnostic? {
        if let slip = quoteSlip(token) { return slip }
        if let last, case .name(let word) = last.kind, let slip = wordSlip(word, last.span, before: token) {
            return slip
        }
        if let slip = commentSlip(token, after: last) ?? endWordSlip(token) { return slip }
        if last == nil, let slip = pairSlip(token) ?? spreadSlip(token) ?? lineSlip(token) ?? endSlip(token) {
            return slip
        }
        if token.is(.colon), let last, last.isPlace, let slip = typedTarget(token, of: last.span) { return slip }
        if case .symbol(let symbol) = token.kind {
            if let slip = symbolSlip(symbol, token, after: last) { return slip }
            switch symbol {
            case .colon where last != nil: return colon(token.span, after: last)
            case .ellipsis where last != nil: return dottedRange(token.span, after: last)
            case .assign where last != nil:
                return Diagnostic(
                    "syntax.assignment-in-expression", "`=` gives a name its value and stands in a statement only",
                    labels: [.init(source, token.span)], help: "`==` compares",
                    fixes: [.init(token.span, "==", "compare")])
            case .openBrace where last != nil: return .braces(source, token.span)
            default: break
            }
        }
        if token.is(.if), let last { return pythonIf(token, after: last) }
        return neighbourSlip(token, after: last)
    }

    /// `<>` and the like, read as two signs.
    private func pairSlip(_ token: Token) -> Diagnostic? {
        guard position > 0, case .symbol(let second) = token.kind else { return nil }
        let before = self.token(at: position - 1)
        let pairs = ["<>": "!=", "%%": "%", "=<": "<=", "!==": "!=", "=!": "!=", "<=>": "==", "===": "=="]
        guard case .symbol(let first) = before.kind, before.span.end == token.span.start,
            let stands = pairs[first.rawValue + second.rawValue]
        else { return nil }
        let span = before.span.joined(with: token.span)
        return Diagnostic(
            "syntax.pair", "`\(text(span))` is not an operator", labels: [.init(source, span)],
            help: "write `\(stands)`", fixes: [.init(span, stands)])
    }

    private mutating func symbolSlip(_ symbol: Symbol, _ token: Token, after last: Expression?) -> Diagnostic? {
        let slips: [Symbol: (id: String, message: String, stands: String)] = [
            .caret: ("syntax.caret", "`^` is not an operator", "**"),
            .doubleAmpersand: ("syntax.and", "`&&` is not an operator", "and"),
            .ampersand: ("syntax.and", "`&` is not an operator", "and"),
            .doubleBar: ("syntax.or", "`||` is not an operator", "or"),
            .bar: ("syntax.or", "`|` is not an operator", "or"),
            .bang: ("syntax.not", "`!` is not an operator", "not "),
            .tilde: ("syntax.not", "`~` is not an operator", "not "),
            .tripleEqual: ("syntax.triple-equal", "`===` is not an operator", "=="),
            .fatArrow: ("syntax.fat-arrow", "`=>` is not an arrow", "->"),
        ]
        let span = token.span
        let next = self.token(at: position + 1)
        if symbol == .tilde, last != nil, next.is(.assign), next.span.start == span.end {
            let both = span.joined(with: next.span)
            return Diagnostic(
                "syntax.pair", "`~=` is not an operator", labels: [.init(source, both)], help: "write `!=`",
                fixes: [.init(both, "!=")])
        }
        if symbol == .fatArrow, brackets.last?.is(.openBrace) == true {
            return Diagnostic(
                "syntax.fat-arrow", "a field's value stands behind `:`", labels: [.init(source, span)],
                help: "write `{a: 1}`", fixes: [.init(span, ":")])
        }
        if let slip = slips[symbol] {
            let word = slip.stands.trimmed
            let stands = text(spaced: slip.stands, at: span)
            let help = symbol == .caret ? "the power is written `x ** 2`" : "write `\(word)`"
            return Diagnostic(
                slip.id, slip.message, labels: [.init(source, span)], help: help,
                fixes: [.init(span, stands, "write `\(word)`")])
        }
        switch symbol {
        case .question: return ternary(span, after: last)
        case .walrus: return walrus(token, after: last)
        case .leftShift where last?.isNamed("cout") == true: return streamed(last)
        case .leftShift, .rightShift:
            let sign = symbol == .leftShift ? "* 2 **" : "// 2 **"
            return Diagnostic(
                "syntax.shift", "there is no shift", labels: [.init(source, span)],
                help: "write `x * 2 ** n` or `x // 2 ** n`",
                fixes: last == nil ? [] : [.init(span, text(spaced: " \(sign) ", at: span))])
        default: return nil
        }
    }

    /// A word in the place of a sign, with blanks where it would run into its neighbours.
    private func text(spaced word: String, at span: Span) -> String {
        let before = span.start > 0 ? source.bytes[span.start - 1] : 0x20
        let after = span.end < source.bytes.count ? source.bytes[span.end] : 0x0A
        let isWord = word.trimmed.allSatisfy(\.isLetter)
        let touchesBefore = isWord && Lexer.isNamePart(before)
        let touchesAfter = after != 0x20 && (word.hasSuffix(" ") || isWord && Lexer.isNamePart(after))
        return (touchesBefore ? " " : "") + word.trimmed + (touchesAfter ? " " : "")
    }

    /// `c ? a : b`.
    private func ternary(_ span: Span, after last: Expression?) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.ternary", "`?` is not an operator", labels: [.init(source, span)],
            help: "write `if c then a else b`")
        guard let last else { return diagnostic }
        let read = attempting { parser throws(Diagnostic) -> (Expression, Expression)? in
            parser.advance()
            let yes = try parser.expression()
            guard parser.take(.colon) else { return nil }
            return (yes, try parser.expression())
        }
        guard let (yes, no) = read?.result ?? nil else { return diagnostic }
        let whole = "if \(text(last.span)) then \(text(yes.span)) else \(text(no.span))"
        diagnostic.fixes = [.init(last.span.joined(with: no.span), whole)]
        return diagnostic
    }

    /// `a if c else b`.
    private func pythonIf(_ token: Token, after last: Expression) -> Diagnostic {
        if let slip = filterInFront(token, after: last) { return slip }
        var diagnostic = Diagnostic(
            "syntax.python-if", "the condition stands first", labels: [.init(source, token.span)],
            help: "write `if c then a else b`")
        let read = attempting { parser throws(Diagnostic) -> (Expression, Expression?) in
            parser.advance()
            let condition = try parser.expression()
            return (condition, parser.take(.else) ? try parser.expression() : nil)
        }
        guard let (condition, otherwise) = read?.result else { return diagnostic }
        let tail = otherwise.map { " else \(text($0.span))" } ?? ""
        diagnostic.fixes = [
            .init(
                last.span.joined(with: (otherwise ?? condition).span),
                "if \(text(condition.span)) then \(text(last.span))\(tail)")
        ]
        return diagnostic
    }

    /// `[x if c for x in xs]`.
    private func filterInFront(_ token: Token, after last: Expression) -> Diagnostic? {
        guard brackets.last?.is(.openBracket) == true else { return nil }
        let read = attempting { parser throws(Diagnostic) -> (Expression, Span)? in
            parser.advance()
            let condition = try parser.expression()
            let start = parser.peek().span.start
            guard parser.take(.for) else { return nil }
            _ = try parser.loopNames()
            return (condition, Span(start, try parser.expression().span.end))
        }
        guard let (condition, loop) = read?.result ?? nil else { return nil }
        let whole = "\(text(last.span)) \(text(loop)) if \(text(condition.span))"
        return Diagnostic(
            "syntax.python-if", "the condition of a comprehension stands last", labels: [.init(source, token.span)],
            help: "write `[\(whole)]`", fixes: [.init(Span(last.span.start, loop.end), whole)])
    }

    /// `i++` and `i--`.
    mutating func refuseIncrement(_ sign: Token, after operand: Expression) throws(Diagnostic) {
        guard sign.is(.plus) || sign.is(.minus) else { return }
        let second = token(at: position)
        guard case .symbol(let a) = sign.kind, second.is(a), second.span.start == sign.span.end else { return }
        let third = token(at: position + 1)
        guard third.isNewline || third.isEnd || third.is(.semicolon) || third.is(.closeParenthesis) else { return }
        switch operand.kind {
        case .name, .field, .index: break
        default: return
        }
        let update = "\(text(operand.span)) \(a.rawValue)= 1"
        throw Diagnostic(
            "syntax.increment", "`\(a.rawValue)\(a.rawValue)` is not an operator",
            labels: [.init(source, sign.span.joined(with: second.span))], help: "write `\(update)`",
            fixes: [.init(operand.span.joined(with: second.span), update)])
    }
}
