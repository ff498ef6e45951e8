// What stands side by side without a sign between, and what begins a line that is no statement.
extension ScriptParser {
    /// `//` and `/*`, which begin comments elsewhere.
    func commentSlip(_ token: Token, after last: Expression?) -> Diagnostic? {
        var span: Span?
        if last == nil, token.is(.doubleSlash) { span = token.span }
        if last == nil, token.is(.star) || token.is(.power), position > 0, self.token(at: position - 1).is(.slash) {
            span = self.token(at: position - 1).span.joined(with: token.span)
        }
        if last == nil, token.is(.slash),
            self.token(at: position + 1).is(.star) || self.token(at: position + 1).is(.power)
        {
            span = token.span.joined(with: self.token(at: position + 1).span)
        }
        // `x = 3 // the count`: the words behind are no expression.
        if let last, case .binary(.floorDivide, _, let right, let sign) = last.kind, right.isName,
            token.name != nil || token.keyword != nil
        {
            span = sign
        }
        guard let span else { return nil }
        return Diagnostic(
            "syntax.comment", "`\(text(span))` begins no comment", labels: [.init(source, span)],
            help: "comments begin with `#` and go to the end of the line", fixes: [.init(span, "#")])
    }

    /// `@decorator`, `!shell`, `%magic`.
    func lineSlip(_ token: Token) -> Diagnostic? {
        guard brackets.isEmpty, beginsLine(token) else { return nil }
        let (next, third) = (self.token(at: position + 1), self.token(at: position + 2))
        if let slip = cellSlip(token) { return slip }
        if token.is(.at), next.name != nil {
            return Diagnostic(
                "syntax.decorator", "there are no decorators",
                labels: [.init(source, token.span.joined(with: next.span))],
                help: "call the function with the other one: `g = twice(f)`")
        }
        let isMagic = token.is(.percent) && next.name != nil && next.span.start == token.span.end
        guard isMagic || isShell(token, next, third) else { return nil }
        let isBare = third.isNewline || third.isEnd
        return Diagnostic(
            "syntax.shell", "there is no shell in a script",
            labels: [.init(source, Span(token.span.start, endOfCode(at: next.span.end)))],
            help: token.is(.bang) && isBare
                ? "run it in another terminal; a value is negated with `not \(text(next.span))`"
                : "run it in another terminal; the commands of a session begin with `:`, and `:help` lists them")
    }

    /// `!ls -la`, and `!ls` at the top of a script. Inside a block `!x` may be its value, and a name that the script
    /// gives a value is no program.
    private func isShell(_ bang: Token, _ next: Token, _ third: Token) -> Bool {
        guard bang.is(.bang), next.span.start == bang.span.end else { return false }
        // `!./run.sh` and `!/bin/ls`.
        if next.is(.dot) || next.is(.slash) { return true }
        guard let name = next.name else { return false }
        let isApart = third.span.start > next.span.end
        if isApart, third.beginsOperand && !third.isWordOperator || third.is(.minus) { return true }
        let isGiven = tokens.indices.contains { tokens[$0].name == name && token(at: $0 + 1).is(.assign) }
        guard openers.isEmpty, !isGiven else { return false }
        if third.isNewline || third.isEnd { return true }
        // `!ls *.png`, `!cd ..`, `!cat a | wc`: a sign that holds on to what is behind it.
        let isTight = isApart && token(at: position + 3).span.start == third.span.end
        return isApart && (third.is(.dot) || third.is(.bar) || third.is(.greater) || isTight && third.is(.star))
    }

    /// `x[end]`, `end if`.
    func endSlip(_ token: Token) -> Diagnostic? {
        guard token.is(.end), brackets.last?.is(.openBracket) == true else { return nil }
        let (next, third) = (self.token(at: position + 1), self.token(at: position + 2))
        var fix = Diagnostic.Fix(token.span, "-1")
        if position > 0, self.token(at: position - 1).is(.colon) {
            fix = .init(token.span, "", "leave it out")
        } else if next.is(.minus), case .int(let offset) = third.kind {
            fix = .init(token.span.joined(with: third.span), "-\(offset + 1)")
        }
        return Diagnostic(
            "syntax.end-index", "`end` is no position", labels: [.init(source, token.span)],
            help: "positions from the end are negative: `x[-1]` is the last; `x[1:]` goes to the end", fixes: [fix])
    }

    /// Something stands directly behind a finished expression.
    mutating func neighbourSlip(_ token: Token, after last: Expression?) -> Diagnostic? {
        guard let last else { return nil }
        let before = self.token(at: max(position - 1, 0))
        if !isInMarkdown, let slip = wordOperator(token) { return slip }
        if case .string = token.kind, case .string = before.kind {
            return Diagnostic(
                "syntax.joined-strings", "two strings stand side by side",
                labels: [.init(source, before.span.joined(with: token.span))], help: "join them with `+`",
                fixes: [.init(Span(before.span.end, token.span.start), " + ", "join them with `+`")])
        }
        switch before.kind {
        case .int, .float:
            if let unit = token.name, Units.names.contains(unit) {
                let whole = before.span.joined(with: token.span)
                return Diagnostic(
                    "syntax.spaced-unit", "a unit stands directly behind its number", labels: [.init(source, whole)],
                    help: "write `\(text(before.span))\(unit)`", fixes: [.init(whole, text(before.span) + unit)])
            }
        default: break
        }
        if let slip = anonymousFunction(token, after: last) { return slip }
        guard case .name(let name) = last.kind, token.beginsOperand, !token.is(.not), !token.is(.with) else {
            return nil
        }
        if case .string = token.kind, last.span.end == token.span.start { return prefixedString(name, last, token) }
        if name.count > 3, let near = suggestion(for: name, among: Keyword.words.filter { $0.count > 3 }) {
            return Diagnostic(
                "syntax.unknown-word", "`\(name)` is no keyword", labels: [.init(source, last.span)],
                help: "did you mean `\(near)`?", fixes: [.init(last.span, near)])
        }
        return brackets.isEmpty ? missingParentheses(name, last, token) : nil
    }

