extension LayoutReader {
    enum Bracket { case call, parameters, subscripts, list, record, parenthesis }

    /// What stands between two commas.
    private struct Item {
        var part: Part
        /// The writer began a line with it.
        var startsRow: Bool
        /// An empty line stands above.
        var blank: Int
        /// Comments behind its comma.
        var after: [Layout] = []
    }

    /// Everything in a bracket, before it is decided how it stands.
    private struct Inside {
        var opener: Layout
        var items: [Item] = []
        /// Of a comprehension: `for …`, `if …`.
        var clauses: [Layout] = []
        /// Comments in front of the closing bracket.
        var closing: [Layout] = []
        var closer = Layout.nothing
        var hasComments = false
        var hasRows = false
    }

    mutating func bracket(_ kind: Bracket) throws(Unread) -> Part {
        let isLiteral = kind == .list || kind == .record
        let outside = isInBrackets
        isInBrackets = true
        defer { isInBrackets = outside }
        var inside = Inside(opener: take())
        inside.hasComments = inside.opener.isTall
        while !isCloser(next.token) {
            inside.items.append(try item(kind, &inside))
            if kind == .list, inside.items.count == 1, next.token.is(.for) {
                try clauses(&inside)
                break
            }
            guard next.token.is(.comma) else { break }
            takeComma(&inside)
        }
        guard isCloser(next.token) else { throw unread("no closing bracket") }
        for comment in takeLeading() {
            inside.closing += [.lineEnd(comment.lineEnds > 1 && !inside.items.isEmpty ? 1 : 0), .comment(comment.text)]
            inside.hasComments = true
        }
        inside.closer = take()
        return Part(layout: layout(inside, kind), shape: isLiteral ? .literal : kind == .parenthesis ? .plain : .tailed)
    }

    private func isCloser(_ token: Token) -> Bool {
        if case .symbol(let symbol) = token.kind { return symbol.isCloser }
        return token.isEnd
    }

    private mutating func item(_ kind: Bracket, _ inside: inout Inside) throws(Unread) -> Item {
        let first = next
        if !first.leading.isEmpty { inside.hasComments = true }
        let isFirst = inside.items.isEmpty
        if first.startsLine { inside.hasRows = true }
        let part: Part
        switch kind {
        case .list, .parenthesis: part = try expression()
        case .record:
            let key = [take(), try take(.colon), .blank]
            let value = try expression()
            part = Part(layout: .sequence(key + [value.layout]), shape: value.shape)
        case .call, .parameters: part = try named { reader throws(Unread) in try reader.expression() }
        case .subscripts: part = try named { reader throws(Unread) in try reader.subscriptItem() }
        }
        return Item(part: part, startsRow: first.startsLine, blank: !isFirst && first.lineEndsAbove > 1 ? 1 : 0)
    }

    /// `name=value`, or the value alone.
    private mutating func named(_ value: (inout LayoutReader) throws(Unread) -> Part) throws(Unread) -> Part {
        guard next.token.name != nil || next.token.keyword != nil, piece(1).token.is(.assign) else {
            return try value(&self)
        }
        let name = [take(), take()]
        let part = try value(&self)
        return Part(layout: .sequence(name + [part.layout]), shape: part.shape)
    }

    /// `0`, `1:`, `::2`, `...`.
    private mutating func subscriptItem() throws(Unread) -> Part {
        if next.token.is(.ellipsis) { return Part(layout: take()) }
        var parts: [Layout] = []
        while !next.token.is(.comma), !isCloser(next.token) {
            parts.append(next.token.is(.colon) ? take() : try expression().layout)
        }
        return Part(layout: .sequence(parts))
    }

    /// The comma is written anew; its comments stay behind it.
    private mutating func takeComma(_ inside: inout Inside) {
        let comma = next
        position += 1
        var after = comma.leading.map { Layout.comment($0.text) }
        if let trailing = comma.trailing { after.append(after.isEmpty ? .trailing(trailing) : .comment(trailing)) }
        guard !after.isEmpty else { return }
        inside.hasComments = true
        inside.items[inside.items.count - 1].after = after
    }

