// `1:10`, `1..10`, `for i = 1:10`, and operators with a dot in front.
extension ScriptParser {
    /// `a:b` outside square brackets; `a:s:b` has the step in the middle, as Julia and MATLAB write it.
    func colon(_ span: Span, after last: Expression?) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.range", "`:` makes a slice only inside square brackets", labels: [.init(source, span)],
            help: "write `range(0, 10)` or `range(0, 1000, step=50)`")
        if case .call? = last?.kind {
            diagnostic.help =
                "a block begins without a colon: put what follows on a line of its own, and `end` below it"
            return diagnostic
        }
        guard let last, let (range, end) = range(from: last) else { return diagnostic }
        diagnostic.help = "write `\(range)`; a range ends before its stop, as in Python"
        diagnostic.fixes = [.init(Span(last.span.start, end), range, "write a range")]
        return diagnostic
    }

    /// The range that `start:stop` stands for, and where it ends. The colon is next.
    private func range(from start: Expression) -> (text: String, end: Int)? {
        let read = attempting { parser throws(Diagnostic) -> [Expression] in
            var parts: [Expression] = []
            while parts.count < 2, parser.take(.colon) { parts.append(try parser.expression(.sum)) }
            return parts
        }
        guard let parts = read?.result, let last = parts.last else { return nil }
        let hasFractions = ([start] + parts).contains { if case .float = $0.kind { true } else { false } }
        if hasFractions {
            // `range` counts in whole numbers.
            let step = parts.count == 2 ? text(parts[0].span) : "1"
            return ("arange(\(text(start.span)), \(text(last.span)), \(step))", last.span.end)
        }
        let stop = "range(\(text(start.span)), \(text(last.span))"
        return (parts.count == 2 ? "\(stop), step=\(text(parts[0].span)))" : "\(stop))", last.span.end)
    }

    /// `a...b`, read with three dots.
    func dottedRange(_ span: Span, after last: Expression?) -> Diagnostic {
        var diagnostic = Diagnostic.dottedRange(source, span)
        guard let last,
            let stop = attempting({ parser throws(Diagnostic) in
                parser.advance()
                return try parser.expression(.sum)
            })?.result
        else { return diagnostic }
        let range = "range(\(text(last.span)), \(text(stop.span)))"
        diagnostic.help = "write `\(range)`; a range ends before its stop, as in Python"
        diagnostic.fixes = [.init(last.span.joined(with: stop.span), range)]
        return diagnostic
    }

    /// What stands behind a `.` where the name of a field should.
    func dotSlip(_ dot: Token, _ field: Token, after base: Expression) -> Diagnostic? {
        let bytes = source.bytes
        if field.is(.dot) || field.span.start == dot.span.end && bytes[safe: field.span.start] == UInt8(ascii: ".") {
            var diagnostic = Diagnostic.dottedRange(
                source, dot.span.joined(with: Span(field.span.start, field.span.start + 1)))
            var end = field.span.start + 1
            while let byte = bytes[safe: end], Lexer.isNamePart(byte) { end += 1 }
            if end > field.span.start + 1 {
                let range = "range(\(text(base.span)), \(text(Span(field.span.start + 1, end))))"
                diagnostic.help = "write `\(range)`; inside square brackets a slice is `x[0:10]`"
                diagnostic.fixes = [.init(Span(base.span.start, end), range)]
            }
            return diagnostic
        }
        guard field.span.start == dot.span.end, case .symbol(let symbol) = field.kind else { return nil }
        let both = dot.span.joined(with: field.span)
        if symbol == .openParenthesis {
            return Diagnostic(
                "syntax.dotted-operator", "a call has no dot before its brackets", labels: [.init(source, dot.span)],
                help: "commands take whole tensors; a function goes over a list with `map(xs, f)`",
                fixes: [.init(dot.span, "", "leave it out")])
        }
        let stands = symbol == .caret ? "**" : symbol.rawValue
        guard symbol == .caret || BinaryOperator(rawValue: symbol.rawValue) != nil else { return nil }
        return Diagnostic(
            "syntax.dotted-operator", "operators have no dot: `\(text(both))` is written `\(stands)`",
            labels: [.init(source, both)], help: "every operator goes over tensors element by element",
            fixes: [.init(both, stands)])
    }

    /// `for i = 1:10`, `for x of xs`, `for x : xs`. The sign in the place of `in` is next.
    func loopSlip(_ names: [Name]) -> Diagnostic? {
        let token = token(at: position)
        guard token.is(.assign) || token.is(.colon) || token.name == "of" || token.name == "from" else { return nil }
        let name = names.map(\.text).joined(separator: ", ")
        var diagnostic = Diagnostic(
            "syntax.loop-in", "a loop goes over its values with `in`, found `\(text(token.span))`",
            labels: [.init(source, token.span)], help: "write `for \(name) in xs`", fixes: [.init(token.span, "in")])
        guard token.is(.assign),
            let (start, after) = attempting({ parser throws(Diagnostic) in
                parser.advance()
                return try parser.expression(.sum)
            })
        else { return diagnostic }
        if let (range, end) = after.range(from: start) {
            diagnostic.help = "write `for \(name) in \(range)`; a range ends before its stop, as in Python"
            diagnostic.fixes = [.init(Span(token.span.start, end), "in \(range)")]
        }
        return diagnostic
    }
}

extension Diagnostic {
    static func dottedRange(_ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "syntax.range", "`\(source.text(in: span))` is not an operator", labels: [Label(source, span)],
            help: "write `range(0, 10)`; inside square brackets a slice is `x[0:10]`")
    }
}

extension Array {
    /// The element, or nil outside.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Lexer {
    /// A letter, a digit or `_` of ASCII.
    static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
}
