/// Reads the tokens of a script that parses, by the grammar of `ScriptParser`, into a layout.
struct LayoutReader {
    /// Something stands where the grammar has nothing: a fault of this reader.
    struct Unread: Error {
        var what: String
        var span: Span
    }

    /// An expression's layout and what the layout around it has to know.
    struct Part {
        enum Shape {
            case plain
            /// A list, a record or a string over several lines: it can begin on the line of the bracket around it.
            case literal
            /// It ends in a bracket or a block.
            case tailed
            case operators
            case pipe
        }

        var layout: Layout
        var shape = Shape.plain
        var isNumber = false
    }

    var pieces: [FormatPiece]
    var position = 0
    /// Inside brackets: line ends are blanks.
    var isInBrackets = false
    /// How many blocks are open.
    var blocks = 0

    init(_ pieces: [FormatPiece]) { self.pieces = pieces }

    // MARK: Pieces

    var next: FormatPiece { piece(0) }

    func piece(_ ahead: Int) -> FormatPiece {
        let index = min(position + ahead, pieces.count - 1)
        return index >= 0 ? pieces[index] : FormatPiece(token: Token(kind: .end, span: Span(0, 0)), text: "")
    }

    /// The next token is behind the end of the line, and that counts.
    var isAtLineEnd: Bool { next.startsLine && !isInBrackets }

    func unread(_ what: String) -> Unread { Unread(what: "\(what) at `\(next.text)`", span: next.token.span) }

    /// The next token with its comments.
    mutating func take() -> Layout {
        let piece = next
        if position < pieces.count - 1 { position += 1 }
        if piece.leading.isEmpty, piece.trailing == nil { return .text(piece.text) }
        var parts: [Layout] = []
        for (index, comment) in piece.leading.enumerated() {
            parts.append(.comment(comment.text, index > 0 && comment.lineEnds > 1 ? 1 : 0))
        }
        parts.append(.text(piece.text))
        if let trailing = piece.trailing { parts.append(.trailing(trailing)) }
        return .sequence(parts)
    }

    mutating func take(_ symbol: Symbol) throws(Unread) -> Layout {
        guard next.token.is(symbol) else { throw unread("no `\(symbol.rawValue)`") }
        return take()
    }

    mutating func take(_ keyword: Keyword) throws(Unread) -> Layout {
        guard next.token.is(keyword) else { throw unread("no `\(keyword.rawValue)`") }
        return take()
    }

    /// The comments in front of the next token, which then has none.
    mutating func takeLeading() -> [FormatPiece.Comment] {
        guard position < pieces.count else { return [] }
        let comments = pieces[position].leading
        pieces[position].leading = []
        return comments
    }

    // MARK: Statements

    mutating func script() throws(Unread) -> Layout {
        let layout = try statements(most: 2)
        guard next.token.isEnd else { throw unread("something after the last statement") }
        return .sequence(layout)
    }

    /// Statements up to what closes their block, each with the line ends in front of it but the first one's.
    /// - Parameter most: how many empty lines may follow one another.
    mutating func statements(most: Int) throws(Unread) -> [Layout] {
        var parts: [Layout] = []
        func blank(_ lineEnds: Int) -> Int { parts.isEmpty ? 0 : min(max(lineEnds - 1, 0), most) }
        while true {
            let above = next.lineEndsAbove
            let comments = takeLeading()
            for (index, comment) in comments.enumerated() {
                if parts.isEmpty, index == 0 {
                    parts.append(.nothing)
                } else {
                    parts.append(.lineEnd(blank(comment.lineEnds)))
                }
                parts.append(statementComment(comment.text))
            }
            let token = next.token
            let lineEnds = comments.isEmpty ? above : next.lineEnds
            if token.isEnd || (blocks > 0 && token.keyword?.closesBlock == true) { return parts }
            if token.is(.semicolon) {
                // One that ends nothing goes; but a comment behind it would be another one on a line of its own: prose,
                // documentation, the beginning of a cell.
                if next.trailing != nil {
                    if !parts.isEmpty { parts.append(.lineEnd(blank(lineEnds))) }
                    parts.append(take())
                } else {
                    position += 1
                }
                continue
            }
            if !parts.isEmpty { parts.append(.lineEnd(blank(lineEnds))) }
            parts.append(token.isCell ? take() : try lineOfStatements())
        }
    }

