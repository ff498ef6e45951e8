// `*` and `**` in front of a value, which spread it over places in Python.
extension ScriptParser {
    /// `f(*args)`, `[*a, *b]`, `{**a}` and `*a, b = xs`; the sign is next.
    func spreadSlip(_ sign: Token) -> Diagnostic? {
        let next = token(at: position + 1)
        guard sign.is(.star) || sign.is(.power), next.beginsOperand, next.span.start == sign.span.end else {
            return nil
        }
        var place = position - 1
        while place >= 0, token(at: place).isNewline { place -= 1 }
        let before = place >= 0 ? token(at: place) : nil
        guard let opener = brackets.last else { return openSlip(sign) }
        guard let before, before.is(.comma) || before.span == opener.span,
            let start = tokens.firstIndex(where: { $0.span == opener.span })
        else { return nil }
        if opener.is(.openBrace), sign.is(.star) {
            return Self.spread(
                "there are no sets", source, sign, "lists are joined with `+`, and `unique(a + b)` has no repeats")
        }
        if opener.is(.openBrace) { return spreadRecord(sign, opener, start) }
        let callee = start > 0 ? token(at: start - 1) : nil
        if let callee, callee.span.end == opener.span.start, callee.name != nil || callee.isCloser {
            return opener.is(.openParenthesis) ? spreadArguments(sign, callee.name, start) : nil
        }
        return spreadList(sign, opener, start)
    }

    private static func spread(_ message: String, _ source: Source, _ sign: Token, _ help: String) -> Diagnostic {
        Diagnostic("syntax.spread", message, labels: [.init(source, sign.span)], help: help)
    }

    /// What stands between brackets, each item with its sign; the bracket that opens them is the token `start`.
    private func items(from start: Int, to closer: Symbol) -> (items: [(sign: Token?, text: String)], end: Span)? {
        var inside = self
        inside.position = start + 1
        let read = inside.attempting { parser throws(Diagnostic) -> ([(sign: Token?, text: String)], Span)? in
            var items: [(sign: Token?, text: String)] = []
            while !parser.peek().is(closer) {
                var sign: Token?
                if parser.peek().is(.star) || parser.peek().is(.power) { sign = parser.advance() }
                let start = parser.peek().span.start
                if parser.peekSecond().is(closer == .closeBrace ? .colon : .assign), sign == nil {
                    parser.advance()
                    parser.advance()
                }
                let value = try parser.expression()
                items.append((sign, parser.text(Span(start, value.span.end))))
                if !parser.take(.comma) { break }
            }
            return parser.peek().is(closer) ? (items, parser.peek().span) : nil
        }
        guard !isTrial, let (found, _) = read, let (items, end) = found else { return nil }
        return (items, end)
    }