    /// `end if`, read as two words.
    func endWordSlip(_ token: Token) -> Diagnostic? {
        let (before, next) = (self.token(at: max(position - 1, 0)), self.token(at: position + 1))
        guard before.is(.end), next.isNewline || next.isEnd, let word = token.keyword?.rawValue ?? token.name,
            ["if", "for", "while", "function", "def", "with", "do"].contains(word)
        else { return nil }
        let span = before.span.joined(with: token.span)
        return Diagnostic(
            "syntax.end-word", "`\(text(span))` is written `end`", labels: [.init(source, span)],
            fixes: [.init(span, "end")])
    }

    private func wordOperator(_ token: Token) -> Diagnostic? {
        guard let word = token.name, let stands = Token.wordOperators[word] else { return nil }
        var (span, sign) = (token.span, stands)
        if word == "is", self.token(at: position + 1).is(.not) {
            (span, sign) = (span.joined(with: self.token(at: position + 1).span), "!=")
        }
        return Diagnostic(
            "syntax.word-operator", "`\(text(span))` is not an operator", labels: [.init(source, span)],
            help: "write `\(sign)`", fixes: [.init(span, sign)])
    }

    /// `function(x) x + 1`.
    private func anonymousFunction(_ token: Token, after last: Expression) -> Diagnostic? {
        guard case .call(let callee, let arguments, false) = last.kind, case .name(let word) = callee.kind,
            ["function", "func", "fn", "lambda", "def"].contains(word), arguments.allSatisfy({ $0.value.isName })
        else { return nil }
        let body = attempting { parser throws(Diagnostic) in try parser.expression() }?.result
        let names = arguments.map { text($0.value.span) }
        let head = names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
        return Diagnostic(
            "syntax.lambda", "a function without a name is written with an arrow", labels: [.init(source, callee.span)],
            help: "write `x -> x + 1` or `(a, b) -> a + b`",
            fixes: body.map { [.init(last.span.joined(with: $0.span), "\(head) -> \(text($0.span))")] } ?? [])
    }

    /// `print x`.
    private func missingParentheses(_ name: String, _ last: Expression, _ token: Token) -> Diagnostic {
        if PrintElsewhere.words.contains(name) { return printed(name, last, token) }
        var diagnostic = Diagnostic(
            "syntax.missing-parentheses", "`\(name)` is followed by \(token.described(in: source)), without brackets",
            labels: [.init(source, token.span)], help: "a call has brackets: `\(name)(…)`")
        if let items = attempting({ parser throws(Diagnostic) in try parser.expressions() })?.result,
            let end = items.last?.span.end
        {
            let call = "\(name)(\(text(items)))"
            diagnostic.fixes = [.init(Span(last.span.start, end), call)]
        }
        return diagnostic
    }

    /// `f"a {x}"`, `r"\d"`.
    private func prefixedString(_ prefix: String, _ last: Expression, _ token: Token) -> Diagnostic {
        let whole = last.span.joined(with: token.span)
        let literal = text(token.span)
        var stands = literal
        if prefix.lowercased() == "f" { stands = ScriptParser.interpolated(literal) }
        if prefix.lowercased() == "r", literal.hasPrefix("\""), !literal.hasPrefix("\"\"\""), !literal.contains("'") {
            stands = "'" + literal.dropFirst().dropLast() + "'"
        }
        return Diagnostic(
            "syntax.string-prefix", "strings have no prefix", labels: [.init(source, last.span)],
            help: "\"…\" puts in values with `$name` and `$(expr)`; '…' is raw", fixes: [.init(whole, stands)])
    }

    /// The text of an f-string with `$(…)` for `{…}`, in double quotes. Formats behind a colon are dropped.
    private static func interpolated(_ literal: String) -> String {
        var result = ""
        var rest = literal[...]
        if rest.hasPrefix("'"), !rest.contains("\"") { rest = "\"" + rest.dropFirst().dropLast() + "\"" }
        while let sign = rest.first {
            rest = rest.dropFirst()
            guard sign == "{" || sign == "}" else {
                result.append(sign)
                continue
            }
            if rest.first == sign {
                result.append(sign)
                rest = rest.dropFirst()
                continue
            }
            guard sign == "{", let close = rest.firstIndex(of: "}") else { continue }
            let inner = rest[..<close].prefix { $0 != ":" && $0 != "!" }
            let isName = inner.allSatisfy { $0.isLetter || $0 == "_" || $0.isNumber }
            let after = rest[rest.index(after: close)...].first
            let isEnded = after.map { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? true
            result += isName && isEnded ? "$\(inner)" : "$(\(inner))"
            rest = rest[rest.index(after: close)...]
        }
        return result
    }
}
