// Types, which are not written: values carry them.
extension ScriptParser {
    private static let types: Set<String> = [
        "int", "float", "double", "string", "String", "str", "bool", "boolean", "char", "long", "Int", "Float", "Bool",
        "Double", "Float64", "auto", "list", "List", "dict", "Dict", "tuple", "Tuple", "set", "tensor", "Tensor", "np",
        "torch", "Float32", "Int64", "void", "size_t", "Optional", "Union", "Any", "any", "object", "number", "Array",
        "Vector",
    ]

    /// `int x = 3`, and `x: int = 3`.
    func typedName(_ word: String, _ span: Span, before token: Token) -> Diagnostic? {
        if token.is(.colon), Self.types.contains(self.token(at: position + 1).name ?? "") {
            return typedTarget(token, of: span)
        }
        guard Self.types.contains(word), token.name != nil, self.token(at: position + 1).is(.assign) else { return nil }
        return Diagnostic(
            "syntax.typed-name", "a name needs no type", labels: [.init(source, span)],
            help: "write `\(token.name ?? "x") = …`",
            fixes: [.init(Span(span.start, token.span.start), "", "leave it out")])
    }

    /// `x: int = 3`, and `x: int` alone; the colon is next.
    func typedTarget(_ colon: Token, of target: Span) -> Diagnostic? {
        guard brackets.isEmpty, !isInInterpolation, beginsStatement(target.start), token(at: position + 1).name != nil
        else { return nil }
        let type = endOfType(from: position + 1)
        let (next, end) = (token(at: type.next), type.end)
        let isGiven = next.is(.assign)
        guard isGiven || next.isNewline || next.isEnd,
            isGiven || Self.types.contains(token(at: position + 1).name ?? "")
        else { return nil }
        return Diagnostic(
            "syntax.typed-name", "a name needs no type", labels: [.init(source, Span(colon.span.start, end))],
            help: isGiven
                ? "write `\(text(target)) = …`" : "a name is there once it has a value: write `\(text(target)) = …`",
            fixes: isGiven ? [.init(Span(target.end, end), "", "leave it out")] : [])
    }

    /// `x: int`, `-> int`; the sign is next. All types of the head go at once.
    func annotation(from start: Int) -> Diagnostic {
        let sign = token(at: position)
        var diagnostic = Diagnostic.annotation(source, sign.span)
        var types: [Span] = []
        var index = position
        if !brackets.isEmpty {
            var depth = 0
            while true {
                let token = token(at: index)
                if token.isEnd || token.isCell { return diagnostic }
                if depth == 0, token.is(.colon), index > 0 {
                    let type = endOfType(from: index + 1)
                    types.append(Span(self.token(at: index - 1).span.end, type.end))
                    index = type.next
                    continue
                }
                if token.closer != nil { depth += 1 }
                if case .symbol(let symbol) = token.kind, symbol.isCloser { depth -= 1 }
                index += 1
                if depth < 0 { break }
            }
        }
        if token(at: index).is(.arrow), index > 0 {
            let type = endOfType(from: index + 1)
            types.append(Span(token(at: index - 1).span.end, type.end))
            index = type.next
        }
        guard let first = types.first, var end = types.last?.end else { return diagnostic }
        // The colon behind the head, which is the next thing that would be wrong.
        var kept = ""
        for (type, next) in zip(types, types.dropFirst()) { kept += text(Span(type.end, next.start)) }
        if token(at: index).is(.colon), token(at: index + 1).isNewline {
            kept += text(Span(end, token(at: index).span.start))
            end = token(at: index).span.end
        }
        diagnostic.fixes = [.init(Span(first.start, end), kept, types.count == 1 ? "leave it out" : "leave them out")]
        return diagnostic
    }

    /// Where a type that begins with the token `start` ends, and the token behind it: a comma, `=`, a bracket, a line end.
    private func endOfType(from start: Int) -> (end: Int, next: Int) {
        var (index, depth) = (start, 0)
        while true {
            let token = token(at: index)
            if token.isEnd || token.isCell || depth == 0 && (token.isNewline || token.is(.semicolon)) { break }
            if depth == 0, token.is(.comma) || token.is(.assign) || token.is(.colon) || token.is(.openBrace) { break }
            if token.closer != nil { depth += 1 }
            if case .symbol(let symbol) = token.kind, symbol.isCloser { depth -= 1 }
            if depth < 0 { break }
            index += 1
        }
        return (token(at: max(index - 1, 0)).span.end, index)
    }

    /// What begins at `offset` is the first thing of a statement.
    func beginsStatement(_ offset: Int) -> Bool {
        guard let index = tokens.firstIndex(where: { $0.span.start == offset }) else { return false }
        guard index > 0 else { return true }
        return tokens[index - 1].isNewline || tokens[index - 1].is(.semicolon) || tokens[index - 1].isCell
    }
}
