extension CursorScan {
    func opening(at bracket: Int) -> Cursor.Opening {
        let isRecord = tokens[bracket].is(.openBrace)
        return Cursor.Opening(
            kind: kind(of: bracket), items: items(in: bracket, separator: isRecord ? .colon : .assign))
    }

    private func kind(of bracket: Int) -> Cursor.Opening.Kind {
        if tokens[bracket].is(.openBrace) { return .record }
        let isRound = tokens[bracket].is(.openParenthesis)
        guard bracket > 0, endsOperand(tokens[bracket - 1]), let first = operandStart(endingAt: bracket - 1),
            first == 0 || !tokens[first - 1].is(.def)
        else { return isRound ? .group : .list }
        let operand = span(first, bracket - 1)
        guard isRound else { return .element(of: operand) }
        guard let pipe = previous(first), tokens[pipe].is(.pipe) else { return .call(callee: operand, subject: nil) }
        return .call(callee: operand, subject: subject(before: pipe))
    }

    private func items(in bracket: Int, separator: Symbol) -> [Cursor.Opening.Item] {
        var items: [Cursor.Opening.Item] = []
        var current: [Int] = []
        func finish() {
            var rest = current[...]
            var item = Cursor.Opening.Item()
            if rest.count >= 2, let first = rest.first, tokens[rest[rest.startIndex + 1]].is(separator) {
                item.name = label(tokens[first])
                rest = rest.dropFirst(2)
            }
            if let first = rest.first, let last = rest.last { item.value = span(first, last) }
            items.append(item)
            current = []
        }
        var depth = 0
        for index in (bracket + 1)..<max(tokens.count, bracket + 1) {
            let token = tokens[index]
            if token.isNewline { continue }
            if case .symbol(let symbol) = token.kind {
                if symbol.closer != nil { depth += 1 }
                if symbol.isCloser { depth -= 1 }
                if depth < 0 { break }
                if depth == 0, symbol == .comma {
                    finish()
                    continue
                }
            }
            current.append(index)
        }
        finish()
        return items
    }

    private func label(_ token: Token) -> String? {
        if case .string(let pieces) = token.kind, pieces.count == 1, case .text(let text) = pieces[0] { return text }
        return token.name ?? token.keyword?.rawValue
    }
}