    private mutating func clauses(_ inside: inout Inside) throws(Unread) {
        func note(_ piece: FormatPiece, _ inside: inout Inside) {
            if !piece.leading.isEmpty { inside.hasComments = true }
            if piece.startsLine { inside.hasRows = true }
        }
        note(next, &inside)
        inside.clauses = [.sequence([take(), .blank, try loop()])]
        guard next.token.is(.if) else { return }
        note(next, &inside)
        inside.clauses.append(.sequence([take(), .blank, try expression().layout]))
    }

    // MARK: How it stands

    private func layout(_ inside: Inside, _ kind: Bracket) -> Layout {
        let items = inside.items
        let isTall = items.contains { $0.part.layout.isTall } || inside.clauses.contains(where: \.isTall)
        if items.isEmpty, !inside.hasComments { return .sequence([inside.opener, inside.closer]) }
        if !inside.clauses.isEmpty {
            let isBroken = inside.hasComments || inside.hasRows || isTall
            let parts = items.map(\.part.layout) + inside.clauses
            return group(inside, joined(parts, by: [.line]), isBroken: isBroken)
        }
        if kind == .parenthesis {
            let content = joined(items.map(\.part.layout), by: [.line])
            if isTall, !inside.hasComments { return .sequence([inside.opener] + content + [inside.closer]) }
            return group(inside, content, isBroken: inside.hasComments)
        }
        if !inside.hasComments, let hugged = hugged(inside, kind) { return hugged }
        return apart(inside, kind, isTall: isTall)
    }

    /// The bracket with one item that begins on the opening line and ends on the closing one: `table([`, … `])`.
    private func hugged(_ inside: Inside, _ kind: Bracket) -> Layout? {
        let items = inside.items
        guard kind == .call || kind == .list, items.count == 1 || kind == .call, let first = items.first else {
            return nil
        }
        let flat = Layout.sequence(
            [inside.opener] + joined(items.map(\.part.layout), by: [.text(","), .blank]) + [inside.closer])
        if items.count == 1, first.part.shape == .literal, kind == .call || !first.startsRow { return flat }
        let tall = items.indices.filter { items[$0].part.layout.isTall }
        guard tall.count == 1, let index = tall.first, !first.startsRow else { return nil }
        guard [.literal, .tailed].contains(items[index].part.shape) else { return nil }
        let tail = items[(index + 1)...].reduce(0) { $0 + $1.part.layout.width + 2 }
        guard tail < 70 else { return nil }
        return .either(flat, apart(inside, kind, isTall: true))
    }

    /// One item a line, or the writer's rows, where it does not fit on one line or was not meant to.
    private func apart(_ inside: Inside, _ kind: Bracket, isTall: Bool) -> Layout {
        let items = inside.items
        let keepsRows = kind == .list || kind == .record
        let startsBelow = items.first?.startsRow == true && kind != .subscripts
        let isBroken = inside.hasComments || isTall || startsBelow || keepsRows && inside.hasRows
        let isFilled = kind == .list && !isBroken && items.count > 8 && items.allSatisfy(\.part.isNumber)
        var content: [Layout] = []
        var row: [Layout] = []
        func finishRow() {
            if !row.isEmpty { content.append(.group(.sequence(row))) }
            row = []
        }
        for (index, item) in items.enumerated() {
            let isLast = index == items.count - 1
            let comma: Layout = isLast ? .ifBroken(kind == .subscripts ? "" : ",") : .text(",")
            let written =
                [item.part.layout, isLast && isBroken ? .text(kind == .subscripts ? "" : ",") : comma] + item.after
            let startsRow = !keepsRows || !inside.hasRows || item.startsRow || item.part.layout.isTall
            if isFilled {
                content.append(index == 0 ? .sequence(written) : .group(.sequence([.line] + written)))
            } else if !isBroken {
                content += (index == 0 ? [] : [.line]) + written
            } else if startsRow || index == 0 {
                finishRow()
                if index > 0 { content.append(.lineEnd(item.blank)) }
                row = written
            } else {
                row += [.line] + written
            }
        }
        finishRow()
        return group(inside, content, isBroken: isBroken)
    }

    private func group(_ inside: Inside, _ content: [Layout], isBroken: Bool) -> Layout {
        // A comment in an empty bracket brings its own line end.
        let first: [Layout] = content.isEmpty ? [] : [.softLine]
        return .group(
            .sequence([
                inside.opener, .indented(.sequence(first + content + inside.closing)), .softLine, inside.closer,
            ]), isBroken: isBroken)
    }
}
