// What is said where the grammar wanted something else. The pointers for habits from other languages are in
// `ScriptParser+Slips.swift`.
extension ScriptParser {
    /// The next token is not what the grammar wants.
    /// - Parameter after: the expression that has just been read.
    mutating func unexpected(_ wanted: String, after last: Expression? = nil) -> Diagnostic {
        let token = peek()
        if case .invalid(let index) = token.kind, index < lexed.diagnostics.count { return lexed.diagnostics[index] }
        if let slip = slip(token, after: last) { return slip }
        if token.isEnd && !isInInterpolation || token.isCell, let opener = brackets.last {
            return unclosed(opener, found: token)
        }
        if token.isEnd, !isInInterpolation {
            return Diagnostic(
                "syntax.unexpected-end", "expected \(wanted), but the text ends here",
                labels: [.init(source, Span(lastEnd, lastEnd))], isIncomplete: true)
        }
        let found = token.isEnd ? "`)`" : token.described(in: source)
        return Diagnostic(
            "syntax.unexpected", "expected \(wanted), found \(found)", labels: [.init(source, token.span)])
    }

    /// A bracket without its partner.
    func unclosed(_ opener: Token, found: Token) -> Diagnostic {
        let closer: String
        if case .symbol(let symbol) = opener.kind { closer = symbol.closer?.rawValue ?? ")" } else { closer = ")" }
        var labels = [Diagnostic.Label(source, opener.span, "opened here")]
        if !found.isEnd {
            let here = found.isCell ? "the next cell begins here" : "`\(closer)` was expected before this"
            labels.append(.init(source, found.span, here))
        }
        let end = found.isEnd || found.isCell ? lastEnd : max(min(lastEnd, found.span.start), opener.span.end)
        return Diagnostic(
            "syntax.unclosed-bracket", "this `\(source.text(in: opener.span))` is never closed", labels: labels,
            help: "close it with `\(closer)`",
            fixes: isInInterpolation ? [] : [.init(Span(end, end), closer, "close it")],
            isIncomplete: found.isEnd && !isInInterpolation)
    }

    /// A block without its `end`.
    func missingEnd(_ opener: Opener, found: Token) -> Diagnostic {
        let isOver = found.isEnd && !isInInterpolation
        if let (suspect, end) = crooked.first {
            return Diagnostic(
                "syntax.missing-end", "this `\(suspect.word)` seems to have no `end`",
                labels: [
                    .init(source, suspect.span, "opened here"),
                    .init(source, end, "this `end` closes it, but stands under another line"),
                    .init(source, opener.span, "so that this `\(opener.word)` is left open"),
                ],
                help: "close each `\(suspect.word)` with its own `end`", fixes: [endBefore(end, like: suspect)],
                isIncomplete: isOver)
        }
        var labels = [Diagnostic.Label(source, opener.span, "opened here")]
        if found.isCell { labels.append(.init(source, found.span, "the next cell begins here")) }
        return Diagnostic(
            "syntax.missing-end", "this `\(opener.word)` has no `end`", labels: labels,
            help: "close the block with `end`", fixes: isInInterpolation ? [] : [endAt(found, of: opener)],
            isIncomplete: isOver)
    }

    /// An `end` under its opener, on a line before the one that closed it by mistake.
    private func endBefore(_ end: Span, like opener: Opener) -> Diagnostic.Fix {
        let indent = String(decoding: source.indent(source.lineNumber(at: opener.span.start)), as: UTF8.self)
        let start = source.lineStarts[source.lineNumber(at: end.start) - 1]
        return .init(Span(start, start), "\(indent)end\n", "close it")
    }

    /// An `end` under its opener, at the end of the text or of the cell.
    private func endAt(_ found: Token, of opener: Opener) -> Diagnostic.Fix {
        let indent = String(decoding: source.indent(source.lineNumber(at: opener.span.start)), as: UTF8.self)
        if found.isCell { return .init(Span(found.span.start, found.span.start), "\(indent)end\n", "close it") }
        let start = min(found.span.start, source.bytes.count)
        let isFresh = start == 0 || source.bytes[start - 1] == 0x0A
        return .init(Span(start, start), isFresh ? "\(indent)end\n" : "\n\(indent)end", "close it")
    }

