// Pointers for habits from other languages: what was written, and how Limn writes it.
extension ScriptParser {
    /// - Parameter last: the expression before the token, if one has just been read.
    mutating func slip(_ token: Token, after last: Expression?) -> Diagnostic? {
        if let last, case .name(let word) = last.kind, let slip = wordSlip(word, last.span, before: token) {
            return slip
        }
        if last == nil, let slip = pairSlip(token) { return slip }
        if case .symbol(let symbol) = token.kind {
            if let slip = symbolSlip(symbol, token.span) { return slip }
            switch symbol {
            case .colon where last != nil: return colon(token.span, after: last)
            case .assign where last != nil:
                return Diagnostic(
                    "syntax.assignment-in-expression", "`=` gives a name its value and stands in a statement only",
                    labels: [.init(source, token.span)], help: "`==` compares",
                    fixes: [.init(span: token.span, replacement: "==", title: "compare")])
            case .openBrace where last != nil: return .braces(source, token.span)
            default: break
            }
        }
        if token.is(.if), last != nil {
            return Diagnostic(
                "syntax.python-if", "the condition stands first", labels: [.init(source, token.span)],
                help: "write `if c then a else b`")
        }
        if last != nil, !isInMarkdown,
            let stands = Token.wordOperators[token.name ?? ""]
        {
            return Diagnostic(
                "syntax.word-operator", "`\(token.name ?? "")` is not an operator", labels: [.init(source, token.span)],
                help: "write `\(stands)`",
                fixes: [.init(span: token.span, replacement: stands, title: "write `\(stands)`")])
        }
        if let last, case .name(let name) = last.kind, token.beginsOperand, !token.is(.not), !token.is(.with) {
            if case .string = token.kind, last.span.end == token.span.start {
                return Diagnostic(
                    "syntax.string-prefix", "strings have no prefix", labels: [.init(source, last.span)],
                    help: "\"…\" puts in values with `$name` and `$(expr)`; '…' is raw",
                    fixes: [.init(span: last.span, replacement: "", title: "take it away")])
            }
            if name.count > 3, let near = suggestion(for: name, among: Keyword.words.filter { $0.count > 3 }) {
                return Diagnostic(
                    "syntax.unknown-word", "`\(name)` is no keyword", labels: [.init(source, last.span)],
                    help: "did you mean `\(near)`?",
                    fixes: [.init(span: last.span, replacement: near, title: "write `\(near)`")])
            }
            return Diagnostic(
                "syntax.missing-parentheses",
                "expected the end of the expression, found \(token.described(in: source))",
                labels: [.init(source, token.span)], help: "a call has brackets: `\(name)(…)`")
        }
        return nil
    }

    /// `<>` and `%%`, read as two signs.
    private func pairSlip(_ token: Token) -> Diagnostic? {
        guard position > 0, case .symbol(let second) = token.kind else { return nil }
        let before = self.token(at: position - 1)
        guard case .symbol(let first) = before.kind, before.span.end == token.span.start,
            let stands = ["<>": "!=", "%%": "%"][first.rawValue + second.rawValue]
        else { return nil }
        let span = before.span.joined(with: token.span)
        return Diagnostic(
            "syntax.pair", "`\(source.text(in: span))` is not an operator", labels: [.init(source, span)],
            help: "write `\(stands)`", fixes: [.init(span: span, replacement: stands, title: "write `\(stands)`")])
    }

    private func symbolSlip(_ symbol: Symbol, _ span: Span) -> Diagnostic? {
        let slips: [Symbol: (id: String, message: String, stands: String)] = [
            .caret: ("syntax.caret", "`^` is not an operator", "**"),
            .doubleAmpersand: ("syntax.and", "`&&` is not an operator", "and"),
            .ampersand: ("syntax.and", "`&` is not an operator", "and"),
            .doubleBar: ("syntax.or", "`||` is not an operator", "or"),
            .bar: ("syntax.or", "`|` is not an operator", "or"),
            .bang: ("syntax.not", "`!` is not an operator", "not "),
            .tilde: ("syntax.not", "`~` is not an operator", "not "),
            .tripleEqual: ("syntax.triple-equal", "`===` is not an operator", "=="),
            .walrus: ("syntax.walrus", "`:=` is not an operator", "="),
            .fatArrow: ("syntax.fat-arrow", "`=>` is not an arrow", "->"),
        ]
        if let slip = slips[symbol] {
            let word = slip.stands.trimmed
            let spaced = source.isSpaced(span) ? word : slip.stands
            let help = symbol == .caret ? "the power is written `x ** 2`" : "write `\(word)`"
            return Diagnostic(
                slip.id, slip.message, labels: [.init(source, span)], help: help,
                fixes: [.init(span: span, replacement: spaced, title: "write `\(word)`")])
        }
        switch symbol {
        case .question:
            return Diagnostic(
                "syntax.ternary", "`?` is not an operator", labels: [.init(source, span)],
                help: "write `if c then a else b`")
        case .leftShift, .rightShift:
            return Diagnostic(
                "syntax.shift", "there is no shift", labels: [.init(source, span)],
                help: "write `x * 2 ** n` or `x // 2 ** n`")
        default: return nil
        }
    }

