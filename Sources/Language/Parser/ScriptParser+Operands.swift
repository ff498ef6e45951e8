extension ScriptParser {
    /// A literal, a name, a bracket, or an expression that begins with a word.
    mutating func primary() throws(Diagnostic) -> Expression {
        let token = peek()
        switch token.kind {
        case .int(let value):
            if value < 0 { throw .tooLarge(source, token.span) }
            advance()
            return Expression(.int(value), span: token.span)
        case .float(let value):
            advance()
            return Expression(.float(value), span: token.span)
        case .quantity(let amount, let unit):
            advance()
            return Expression(.quantity(amount, unit: unit), span: token.span)
        case .string(let pieces):
            advance()
            return Expression(.string(try stringParts(pieces)), span: token.span)
        case .name(let text):
            if peekSecond().is(.arrow) {
                advance()
                return try lambda([Name(text, span: token.span)], start: token.span.start)
            }
            if let slip = foreignLiteral(text, token.span) { throw slip }
            advance()
            return Expression(.name(text), span: token.span)
        case .keyword(.none):
            advance()
            return Expression(.none, span: token.span)
        case .keyword(.true), .keyword(.false):
            advance()
            return Expression(.bool(token.is(.true)), span: token.span)
        case .keyword(.if): return try conditional()
        case .keyword(.try): return try attempt()
        case .keyword(.with): return try with()
        case .symbol(.openParenthesis): return try parenthesised()
        case .symbol(.openBracket): return try list()
        case .symbol(.openBrace): return try record()
        default:
            if token.keyword != nil, let dangling = danglingOperator(before: position) { throw dangling }
            throw unexpected("an expression")
        }
    }

    private mutating func stringParts(_ pieces: [Token.Piece]) throws(Diagnostic) -> [StringPart] {
        var parts: [StringPart] = []
        for piece in pieces {
            switch piece {
            case .text(let text): parts.append(.text(text))
            case .tokens(let inner, let span):
                // The tokens inside are read with the same state, as a text of their own.
                let outer = (tokens, position, skipsNewlines, allowsBlock, isInInterpolation, lastEnd)
                (tokens, position, skipsNewlines, allowsBlock, isInInterpolation) = (inner, 0, true, true, true)
                lastEnd = span.start
                let value = try expression()
                if !peek().isEnd { throw unexpected("`)`", after: value) }
                (tokens, position, skipsNewlines, allowsBlock, isInInterpolation, lastEnd) = outer
                parts.append(.value(value))
            }
        }
        return parts
    }

    /// `x -> expr`; the parameters are read, the arrow is next.
    private mutating func lambda(_ names: [Name], start: Int) throws(Diagnostic) -> Expression {
        try refuseRepeats(names)
        advance()
        skipNewlines()
        let loops = loopDepth
        loopDepth = 0
        functionDepth += 1
        defer {
            loopDepth = loops
            functionDepth -= 1
        }
        let value = try expression()
        let whole = span(from: start)
        let definition = FunctionDefinition(
            name: nil, parameters: names.map { Parameter(name: $0, defaultValue: nil) },
            body: [Statement(.expression(value), span: value.span)], documentation: "", span: whole)
        return Expression(.function(definition), span: whole)
    }

    /// `(…)` or the parameters of a lambda.
    private mutating func parenthesised() throws(Diagnostic) -> Expression {
        let start = peek().span.start
        if let names = try lambdaParameters() { return try lambda(names, start: start) }
        return try inBrackets { parser, opener throws(Diagnostic) in
            if parser.peek().is(.closeParenthesis) { throw .emptyParentheses(parser.source, opener.span) }
            let inner = try parser.expression()
            if parser.peek().is(.comma) || parser.peek().is(.assign), parser.isLambda(from: opener) {
                throw .lambdaDefault(parser.source, parser.peek().span)
            }
            if parser.peek().is(.comma) { throw parser.tuple(inner, start: start) }
            if parser.peek().is(.for) { throw parser.generator(inner, opener: opener, isCall: false) }
            try parser.close(opener, after: inner)
            return Expression(inner.kind, span: parser.span(from: start))
        }
    }

    /// Whether an arrow stands behind the bracket that closes `opener`. Looked at only once something is wrong.
    private func isLambda(from opener: Token) -> Bool {
        var (index, depth) = (position, 1)
        while depth > 0 {
            let token = token(at: index)
            if token.isEnd || token.isCell { return false }
            if case .symbol(let symbol) = token.kind { depth += symbol.closer != nil ? 1 : symbol.isCloser ? -1 : 0 }
            index += 1
        }
        return token(at: index).is(.arrow)
    }

    /// Looks ahead for `(a, b) ->` and takes the names and brackets if it is there.
    private mutating func lambdaParameters() throws(Diagnostic) -> [Name]? {
        var index = position + 1
        var names: [Name] = []
        var wantsName = true
        while true {
            let token = token(at: index)
            if token.isNewline {
            } else if let text = token.name, wantsName {
                names.append(Name(text, span: token.span))
                wantsName = false
            } else if token.is(.comma), !wantsName {
                wantsName = true
            } else if token.is(.closeParenthesis) {
                break
            } else {
                return nil
            }
            index += 1
        }
        var arrow = index + 1
        if skipsNewlines { while token(at: arrow).isNewline { arrow += 1 } }
        guard token(at: arrow).is(.arrow) else { return nil }
        position = arrow
        return names
    }

    /// `[a, b]` or `[f(x) for x in xs if c]`.
    private mutating func list() throws(Diagnostic) -> Expression {
        let start = peek().span.start
        return try inBrackets { parser, opener throws(Diagnostic) in
            var items: [Expression] = []
            while !parser.peek().is(.closeBracket) {
                let item = try parser.expression()
                if items.isEmpty, parser.peek().is(.for) {
                    return try parser.comprehension(item, opener: opener)
                }
                items.append(item)
                if !parser.take(.comma) { break }
            }
            try parser.close(opener, after: items.last)
            return Expression(.list(items), span: parser.span(from: start))
        }
    }

    private mutating func comprehension(_ value: Expression, opener: Token) throws(Diagnostic) -> Expression {
        advance()
        let names = try loopNames()
        let over = try expression()
        var condition: Expression?
        if take(.if) {
            condition = try expression()
            if peek().is(.assign) { throw assignmentInCondition() }
        }
        if peek().is(.for) { throw .doubleComprehension(source, peek().span) }
        try close(opener, after: condition ?? over)
        return Expression(
            .comprehension(value: value, names: names, over: over, condition: condition),
            span: span(from: opener.span.start))
    }

    /// `{a: 1, "b c": 2}`.
    private mutating func record() throws(Diagnostic) -> Expression {
        let start = peek().span.start
        return try inBrackets { parser, opener throws(Diagnostic) in
            var entries: [(key: Name, value: Expression)] = []
            var seen: Set<String> = []
            while !parser.peek().is(.closeBrace) {
                let key = try parser.recordKey(isFirst: entries.isEmpty)
                guard seen.insert(key.text).inserted else {
                    throw .duplicate("the key `\(key.text)`", id: "syntax.duplicate-key", parser.source, key.span)
                }
                guard parser.take(.colon) else { throw parser.unexpectedInRecord(opener) }
                let value = try parser.expression()
                entries.append((key, value))
                if parser.peek().is(.for), let slip = parser.braceComprehension() { throw slip }
                if !parser.take(.comma) { break }
            }
            try parser.close(opener, after: entries.last?.value)
            return Expression(.record(entries), span: parser.span(from: start))
        }
    }

    private mutating func recordKey(isFirst: Bool) throws(Diagnostic) -> Name {
        let token = peek()
        if let text = token.name ?? token.keyword?.rawValue {
            advance()
            return Name(text, span: token.span)
        }
        if case .string(let pieces) = token.kind {
            var text = ""
            for piece in pieces {
                guard case .text(let part) = piece else { throw .computedKey(source, token.span) }
                text += part
            }
            advance()
            return Name(text, span: token.span)
        }
        if isFirst, let slip = braceComprehension() { throw slip }
        if case .int = token.kind { throw setSlip() ?? .computedKey(source, token.span) }
        throw unexpected("the name of a field")
    }
}