    mutating func unexpectedInRecord(_ opener: Token) -> Diagnostic {
        let token = peek()
        if token.isEnd || token.isCell { return unclosed(opener, found: token) }
        if let slip = braceComprehension() { return slip }
        if token.is(.comma) || token.is(.closeBrace) {
            if let slip = setSlip() { return slip }
            return Diagnostic(
                "syntax.record-value", "this field has no value", labels: [.init(source, token.span)],
                help: "a record is written `{a: 1, \"b c\": 2}`; a list is written `[a, b]`")
        }
        if token.is(.assign) {
            return Diagnostic(
                "syntax.record-value", "a field's value stands behind `:`", labels: [.init(source, token.span)],
                help: "write `{a: 1}`", fixes: [.init(span: token.span, replacement: ":", title: "write `:`")])
        }
        return unexpected("`:`")
    }

}

extension Diagnostic {
    static func reserved(_ word: Keyword, _ role: String, _ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.reserved", "expected \(role), found the keyword `\(word.rawValue)`",
            labels: [Label(source, span)],
            help: "`\(word.rawValue)` is a name only before `=` in a call, before `:` in a record, and behind a `.`",
            fixes: role == "a name" ? [.init(span, word.rawValue + "_", "take another name")] : [])
    }

    static func duplicate(_ what: String, id: String, _ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(id, "\(what) is given twice", labels: [Label(source, span)])
    }

    static func pipeTarget(_ source: Source, _ target: Expression, _ sign: Span) -> Diagnostic {
        Diagnostic(
            "syntax.pipe-target", "`|>` passes a value to a function, and this is none",
            labels: [Label(source, target.span)],
            help:
                "write `x |> f(a)`; `|>` binds loosest, so put the whole pipe into brackets to go on: `(x |> f(a)) + 1`"
        )
    }

    static func strayBlock(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.stray-block", "a `do` block belongs to a call, and this is none", labels: [Label(source, span)],
            help: "write `map(xs) do x … end`")
    }

    static func emptyParentheses(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.empty-parentheses", "these brackets hold nothing", labels: [Label(source, span)],
            help: "the empty list is `[]`, the empty record `{}`, nothing is `none`")
    }

    static func tuple(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.tuple", "several values stand in a list", labels: [Label(source, span)],
            help: "write `[a, b]`; only names may be unpacked: `a, b = pair`")
    }

    static func lambdaDefault(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.lambda-parameters", "the parameters of `->` are plain names", labels: [Label(source, span)],
            help: "a function with defaults is written `def f(a, b=2) = …`")
    }

    static func doubleComprehension(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.double-comprehension", "a comprehension has one `for`", labels: [Label(source, span)],
            help: "put one into the other, `[[f(x, y) for y in ys] for x in xs]`, or write a loop")
    }

    static func computedKey(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.record-key", "the key of a record is a name or a plain string", labels: [Label(source, span)],
            help: "write `{a: 1, \"b c\": 2}`",
            fixes: source.text(in: span).hasPrefix("\"")
                ? [] : [.init(span, "\"\(source.text(in: span))\"", "put it into quotes")])
    }

    static func computedModule(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.module-path", "the path of a module is a plain string", labels: [Label(source, span)],
            help: "write `use \"./mine.limn\"` or `use metrics.grounding`")
    }

    static func positionalAfterOption(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.positional-after-option", "an argument without a name stands before the named ones",
            labels: [Label(source, span)], help: "write `f(a, b, option=value)`")
    }

    static func emptySubscript(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.empty-subscript", "these brackets select nothing", labels: [Label(source, span)],
            help: "write `x[0]`, `x[1:3]`, `x[step=10:40]`, or `x[...]` for all of it",
            fixes: [.init(span, "[...]", "take all of it")])
    }

    static func closesNothing(_ word: Keyword, _ source: Source, _ span: Span) -> Diagnostic {
        let opener = word == .end ? "a block" : "an `if`"
        return Diagnostic(
            "syntax.closes-nothing", "this `\(word.rawValue)` belongs to no block", labels: [Label(source, span)],
            help: word == .end
                ? "take it away; `if c then a else b`, `def f(x) = …` and `try a else b` have no `end`"
                : "`\(word.rawValue)` continues \(opener) whose body stands on lines of its own",
            fixes: word == .end ? [.init(span, "", "take it away")] : [])
    }

    static func outside(
        _ word: String, _ place: String, _ source: Source, _ span: Span, inFunction: Bool = false
    ) -> Diagnostic {
        let ids = [
            "return": "syntax.return-outside", "break": "syntax.break-outside", "continue": "syntax.continue-outside",
        ]
        return Diagnostic(
            ids[word] ?? "syntax.unexpected", "`\(word)` stands only inside \(place)", labels: [Label(source, span)],
            help: word == "return"
                ? "at the top of a script the last value is the answer"
                : inFunction
                    ? "the function or `do` block around it is no part of a loop outside; `return` leaves it" : nil,
            fixes: word == "return" ? [.init(Span(span.start, span.end), "", "leave it out")] : [])
    }

    static func pipeWithoutValue(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.pipe-without-value", "nothing stands before this `|>`", labels: [Label(source, span)],
            help: "a line that begins with `|>` goes on from the expression above it")
    }

    static func chainedAssignment(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.chained-assignment", "one `=` a statement", labels: [Label(source, span)],
            help: "give each name its value on a line of its own; `==` compares")
    }

    static func assignTarget(_ source: Source, _ target: Expression) -> Diagnostic {
        let what: String
        var (isFunction, isList) = (false, false)
        var help = "a name, `x[i]` or `r.field` stands left of `=`"
        switch target.kind {
        case .call(let callee, let arguments, _):
            what = "a call"
            if case .name(let name) = callee.kind, arguments.allSatisfy({ $0.name != nil || $0.value.isName }) {
                help = "a function is written `def \(name)(…) = …`"
                isFunction = true
            }
        case .int, .float, .quantity, .string, .bool, .none: what = "a literal"
        case .list(let items):
            (what, help) = ("a list", "unpack without brackets: `a, b = pair`")
            isList = items.count > 1 && items.allSatisfy(\.isName)
        default: what = "this expression"
        }
        var fixes: [Fix] = []
        if isFunction { fixes = [.init(Span(target.span.start, target.span.start), "def ", "write a function")] }
        if isList {
            let inside = source.text(in: Span(target.span.start + 1, max(target.span.end - 1, target.span.start + 1)))
            fixes = [.init(target.span, inside, "leave the brackets out")]
        }
        return Diagnostic(
            "syntax.assign-target", "\(what) cannot be assigned to", labels: [Label(source, target.span)],
            help: help, fixes: fixes)
    }

    static func missingParameters(_ name: String, _ source: Source, _ span: Span, isIncomplete: Bool) -> Diagnostic {
        Diagnostic(
            "syntax.missing-parameters", "a function's name is followed by its parameters in brackets",
            labels: [Label(source, span)], help: "write `def \(name)() … end`", isIncomplete: isIncomplete)
    }

    static func parameterOrder(_ name: Name, after: Name, _ source: Source) -> Diagnostic {
        Diagnostic(
            "syntax.parameter-order", "`\(name.text)` has no default, but `\(after.text)` before it has one",
            labels: [Label(source, name.span)], help: "put parameters with defaults last")
    }
}

extension Expression {
    var isName: Bool {
        if case .name = kind { return true }
        return false
    }

    func isNamed(_ word: String) -> Bool {
        if case .name(word) = kind { return true }
        return false
    }

    /// A name or a field.
    var isPlace: Bool {
        if case .field = kind { return true }
        return isName
    }
}
