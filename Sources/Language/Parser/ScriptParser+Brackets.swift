extension ScriptParser {
    /// Reads an opening bracket and what `body` makes of the inside, where newlines are blanks.
    mutating func inBrackets<Result>(
        _ body: (inout ScriptParser, Token) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let opener = advance()
        let outside = (skipsNewlines, allowsBlock)
        (skipsNewlines, allowsBlock) = (true, true)
        brackets.append(opener)
        let result = try body(&self, opener)
        brackets.removeLast()
        (skipsNewlines, allowsBlock) = outside
        return result
    }

    /// Takes the bracket that closes `opener`.
    mutating func close(_ opener: Token, after last: Expression?) throws(Diagnostic) {
        guard case .symbol(let symbol) = opener.kind, let closer = symbol.closer else { return }
        let token = peek()
        if token.is(closer) {
            advance()
            return
        }
        if case .invalid = token.kind { throw unexpected("`\(closer.rawValue)`") }
        if let slip = mismatched(opener, by: token) { throw slip }
        if let slip = quoteSlip(token) { throw slip }
        if token.isEnd || token.isCell || !isClosed(opener) { throw unclosed(opener, found: token) }
        if let slip = slip(token, after: last) ?? itemSlip(opener, after: last) { throw slip }
        throw unexpected(last == nil ? "`\(closer.rawValue)`" : "`,` or `\(closer.rawValue)`", after: last)
    }

    /// Whether the bracket has a partner further on. Looked at only once something is wrong.
    private func isClosed(_ opener: Token) -> Bool {
        guard let start = tokens.firstIndex(where: { $0.span == opener.span }) else { return false }
        var stack: [Symbol] = []
        for token in tokens[start...] {
            guard case .symbol(let symbol) = token.kind else {
                if token.isCell { return false }
                continue
            }
            if let closer = symbol.closer {
                stack.append(closer)
            } else if symbol.isCloser {
                if stack.last != symbol { return false }
                stack.removeLast()
                if stack.isEmpty { return true }
            }
        }
        return false
    }

    /// `(a, b, option=value)`.
    mutating func callArguments() throws(Diagnostic) -> [Argument] {
        try inBrackets { parser, opener throws(Diagnostic) in
            var arguments: [Argument] = []
            var options: Set<String> = []
            while !parser.peek().is(.closeParenthesis) {
                let token = parser.peek()
                var name: Name?
                if let text = token.name ?? token.keyword?.rawValue, parser.peekSecond().is(.assign) {
                    guard options.insert(text).inserted else {
                        throw .duplicate(
                            "the option `\(text)`", id: "syntax.duplicate-option", parser.source, token.span)
                    }
                    parser.advance()
                    parser.advance()
                    name = Name(text, span: token.span)
                }
                let value = try parser.expression()
                if name == nil, !options.isEmpty {
                    throw .positionalAfterOption(parser.source, value.span)
                }
                arguments.append(Argument(name: name, value: value))
                if parser.peek().is(.for) { throw parser.generator(value, opener: opener) }
                if !parser.take(.comma) { break }
            }
            try parser.close(opener, after: arguments.last?.value)
            return arguments
        }
    }

    /// `[0, 1:3, ..., step=10:40, token="dog"]`.
    mutating func subscripts() throws(Diagnostic) -> [Subscript] {
        try inBrackets { parser, opener throws(Diagnostic) in
            var items: [Subscript] = []
            var last: Expression?
            while !parser.peek().is(.closeBracket) {
                let token = parser.peek()
                var axis: Name?
                if let text = token.name ?? token.keyword?.rawValue, parser.peekSecond().is(.assign) {
                    parser.advance()
                    parser.advance()
                    axis = Name(text, span: token.span)
                }
                let kind = try parser.subscriptKind()
                if case .index(let expression) = kind { last = expression }
                items.append(Subscript(axis: axis, kind: kind, span: parser.span(from: token.span.start)))
                if !parser.take(.comma) { break }
            }
            try parser.close(opener, after: last)
            if items.isEmpty { throw .emptySubscript(parser.source, parser.span(from: opener.span.start)) }
            return items
        }
    }

    private mutating func subscriptKind() throws(Diagnostic) -> Subscript.Kind {
        if take(.ellipsis) { return .ellipsis }
        var start: Expression?
        if !peek().is(.colon) {
            let expression = try expression()
            if !peek().is(.colon) { return .index(expression) }
            start = expression
        }
        advance()
        let stop = try bound()
        var step: Expression?
        if take(.colon) { step = try bound() }
        return .slice(start: start, stop: stop, step: step)
    }

    /// A bound of a slice; nil where it is left out.
    private mutating func bound() throws(Diagnostic) -> Expression? {
        let token = peek()
        if token.is(.colon) || token.is(.comma) || token.is(.closeBracket) { return nil }
        return try expression()
    }
}