    /// A statement's word of another language, read as a name with something behind it.
    private func wordSlip(_ word: String, _ span: Span, before token: Token) -> Diagnostic? {
        let isFollowed = token.beginsOperand || token.is(.colon) || token.is(.star) || token.is(.openBrace)
        guard isFollowed || token.keyword != nil else { return nil }
        let slips: [(words: [String], id: String, message: String, help: String)] = [
            (["elif", "elsif"], "syntax.elif", "`\(word)` is written `elseif`", "write `elseif`"),
            (["let", "var", "const", "local", "global"], "syntax.let", "a name needs no `\(word)`", "write `x = 3`"),
            (
                ["lambda", "fn"], "syntax.lambda", "a function without a name is written with an arrow",
                "write `x -> x + 1` or `(a, b) -> a + b`"
            ),
            (
                ["function", "func", "fun", "sub"], "syntax.function", "a function is written with `def`",
                "write `def f(x) … end` or `def f(x) = x + 1`"
            ),
            (
                ["import", "from", "include", "using", "require"], "syntax.import", "a module is brought in with `use`",
                "write `use metrics.grounding` or `use \"./mine.limn\"`"
            ),
            (["class", "struct", "enum"], "syntax.class", "there are no classes", "a record holds fields: `{a: 1}`"),
            (
                ["switch", "match", "case"], "syntax.switch", "there is no `\(word)`",
                "write `if … elseif … else … end`"
            ),
            (
                ["unless", "until", "repeat", "loop", "foreach"], "syntax.loop", "there is no `\(word)`",
                "write `if not …`, `while …` or `for x in xs`"
            ),
            (
                ["except", "catch", "finally"], "syntax.exception", "there are no exceptions",
                "write `try expr else fallback`"
            ),
            (
                ["raise", "throw"], "syntax.exception", "there are no exceptions",
                "stop with `error(\"what is wrong\")`; `try expr else fallback` goes on"
            ),
            (
                ["async", "await", "yield", "del", "public", "static"], "syntax.foreign-word", "there is no `\(word)`",
                "leave it out"
            ),
        ]
        guard let slip = slips.first(where: { $0.words.contains(word) }) else { return nil }
        var fixes: [Diagnostic.Fix] = []
        switch slip.id {
        case "syntax.elif": fixes = [.init(span: span, replacement: "elseif", title: "write `elseif`")]
        case "syntax.function": fixes = [.init(span: span, replacement: "def", title: "write `def`")]
        case "syntax.let":
            fixes = [.init(span: Span(span.start, token.span.start), replacement: "", title: "leave it out")]
        default: break
        }
        return Diagnostic(slip.id, slip.message, labels: [.init(source, span)], help: slip.help, fixes: fixes)
    }

    /// `True`, `None`, `null` and the like.
    func foreignLiteral(_ word: String, _ span: Span) -> Diagnostic? {
        let stands: String
        switch word {
        case "True", "TRUE": stands = "true"
        case "False", "FALSE": stands = "false"
        case "None", "null", "nil", "NULL", "undefined": stands = "none"
        default: return nil
        }
        return Diagnostic(
            "syntax.literal", "`\(word)` is written `\(stands)`", labels: [.init(source, span)],
            fixes: [.init(span: span, replacement: stands, title: "write `\(stands)`")])
    }

    /// `a:b` outside square brackets.
    private mutating func colon(_ span: Span, after last: Expression?) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.range", "`:` makes a slice only inside square brackets", labels: [.init(source, span)],
            help: "write `range(0, 10)` or `range(0, 1000, step=50)`")
        guard let last, let stop = expressionBehind(span) else { return diagnostic }
        let range = "range(\(source.text(in: last.span)), \(source.text(in: stop.span)))"
        diagnostic.help = "write `\(range)`"
        diagnostic.fixes = [
            .init(span: last.span.joined(with: stop.span), replacement: range, title: "write a range")
        ]
        return diagnostic
    }

    /// The expression behind the token that is next, read on trial.
    private func expressionBehind(_ span: Span) -> Expression? {
        var ahead = self
        ahead.advance()
        return try? ahead.expression(.sum)
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
        let name = source.text(in: operand.span)
        let update = "\(name) \(a.rawValue)= 1"
        throw Diagnostic(
            "syntax.increment", "`\(a.rawValue)\(a.rawValue)` is not an operator",
            labels: [.init(source, sign.span.joined(with: second.span))], help: "write `\(update)`",
            fixes: [
                .init(span: operand.span.joined(with: second.span), replacement: update, title: "write `\(update)`")
            ])
    }
}

extension Source {
    /// Blanks stand on both sides.
    func isSpaced(_ span: Span) -> Bool { span.end < bytes.count && bytes[span.end] == 0x20 }
}
