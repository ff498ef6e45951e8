extension ScriptParser {
    /// `assert condition` and `assert condition, "message"`: the call without its brackets. Nil where none stands here.
    mutating func assertion() throws(Diagnostic) -> Statement.Kind? {
        guard !skipsNewlines,
            Token.beginsAssertion({ token(at: position + $0) }, beginsLine: { token(at: position + $0).isNewline })
        else {
            return nil
        }
        let word = advance()
        var arguments = [Argument(name: nil, value: try expression())]
        if take(.comma) { arguments.append(Argument(name: nil, value: try expression())) }
        let name = Expression(.name("assert"), span: word.span)
        return .expression(
            Expression(.call(name, arguments: arguments, hasBlock: false), span: span(from: word.span.start)))
    }
}

extension Token {
    /// Whether these tokens begin `assert condition` rather than a call or another use of the name.
    ///
    /// A blank tells `assert (a + b) == c` from the call `assert(a + b == c)`; with a blank and nothing behind the closing
    /// bracket it is a call as well.
    /// - Parameter beginsLine: whether the line has ended in front of a token.
    static func beginsAssertion(_ token: (Int) -> Token, beginsLine: (Int) -> Bool) -> Bool {
        guard token(0).name == "assert", !beginsLine(1) else { return false }
        let second = token(1)
        let isApart = second.span.start > token(0).span.end
        guard case .symbol(let symbol) = second.kind else { return second.beginsOperand && isApart }
        switch symbol {
        case .openBracket, .openBrace: return isApart
        case .minus, .plus: return isApart && token(2).span.start == second.span.end
        case .openParenthesis: return isApart && goesOn(token, beginsLine)
        default: return false
        }
    }

    /// Something other than the end of the statement stands behind the bracket that the second token opens.
    private static func goesOn(_ token: (Int) -> Token, _ beginsLine: (Int) -> Bool) -> Bool {
        var (index, depth) = (1, 0)
        repeat {
            guard let step = nesting(of: token(index)) else { return false }
            depth += step
            index += 1
        } while depth > 0
        return !beginsLine(index) && isMore(token(index))
    }

    /// By how many brackets the text is deeper behind a token; nil where it ends.
    private static func nesting(of token: Token) -> Int? {
        switch token.kind {
        case .end, .cell: nil
        case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.openBrace): 1
        case .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.closeBrace): -1
        default: 0
        }
    }

    private static func isMore(_ token: Token) -> Bool {
        switch token.kind {
        case .end, .cell, .symbol(.semicolon): false
        case .keyword(let word): !word.closesBlock
        default: true
        }
    }
}
