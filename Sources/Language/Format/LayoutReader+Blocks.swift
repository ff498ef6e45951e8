extension LayoutReader {
    /// The statements of a block, indented, and the end of the line in front of the word that closes it.
    ///
    /// The head has been read; a `;` behind it is a line end.
    mutating func block() throws(Unread) -> Layout {
        var head: [Layout] = []
        if next.token.is(.semicolon), !next.startsLine {
            if let trailing = next.trailing { head.append(.trailing(trailing)) }
            position += 1
        }
        let outside = isInBrackets
        isInBrackets = false
        blocks += 1
        let body = try statements(most: 1)
        blocks -= 1
        isInBrackets = outside
        guard next.token.keyword?.closesBlock == true else { throw unread("no `end`") }
        let inner = body.isEmpty ? [] : [Layout.indented(.sequence([.lineEnd()] + body))]
        return .sequence(head + inner + [.lineEnd()])
    }

    /// The condition or subject of a block: line ends count.
    private mutating func head() throws(Unread) -> Layout {
        let outside = isInBrackets
        isInBrackets = false
        defer { isInBrackets = outside }
        return try expression().layout
    }

    /// `a, b in xs`.
    mutating func loop() throws(Unread) -> Layout {
        var parts = [take()]
        while next.token.is(.comma) { parts += [take(), .blank, take()] }
        parts += [.blank, try take(.in), .blank, try expression().layout]
        return .sequence(parts)
    }

    mutating func definition() throws(Unread) -> Layout {
        let head = [take(), .blank, take(), try bracket(.parameters).layout]
        guard next.token.is(.assign), !next.startsLine else {
            return .sequence(head + [try block(), try take(.end)])
        }
        let sign = take()
        let value = try expression()
        let begins = Layout.sequence(head + [.blank, sign])
        return .folded(begins, [.line, value.layout], isBroken: sign.isTall)
    }

    /// `do x, y … end` behind a call; its blank in front included.
    mutating func trailingBlock() throws(Unread) -> Layout {
        var parts = [Layout.blank, take()]
        while !next.startsLine, next.token.name != nil || next.token.is(.comma) {
            if next.token.is(.comma) {
                parts.append(take())
            } else {
                parts += [.blank, take()]
            }
        }
        return .sequence(parts + [try block(), try take(.end)])
    }

    /// Both forms of `if`.
    mutating func conditional() throws(Unread) -> Part {
        let start = [take(), Layout.blank, try head()]
        if next.token.is(.then) { return try inlineConditional(start) }
        var parts = start + [try block()]
        while next.token.is(.elseif) { parts += [take(), .blank, try head(), try block()] }
        if next.token.is(.else) { parts += [take(), try block()] }
        parts.append(try take(.end))
        return Part(layout: .sequence(parts), shape: .tailed)
    }

    /// `if c then a elseif d then b else e`; a line can end behind `else`.
    private mutating func inlineConditional(_ start: [Layout]) throws(Unread) -> Part {
        var parts = start + [.blank, take(), .blank, try branch()]
        while next.token.is(.elseif), !isAtLineEnd {
            parts += [.blank, take(), .blank, try expression().layout, .blank]
            parts += [try take(.then), .blank, try branch()]
        }
        if next.token.is(.else), !isAtLineEnd {
            let word = take()
            parts += [.blank, word]
            return Part(layout: .folded(.sequence(parts), [.line, try branch()], isBroken: word.isTall))
        }
        return Part(layout: .sequence(parts))
    }

    private mutating func branch() throws(Unread) -> Layout {
        isInBrackets ? try expression().layout : try simpleStatement()
    }

    /// `try expr else fallback`.
    mutating func attempt() throws(Unread) -> Part {
        let parts = [take(), .blank, try expression().layout, .blank]
        let word = try take(.else)
        let fallback = try expression().layout
        return Part(layout: .folded(.sequence(parts + [word]), [.line, fallback], isBroken: word.isTall))
    }

    /// `with seed(7), threads(1) … end`.
    mutating func with() throws(Unread) -> Part {
        var parts = [take(), .blank, try head()]
        while next.token.is(.comma) { parts += [take(), .blank, try head()] }
        return Part(layout: .sequence(parts + [try block(), try take(.end)]), shape: .tailed)
    }
}
