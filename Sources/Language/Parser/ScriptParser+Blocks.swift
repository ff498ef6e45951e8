extension ScriptParser {
    /// Statements up to the `end` (or, where the block `continues`, the `else` or `elseif`) that closes it.
    mutating func block(_ opener: Opener, continues: Bool) throws(Diagnostic) -> [Statement] {
        let outside = (skipsNewlines, allowsBlock, brackets)
        (skipsNewlines, allowsBlock, brackets) = (false, true, [])
        openers.append(opener)
        defer { openers.removeLast() }
        var body: [Statement] = []
        while true {
            let token = peek()
            if token.isNewline || token.is(.semicolon) {
                advance()
                continue
            }
            if token.isEnd || token.isCell { throw missingEnd(opener, found: token) }
            try refuseEndWord(token)
            if let word = token.keyword, word.closesBlock {
                if word == .end || continues { break }
                throw .closesNothing(word, source, token.span)
            }
            body.append(try finishedStatement())
        }
        (skipsNewlines, allowsBlock, brackets) = outside
        return body
    }

    /// Takes the `end` of a block and notes whether it stands where the block began.
    mutating func closeBlock(_ opener: Opener) throws(Diagnostic) {
        let wasSkipping = skipsNewlines
        skipsNewlines = false
        defer { skipsNewlines = wasSkipping }
        let token = peek()
        guard token.is(.end) else { throw missingEnd(opener, found: token) }
        advance()
        let own = source.position(at: opener.span.start).line
        let line = source.position(at: token.span.start).line
        let isFirst = source.indent(line).count + source.lineStarts[line - 1] == token.span.start
        if own != line, isFirst, source.indent(own) != source.indent(line) { crooked.append((opener, token.span)) }
    }

    /// The end of the line that opens a block: a newline or a `;`.
    mutating func endOfHead(_ word: String, _ opener: Span, after last: Expression? = nil) throws(Diagnostic) {
        let token = peek()
        if token.isNewline || token.is(.semicolon) {
            advance()
            return
        }
        if token.isEnd || token.isCell { throw missingEnd(Opener(word: word, span: opener), found: token) }
        throw unexpectedInHead(word, after: last)
    }

    /// The condition or the subject of a block: newlines count, and a `do` is none of its own.
    private mutating func head() throws(Diagnostic) -> Expression {
        let outside = (skipsNewlines, allowsBlock)
        (skipsNewlines, allowsBlock) = (false, false)
        let value = try expression()
        (skipsNewlines, allowsBlock) = outside
        return value
    }

    mutating func whileLoop() throws(Diagnostic) -> Statement.Kind {
        let opener = Opener(word: "while", span: advance().span)
        let condition = try head()
        try endOfHead("while", opener.span, after: condition)
        return .whileLoop(condition: condition, body: try loopBody(opener))
    }

    mutating func forLoop() throws(Diagnostic) -> Statement.Kind {
        let opener = Opener(word: "for", span: advance().span)
        let names = try loopNames()
        let over = try head()
        try endOfHead("for", opener.span, after: over)
        return .forLoop(names: names, over: over, body: try loopBody(opener))
    }

    private mutating func loopBody(_ opener: Opener) throws(Diagnostic) -> [Statement] {
        loopDepth += 1
        defer { loopDepth -= 1 }
        let body = try block(opener, continues: false)
        try closeBlock(opener)
        return body
    }

    /// `a, b in`.
    mutating func loopNames() throws(Diagnostic) -> [Name] {
        if peek().is(.openParenthesis) { throw loopParentheses() }
        var names = [try expectName("the name of the loop's variable")]
        while take(.comma) { names.append(try expectName("the name of the loop's variable")) }
        try refuseRepeats(names)
        guard take(.in) else { throw loopSlip(names) ?? unexpected("`in`") }
        skipNewlines()
        return names
    }

    /// `if … elseif … else … end`, or `if c then a elseif d then b else e` on one line.
    mutating func conditional() throws(Diagnostic) -> Expression {
        let opener = Opener(word: "if", span: advance().span)
        var condition = try head()
        if let inline = try inlineConditional(condition, opener) { return inline }
        let outside = skipsNewlines
        skipsNewlines = false
        try endOfHead("if", opener.span, after: condition)
        var branches: [(condition: Expression, body: [Statement])] = []
        var otherwise: [Statement]?
        while true {
            branches.append((condition, try block(opener, continues: true)))
            let word = peek()
            if word.is(.elseif) {
                advance()
                condition = try head()
                if peek().is(.then) { throw .thenBeforeBlock(source, peek().span) }
                try endOfHead("elseif", opener.span, after: condition)
                continue
            }
            if word.is(.else) {
                advance()
                try refuseElseIf(word)
                otherwise = try block(opener, continues: false)
            }
            break
        }
        try closeBlock(opener)
        skipsNewlines = outside
        return Expression(.conditional(branches: branches, otherwise: otherwise), span: span(from: opener.span.start))
    }

    private mutating func inlineConditional(
        _ condition: Expression, _ opener: Opener
    ) throws(Diagnostic) -> Expression? {
        var index = position
        while token(at: index).isNewline { index += 1 }
        guard token(at: index).is(.then) else { return nil }
        position = index
        let then = advance()
        if peek().isNewline { throw .thenBeforeBlock(source, then.span) }
        var branches = [(condition: condition, body: [try branch()])]
        while take(.elseif) {
            let condition = try expression()
            guard take(.then) else { throw unexpected("`then`", after: condition) }
            branches.append((condition, [try branch()]))
        }
        var no: [Statement]?
        if take(.else) {
            skipNewlines()
            no = [try branch()]
        }
        return Expression(
            .conditional(branches: branches, otherwise: no), span: span(from: opener.span.start))
    }

    /// A branch of an inline `if`: inside brackets an expression, else any simple statement.
    private mutating func branch() throws(Diagnostic) -> Statement {
        let start = peek().span.start
        if skipsNewlines || isInInterpolation {
            let value = try expression()
            return Statement(.expression(value), span: value.span)
        }
        nesting += 1
        defer { nesting -= 1 }
        let kind = try simpleStatement()
        return Statement(kind, span: span(from: start))
    }

    /// `try expr else fallback`.
    mutating func attempt() throws(Diagnostic) -> Expression {
        let word = advance()
        if peek().isNewline || peek().is(.colon) { throw .tryBlock(source, word.span) }
        let value = try expression()
        guard take(.else) else {
            if case .invalid = peek().kind { throw unexpected("`else`") }
            if let slip = exceptSlip() { throw slip }
            var missing = Diagnostic.tryWithoutElse(
                source, word.span, isIncomplete: peek().isEnd && !isInInterpolation)
            missing.fixes = [.init(Span(value.span.end, value.span.end), " else none", "take none instead")]
            throw missing
        }
        skipNewlines()
        let fallback = try expression()
        return Expression(.attempt(value, fallback: fallback), span: span(from: word.span.start))
    }

    /// `with seed(7), threads(1) … end`.
    mutating func with() throws(Diagnostic) -> Expression {
        let opener = Opener(word: "with", span: advance().span)
        var settings = [try head()]
        while take(.comma) {
            skipNewlines()
            settings.append(try head())
        }
        let outside = skipsNewlines
        skipsNewlines = false
        try endOfHead("with", opener.span, after: settings.last)
        let body = try block(opener, continues: false)
        try closeBlock(opener)
        skipsNewlines = outside
        return Expression(.with(settings, body: body), span: span(from: opener.span.start))
    }
}

extension Source {
    /// The blanks in front of line `number` (from 1).
    func indent(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number <= lineStarts.count else { return [] }
        return bytes[lineStarts[number - 1]...].prefix { $0 == 0x20 || $0 == 0x09 }
    }
}