    private func spreadArguments(_ sign: Token, _ callee: String?, _ start: Int) -> Diagnostic {
        let name = callee ?? "f"
        if sign.is(.power) {
            return Self.spread(
                "no record is spread over options", source, sign, "write each option by its name: `\(name)(k=opts.k)`")
        }
        var diagnostic = Self.spread(
            "no list is spread over arguments", source, sign,
            "give each value its place, `\(name)(xs[0], xs[1])`, or, where a list is wanted, the list: `\(name)(xs)`")
        guard let (items, _) = items(from: start, to: .closeParenthesis), items.count(where: { $0.sign != nil }) == 1,
            let list = items.first(where: { $0.sign != nil })?.text
        else { return diagnostic }
        let takesList: Set<String> = [
            "max", "min", "sum", "mean", "print", "show", "concat", "stack", "unique", "sort", "any", "all",
        ]
        let wanted = requiredParameters(of: name).map { $0 - (items.count - 1) }
        if items.count == 1, takesList.contains(name) || wanted == 1 {
            diagnostic.fixes = [.init(sign.span, "", "give the list")]
        } else if let wanted, (1...4).contains(wanted), list.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
            let places = (0..<wanted).map { "\(list)[\($0)]" }.joined(separator: ", ")
            diagnostic.fixes = [.init(Span(sign.span.start, sign.span.end + list.utf8.count), places)]
        }
        return diagnostic
    }

    /// The parameters without a default of a function that this text defines; nil where it defines none of that name.
    private func requiredParameters(of name: String) -> Int? {
        guard
            let start = tokens.indices.last(where: {
                tokens[$0].name == name && $0 > 0 && tokens[$0 - 1].is(.def) && token(at: $0 + 1).is(.openParenthesis)
            })
        else { return nil }
        var head = self
        head.position = start + 1
        return head.attempting { parser throws(Diagnostic) in try parser.parameters() }?.result
            .count { $0.defaultValue == nil }
    }

    private func spreadList(_ sign: Token, _ opener: Token, _ start: Int) -> Diagnostic {
        var diagnostic = Self.spread(
            "no list is spread over the items of another", source, sign, "lists are joined with `+`: `a + b`, `a + [1]`"
        )
        guard opener.is(.openBracket), let (items, end) = items(from: start, to: .closeBracket),
            items.allSatisfy({ $0.sign?.is(.power) != true })
        else { return diagnostic }
        var parts: [(isSpread: Bool, text: String)] = []
        for item in items {
            if item.sign == nil, let last = parts.last, !last.isSpread {
                parts[parts.count - 1].text += ", " + item.text
            } else {
                parts.append((item.sign != nil, item.text))
            }
        }
        let sum = parts.map { $0.isSpread ? $0.text : "[\($0.text)]" }.joined(separator: " + ")
        guard let after = tokens.firstIndex(where: { $0.span == end }) else { return diagnostic }
        let next = token(at: after + 1)
        let isWhole = next.isNewline || next.isEnd || next.is(.comma) || next.isCloser
        diagnostic.fixes = [.init(opener.span.joined(with: end), isWhole ? sum : "(\(sum))", "write `\(sum)`")]
        return diagnostic
    }

    /// `x = {**a, b: 1}`.
    private func spreadRecord(_ sign: Token, _ opener: Token, _ start: Int) -> Diagnostic {
        var diagnostic = Self.spread(
            "no record is spread over the fields of another", source, sign,
            "a record is copied and then changed: `b = a`, and `b.k = 1` on the next line")
        guard let (items, end) = items(from: start, to: .closeBrace), let first = items.first, first.sign != nil,
            items.dropFirst().allSatisfy({ $0.sign == nil }), start >= 2, tokens[start - 1].is(.assign),
            let name = tokens[start - 2].name, beginsLine(tokens[start - 2]), endOfCode(at: end.end) == end.end,
            !tokens.contains(where: {
                $0.name == name && $0.span.start > first.text.utf8.count + sign.span.end && $0.span.end < end.end
            })
        else { return diagnostic }
        let changes = items.dropFirst().compactMap { item -> String? in
            guard let colon = item.text.firstIndex(of: ":") else { return nil }
            let key = item.text[..<colon].trimmed
            let place = key.hasPrefix("\"") || key.hasPrefix("'") ? "[\(key)]" : ".\(key)"
            return "\(name)\(place) = \(item.text[item.text.index(after: colon)...].trimmed)"
        }
        diagnostic.fixes = [
            .init(
                Span(tokens[start - 2].span.start, end.end),
                (["\(name) = \(first.text)"] + changes).joined(separator: "; "), "change a copy")
        ]
        return diagnostic
    }

    /// `*a, b = xs`, outside of brackets.
    private func openSlip(_ sign: Token) -> Diagnostic? {
        let line = source.lineNumber(at: sign.span.start)
        guard sign.is(.star),
            let first = tokens.firstIndex(where: { $0.span.start >= source.lineStarts[line - 1] && !$0.isNewline })
        else { return nil }
        var row = self
        row.position = first
        let read = row.attempting {
            parser throws(Diagnostic) -> (names: [(isStarred: Bool, name: String)], Span, String)? in
            var names: [(isStarred: Bool, name: String)] = []
            repeat {
                names.append((parser.take(.star), try parser.expectName("a name").text))
            } while parser.take(.comma)
            guard parser.take(.assign) else { return nil }
            let items = try parser.expressions()
            guard let start = items.first?.span, let end = items.last?.span else { return nil }
            let value = items.count == 1 ? parser.text(start) : "[\(parser.text(items))]"
            return (names, Span(parser.tokens[first].span.start, end.end), value)
        }
        var diagnostic = Self.spread(
            "no name gathers what is left", source, sign, "take the parts by position: `a = xs[0]; rest = xs[1:]`")
        guard let (found, _) = read, let (names, whole, value) = found else {
            // `3 + *x` is no such thing.
            return position > first && token(at: position - 1).is(.comma) ? diagnostic : nil
        }
        guard let place = names.firstIndex(where: \.isStarred), names.count > 1, names.count(where: \.isStarred) == 1
        else { return names.count > 1 ? diagnostic : nil }
        let list = names[place].name
        let behind = names.count - place - 1
        var parts = ["\(list) = \(value)"]
        for (index, target) in names.enumerated() where index != place {
            parts.append("\(target.name) = \(list)[\(index < place ? index : index - names.count)]")
        }
        parts.append("\(list) = \(list)[\(place > 0 ? "\(place)" : ""):\(behind > 0 ? "-\(behind)" : "")]")
        diagnostic.fixes = [.init(whole, parts.joined(separator: "; "), "take the parts by position")]
        return diagnostic
    }
}

extension Token {
    fileprivate var isCloser: Bool {
        if case .symbol(let symbol) = kind { return symbol.isCloser }
        return false
    }
}