    /// A comment that would begin a cell at the margin, but did not stand there, stays off it.
    private func statementComment(_ text: String) -> Layout {
        let isMarker = blocks == 0 && Lexer.markerText(String(text.dropFirst())) != nil
        return isMarker ? .indented(.comment(text, 0)) : .comment(text, 0)
    }

    /// A statement and those that follow it on its line behind a `;`.
    private mutating func lineOfStatements() throws(Unread) -> Layout {
        var statements = [try finishedStatement()]
        while !next.startsLine, !next.token.isEnd, !next.token.isCell, next.token.keyword?.closesBlock != true {
            if next.token.is(.semicolon) {
                // A trailing comment ends the line, so this has none that another one follows.
                if let trailing = next.trailing { statements.append(.comment(trailing, 0)) }
                position += 1
                continue
            }
            statements.append(try finishedStatement())
        }
        if statements.count == 1 { return statements[0] }
        let isTall = statements.dropLast().contains(where: \.isTall) || statements.last?.isTall == true
        return .group(.sequence(joined(statements, by: [.line])), isBroken: isTall)
    }

    private mutating func finishedStatement() throws(Unread) -> Layout {
        let start = position
        let layout = try statement()
        guard position > start else { throw unread("no statement") }
        guard next.token.is(.semicolon), !next.startsLine else { return layout }
        return .sequence([layout, take()])
    }

    private mutating func statement() throws(Unread) -> Layout {
        switch next.token.kind {
        case .keyword(.def): return try definition()
        case .keyword(.while):
            let head = [take(), .blank, try expression().layout]
            return .sequence(head + [try block(), take()])
        case .keyword(.for):
            let head = [take(), .blank, try loop()]
            return .sequence(head + [try block(), take()])
        case .keyword(.use): return try use()
        default: return try simpleStatement()
        }
    }

    /// What may also stand behind `then`.
    mutating func simpleStatement() throws(Unread) -> Layout {
        let token = next.token
        switch token.kind {
        case .keyword(.return):
            let word = take()
            let following = next.token
            let isBare =
                isAtLineEnd || following.isEnd || following.is(.semicolon)
                || (following.keyword?.followsOperand == true && !following.is(.if))
            return isBare ? word : .sequence([word, .blank, try expression().layout])
        case .keyword(.break), .keyword(.continue): return take()
        case .symbol(.pipe):
            let first = [take(), .blank, try expression(.or).layout]
            return try pipe(Part(layout: .sequence(first))).layout
        default:
            guard Token.beginsAssertion({ piece($0).token }, beginsLine: { piece($0).startsLine }) else {
                return try assignmentOrExpression()
            }
            var parts = [take(), .blank, try expression().layout]
            if next.token.is(.comma), !isAtLineEnd { parts += [take(), .blank, try expression().layout] }
            return .sequence(parts)
        }
    }

    private mutating func assignmentOrExpression() throws(Unread) -> Layout {
        var parts = [try expression().layout]
        while next.token.is(.comma), !isInBrackets, !isAtLineEnd {
            parts += [take(), .blank]
            if next.token.is(.assign) {
                parts.removeLast(2)
                break
            }
            parts.append(try expression().layout)
        }
        var updates = false
        if case .symbol(let symbol) = next.token.kind { updates = symbol.updates != nil }
        guard next.token.is(.assign) && !isInBrackets || updates, !isAtLineEnd else { return .sequence(parts) }
        let sign = take()
        parts += [.blank, sign, .blank]
        let value = try expression()
        // Behind a comment the value has a line of its own.
        parts.append(sign.isTall ? .indented(value.layout) : value.layout)
        while next.token.is(.comma), !isInBrackets, !isAtLineEnd {
            parts += [take(), .blank, try expression().layout]
        }
        return .sequence(parts)
    }

    private mutating func use() throws(Unread) -> Layout {
        var parts = [take(), .blank, take()]
        while next.token.is(.dot), !isAtLineEnd { parts += [take(), take()] }
        if next.token.name == "as", !isAtLineEnd { parts += [.blank, take(), .blank, take()] }
        return .sequence(parts)
    }

    func joined(_ parts: [Layout], by separator: [Layout]) -> [Layout] {
        var result: [Layout] = []
        for part in parts {
            if !result.isEmpty { result += separator }
            result.append(part)
        }
        return result
    }
}
