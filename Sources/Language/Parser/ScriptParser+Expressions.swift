extension ScriptParser {
    /// Precedence climbing: operands joined by operators that bind at least as tightly as `minimum`.
    mutating func expression(_ minimum: Precedence = .pipe) throws(Diagnostic) -> Expression {
        nesting += 1
        defer { nesting -= 1 }
        if nesting > Parser.deepestNesting { throw .tooDeep(source, peek().span) }
        var left = try prefix()
        while let (op, count) = infixOperator(), op.precedence >= minimum {
            if left.depth >= Parser.deepestTree { throw .tooDeep(source, peek().span) }
            if op.precedence == .comparison {
                left = try comparison(left)
                continue
            }
            let sign = peek()
            for _ in 0..<count { advance() }
            let opSpan = sign.span
            try refuseIncrement(sign, after: left)
            skipNewlines()
            switch op {
            case .pipe: left = try pipe(left, sign: opSpan)
            case .binary(let binary):
                let right = try expression(binary == .power ? .power : op.precedence.next)
                left = Expression(.binary(binary, left, right, span: opSpan), span: left.span.joined(with: right.span))
            }
        }
        return left
    }

    /// The operator that comes next and how many tokens it has. A `|>` that begins the next line counts.
    mutating func infixOperator() -> (InfixOperator, Int)? {
        let token = peek()
        if token.isNewline {
            var index = position
            while self.token(at: index).isNewline { index += 1 }
            guard self.token(at: index).is(.pipe) else { return nil }
            position = index
            return (.pipe, 1)
        }
        if token.is(.not), peekSecond().is(.in) { return (.binary(.isNotIn), 2) }
        return InfixOperator(token).map { ($0, 1) }
    }

    /// One comparison, or a chain of them.
    private mutating func comparison(_ first: Expression) throws(Diagnostic) -> Expression {
        var operands = [first]
        var operators: [BinaryOperator] = []
        var sign = peek().span
        while case (.binary(let op), let count)? = infixOperator(), InfixOperator.binary(op).precedence == .comparison {
            sign = peek().span
            for _ in 0..<count { advance() }
            skipNewlines()
            operators.append(op)
            operands.append(try expression(.sum))
        }
        let span = first.span.joined(with: operands[operands.count - 1].span)
        if operators.count == 1, operands.count == 2 {
            return Expression(.binary(operators[0], operands[0], operands[1], span: sign), span: span)
        }
        return Expression(.chain(operands: operands, operators: operators), span: span)
    }

    /// What stands behind `|>`.
    mutating func pipe(_ subject: Expression?, sign: Span) throws(Diagnostic) -> Expression {
        let target = try expression(.or)
        switch target.kind {
        case .name, .call, .field, .index, .function, .conditional, .attempt: break
        default: throw .pipeTarget(source, target, sign)
        }
        return Expression(.pipe(subject, into: target), span: (subject?.span ?? sign).joined(with: target.span))
    }

    private mutating func prefix() throws(Diagnostic) -> Expression {
        let token = peek()
        let op: UnaryOperator
        switch token.kind {
        case .symbol(.minus): op = .minus
        case .symbol(.plus): op = .plus
        case .keyword(.not): op = .not
        default: return try postfix(primary())
        }
        advance()
        skipNewlines()
        if op == .minus, case .int(.min) = peek().kind, !peekSecond().is(.power) {
            advance()
            return Expression(.int(.min), span: span(from: token.span.start))
        }
        let operand = try expression(op == .not ? .comparison : .power)
        return Expression(.unary(op, operand), span: token.span.joined(with: operand.span))
    }

    /// Calls, subscripts, fields and trailing blocks.
    private mutating func postfix(_ base: Expression) throws(Diagnostic) -> Expression {
        var base = base
        while true {
            let token = peek()
            if base.depth >= Parser.deepestTree { throw .tooDeep(source, token.span) }
            switch token.kind {
            case .symbol(.openParenthesis):
                let arguments = try callArguments()
                base = Expression(
                    .call(base, arguments: arguments, hasBlock: false), span: span(from: base.span.start))
            case .symbol(.openBracket):
                let items = try subscripts()
                base = Expression(.index(base, items), span: span(from: base.span.start))
            case .symbol(.dot):
                advance()
                skipNewlines()
                let field = peek()
                guard let text = field.name ?? field.keyword?.rawValue else {
                    if let slip = dotSlip(token, field, after: base) { throw slip }
                    throw unexpected("the name of a field")
                }
                advance()
                base = Expression(
                    .field(base, Name(text, span: field.span)), span: base.span.joined(with: field.span))
            case .keyword(.do) where allowsBlock:
                let block = try trailingBlock()
                switch base.kind {
                case .call(let callee, let arguments, hasBlock: false):
                    base = Expression(
                        .call(callee, arguments: arguments + [Argument(name: nil, value: block)], hasBlock: true),
                        span: span(from: base.span.start))
                case .name, .field, .index:
                    base = Expression(
                        .call(base, arguments: [Argument(name: nil, value: block)], hasBlock: true),
                        span: span(from: base.span.start))
                default: throw .strayBlock(source, token.span)
                }
            default: return base
            }
        }
    }

    /// `do x, y … end` as a function without a name.
    private mutating func trailingBlock() throws(Diagnostic) -> Expression {
        let opener = advance()
        let wasSkipping = skipsNewlines
        skipsNewlines = false
        var parameters: [Parameter] = []
        while !peek().isNewline, !peek().is(.semicolon), !peek().isEnd, !peek().is(.end) {
            parameters.append(Parameter(name: try expectName("a parameter"), defaultValue: nil))
            if !take(.comma) { break }
        }
        try refuseRepeats(parameters.map(\.name))
        if !peek().is(.end) { try endOfHead("do", opener.span) }
        let body = try functionBody(Opener(word: "do", span: opener.span))
        skipsNewlines = wasSkipping
        let whole = span(from: opener.span.start)
        let definition = FunctionDefinition(
            name: nil, parameters: parameters, body: body, documentation: "", span: whole)
        return Expression(.function(definition), span: whole)
    }

    /// Statements to the `end`, as the body of a function: `return` is at home, `break` is not.
    mutating func functionBody(_ opener: Opener) throws(Diagnostic) -> [Statement] {
        let loops = loopDepth
        loopDepth = 0
        functionDepth += 1
        defer {
            loopDepth = loops
            functionDepth -= 1
        }
        let body = try block(opener, continues: false)
        try closeBlock(opener)
        return body
    }
}

extension Precedence {
    /// The next tighter level, for operators that group to the left.
    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .power }
}
