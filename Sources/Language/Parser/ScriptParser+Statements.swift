extension ScriptParser {
    /// A statement and what ends it.
    mutating func finishedStatement() throws(Diagnostic) -> Statement {
        var statement = try statement()
        let token = peek()
        switch token.kind {
        case .newline: advance()
        case .symbol(.semicolon):
            advance()
            statement.isSilent = true
        case .end, .cell: break
        case .keyword(let word) where word.closesBlock && !openers.isEmpty: break
        case .keyword(.end) where endsStatement(self.token(at: position + 1)): throw closesNothing(.end, token.span)
        default:
            var value: Expression?
            switch statement.kind {
            case .expression(let expression), .assign(_, let expression), .update(_, _, let expression):
                value = expression
            default: break
            }
            if case .symbol(let symbol) = token.kind, symbol == .assign || symbol.updates != nil,
                let dangling = danglingOperatorAbove()
            {
                throw dangling
            }
            throw unexpected("the end of the line", after: value)
        }
        return statement
    }

    private func endsStatement(_ token: Token) -> Bool { token.isNewline || token.isEnd || token.is(.semicolon) }

    private mutating func statement() throws(Diagnostic) -> Statement {
        nesting += 1
        defer { nesting -= 1 }
        let token = peek()
        if nesting > Parser.deepestNesting { throw .tooDeep(source, token.span) }
        let kind: Statement.Kind
        switch token.kind {
        case .keyword(.def): kind = .define(try definition())
        case .keyword(.while): kind = try whileLoop()
        case .keyword(.for): kind = try forLoop()
        case .keyword(.use): kind = try use()
        case .keyword(let word) where word.closesBlock && peekSecond().is(.assign):
            throw .reserved(word, "a name", source, token.span)
        case .keyword(let word) where word.closesBlock: throw closesNothing(word, token.span)
        default: kind = try simpleStatement()
        }
        return Statement(kind, span: span(from: token.span.start))
    }

    /// What may also stand behind `then`: an expression, an assignment, `return`, `break`, `continue`.
    mutating func simpleStatement() throws(Diagnostic) -> Statement.Kind {
        let token = peek()
        switch token.kind {
        case .keyword(.return):
            advance()
            guard functionDepth > 0 else { throw .outside("return", "a function", source, token.span) }
            let next = peek()
            if next.isNewline || next.isEnd || next.is(.semicolon) || next.keyword?.followsOperand == true,
                !next.is(.if)
            {
                return .returnValue(nil)
            }
            let value = try expression()
            if peek().is(.comma) { throw tuple(value, start: value.span.start) }
            return .returnValue(value)
        case .keyword(.break), .keyword(.continue):
            advance()
            guard loopDepth > 0 else {
                let word = token.is(.break) ? "break" : "continue"
                throw .outside(word, "a loop", source, token.span, inFunction: functionDepth > 0)
            }
            return token.is(.break) ? .breakLoop : .continueLoop
        case .symbol(.pipe):
            guard openers.isEmpty else { throw .pipeWithoutValue(source, token.span) }
            advance()
            skipNewlines()
            var value = try pipe(nil, sign: token.span)
            while case (.pipe, _)? = infixOperator() {
                if value.depth >= Parser.deepestTree { throw .tooDeep(source, peek().span) }
                let sign = advance()
                skipNewlines()
                value = try pipe(value, sign: sign.span)
            }
            return .expression(value)
        default:
            if let assertion = try assertion() { return assertion }
            return try assignmentOrExpression()
        }
    }

    private mutating func assignmentOrExpression() throws(Diagnostic) -> Statement.Kind {
        let first = try expression()
        let token = peek()
        if token.is(.comma), !skipsNewlines {
            var targets = [first]
            while take(.comma), !peek().is(.assign) { targets.append(try expression()) }
            guard peek().is(.assign) else {
                // `a, b` on a line of its own shows both.
                return .expression(Expression(.list(targets), span: span(from: first.span.start)))
            }
            return try assignment(to: targets)
        }
        if token.is(.assign), !skipsNewlines { return try assignment(to: [first]) }
        if case .symbol(let symbol) = token.kind, let op = symbol.updates {
            try checkTarget(first)
            advance()
            skipNewlines()
            return .update(target: first, op: op, value: try expression())
        }
        return .expression(first)
    }

    private mutating func assignment(to targets: [Expression]) throws(Diagnostic) -> Statement.Kind {
        for target in targets { try checkTarget(target) }
        advance()
        skipNewlines()
        var value = try expression()
        if peek().is(.comma), !skipsNewlines {
            guard targets.count > 1 else { throw tuple(value, start: value.span.start) }
            var items = [value]
            while take(.comma) { items.append(try expression()) }
            value = Expression(.list(items), span: span(from: value.span.start))
        }
        if peek().is(.assign) { throw danglingOperatorAbove() ?? chained(targets, value) }
        return .assign(targets: targets, value: value)
    }

    /// `a = b = 3`; the second sign is next.
    private func chained(_ targets: [Expression], _ middle: Expression) -> Diagnostic {
        var diagnostic = Diagnostic.chainedAssignment(source, token(at: position).span)
        let last = attempting { parser throws(Diagnostic) in
            parser.advance()
            return try parser.expression()
        }?.result
        if let last, targets.count == 1 {
            let (outer, inner) = (source.text(in: targets[0].span), source.text(in: middle.span))
            let both = "\(inner) = \(source.text(in: last.span)); \(outer) = \(inner)"
            diagnostic.fixes = [.init(targets[0].span.joined(with: last.span), both)]
        }
        return diagnostic
    }

    private func checkTarget(_ target: Expression) throws(Diagnostic) {
        switch target.kind {
        case .name, .field, .index: return
        default: throw danglingOperatorAbove() ?? .assignTarget(source, target)
        }
    }

    /// `use metrics.grounding`, `use "./mine.limn" as mine`.
    private mutating func use() throws(Diagnostic) -> Statement.Kind {
        advance()
        var path = ""
        let token = peek()
        if case .string(let pieces) = token.kind {
            for piece in pieces {
                guard case .text(let text) = piece else { throw .computedModule(source, token.span) }
                path += text
            }
            if path.isEmpty { throw .computedModule(source, token.span) }
            advance()
        } else {
            if let slip = barePath(from: token.span.start) { throw slip }
            path = try expectName("the name of a module or a path in quotes").text
            while take(.dot) { path += "." + (try expectName("the name of a module")).text }
        }
        var alias: Name?
        if peek().name == "as" {
            advance()
            alias = try expectName("a name for the module")
        }
        return .useModule(path: path, alias: alias)
    }
}
