extension LayoutReader {
    /// Operands joined by operators that bind at least as tightly as `minimum`.
    mutating func expression(_ minimum: Precedence = .pipe) throws(Unread) -> Part {
        var left = try prefix()
        // Operands of one precedence break together.
        var run: [Layout] = []
        var runPrecedence: Precedence?
        var hasComments = false
        func finish(_ left: inout Part) {
            guard !run.isEmpty else { return }
            left = Part(layout: .folded(left.layout, run, isBroken: hasComments), shape: .operators)
            hasComments = false
            run = []
            runPrecedence = nil
        }
        while let precedence = infix(), precedence >= minimum {
            if runPrecedence != precedence { finish(&left) }
            if precedence == .pipe {
                left = try pipe(left)
                continue
            }
            var sign = take()
            if sign.width == 3, piece(0).token.is(.in), case .text("not") = sign.kind {
                sign = .sequence([sign, .blank, take()])
            }
            hasComments = hasComments || sign.isTall
            let right = try expression(precedence == .power ? .power : precedence.next)
            run += [.blank, sign, .line, right.layout]
            runPrecedence = precedence
        }
        finish(&left)
        return left
    }

    /// How tightly the operator binds that comes next; nil where none does.
    private func infix() -> Precedence? {
        let token = next.token
        // A leading `|>` goes on with the line above.
        if isAtLineEnd { return token.is(.pipe) ? .pipe : nil }
        if token.is(.not) { return piece(1).token.is(.in) ? .comparison : nil }
        return InfixOperator(token)?.precedence
    }

    /// `first |> f(a) |> g`; the next token is the first `|>` or none.
    mutating func pipe(_ first: Part) throws(Unread) -> Part {
        var stages: [Layout] = []
        var isBroken = false
        var hasTallStage = first.layout.isTall
        var tail = 0
        while infix() == .pipe {
            isBroken = isBroken || next.startsLine || hasTallStage && !stages.isEmpty
            let sign = take()
            isBroken = isBroken || next.startsLine || sign.isTall
            let target = try expression(.or).layout
            stages += [.line, sign, .blank, target]
            tail = target.isTall ? 0 : tail + target.width + 4
            hasTallStage = hasTallStage || target.isTall
        }
        if stages.isEmpty { return first }
        if first.layout.isTall, tail > 80 { isBroken = true }
        if !isBroken { return Part(layout: .folded(first.layout, stages), shape: .tailed) }
        let layout = Layout.group(.sequence([first.layout, .indented(.sequence(stages))]), isBroken: true)
        return Part(layout: layout, shape: .pipe)
    }

    private mutating func prefix() throws(Unread) -> Part {
        switch next.token.kind {
        case .symbol(.minus), .symbol(.plus):
            let sign = take()
            let operand = try expression(.power)
            return Part(layout: .sequence([sign, operand.layout]), isNumber: operand.isNumber)
        case .keyword(.not):
            return Part(layout: .sequence([take(), .blank, try expression(.comparison).layout]))
        default: return try postfix(primary())
        }
    }

    /// Calls, subscripts, fields and trailing blocks.
    private mutating func postfix(_ base: Part) throws(Unread) -> Part {
        var parts: [Layout] = []
        var shape = base.shape
        while !isAtLineEnd {
            switch next.token.kind {
            case .symbol(.openParenthesis): parts.append(try bracket(.call).layout)
            case .symbol(.openBracket): parts.append(try bracket(.subscripts).layout)
            case .symbol(.dot):
                // `1. .x` would be read as `1` and `..x`.
                let isBehindPoint = position > 0 && pieces[position - 1].text.hasSuffix(".")
                parts += [isBehindPoint ? .blank : .nothing, take(), take()]
                shape = .plain
                continue
            case .keyword(.do): parts.append(try trailingBlock())
            default:
                guard !parts.isEmpty else { return base }
                return Part(layout: .sequence([base.layout] + parts), shape: shape)
            }
            shape = .tailed
        }
        guard !parts.isEmpty else { return base }
        return Part(layout: .sequence([base.layout] + parts), shape: shape)
    }

    /// A literal, a name, a bracket, or an expression that begins with a word.
    private mutating func primary() throws(Unread) -> Part {
        switch next.token.kind {
        case .int, .float, .quantity: return Part(layout: take(), isNumber: true)
        case .string:
            let layout = take()
            return Part(layout: layout, shape: layout.isTall ? .literal : .plain)
        case .name:
            if piece(1).token.is(.arrow) { return try lambda(take()) }
            return Part(layout: take())
        case .keyword(.none), .keyword(.true), .keyword(.false): return Part(layout: take())
        case .keyword(.if): return try conditional()
        case .keyword(.try): return try attempt()
        case .keyword(.with): return try with()
        case .symbol(.openParenthesis):
            if let names = lambdaParameters() { return try lambda(names) }
            return try bracket(.parenthesis)
        case .symbol(.openBracket): return try bracket(.list)
        case .symbol(.openBrace): return try bracket(.record)
        default: throw unread("no expression")
        }
    }

    private mutating func lambda(_ names: Layout) throws(Unread) -> Part {
        let sign = try take(.arrow)
        let body = try expression()
        let shape = body.shape == .literal || body.shape == .tailed ? Part.Shape.tailed : .operators
        return Part(layout: .sequence([names, .blank, sign, .blank, body.layout]), shape: shape)
    }

    /// `(a, b)` in front of an arrow; nil where something else stands here.
    private mutating func lambdaParameters() -> Layout? {
        var index = 1
        while piece(index).token.name != nil || piece(index).token.is(.comma) { index += 1 }
        guard piece(index).token.is(.closeParenthesis), piece(index + 1).token.is(.arrow) else { return nil }
        var parts = [take()]
        while !next.token.is(.closeParenthesis) {
            let isComma = next.token.is(.comma)
            if isComma, piece(1).token.is(.closeParenthesis), piece(0).trailing == nil, piece(0).leading.isEmpty {
                position += 1
                break
            }
            parts.append(take())
            if isComma { parts.append(.blank) }
        }
        return .sequence(parts + [take()])
    }
}
