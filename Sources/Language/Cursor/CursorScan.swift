/// Reads the tokens before a cursor once, from the front: brackets and blocks that are open at the end, and the names
/// that hold there.
struct CursorScan {
    let source: Source
    let tokens: [Token]
    private(set) var openings: [Cursor.Opening] = []
    private(set) var locals: [String] = []
    private(set) var elements: [Cursor.Element] = []

    /// A bracket (`word` nil) or a block that is open.
    private struct Open {
        var word: Keyword?
        var token: Int
        /// Names and elements that there were outside of it, where it is a function's.
        var outside: (names: Int, elements: Int)?
        /// `def f(x) = …`, which ends with its line.
        var isOneLine = false
    }

    private struct Lambda {
        var depth: Int
        var outside: (names: Int, elements: Int)
    }

    private var open: [Open] = []
    private var lambdas: [Lambda] = []
    /// The bracket of the call that ended last, for a block behind it.
    private var lastCall: Int?

    init(_ source: Source, _ tokens: [Token]) {
        self.source = source
        self.tokens = tokens
        for index in tokens.indices { follow(index) }
        openings = open.filter { $0.word == nil }.map { opening(at: $0.token) }
    }

    func span(_ first: Int, _ last: Int) -> Span {
        guard tokens.indices.contains(first), tokens.indices.contains(last) else { return Span(0, 0) }
        return Span(tokens[first].span.start, tokens[last].span.end)
    }

    private var isInBracket: Bool { open.last.map { $0.word == nil } ?? false }
    private var mark: (names: Int, elements: Int) { (locals.count, elements.count) }

    private mutating func forget(_ outside: (names: Int, elements: Int)) {
        locals.removeLast(max(0, locals.count - outside.names))
        elements.removeLast(max(0, elements.count - outside.elements))
    }

    // MARK: Forwards

    private mutating func follow(_ index: Int) {
        switch tokens[index].kind {
        case .symbol(let symbol): follow(symbol, index)
        case .keyword(let word): follow(word, index)
        case .newline where !isInBracket:
            endLambdas(deeperThan: open.count - 1)
            if let last = open.last, last.word == .def, last.isOneLine { close() }
        case .name: assign(index)
        case .cell: open = []
        default: break
        }
    }

    private mutating func follow(_ symbol: Symbol, _ index: Int) {
        if symbol.closer != nil {
            open.append(Open(word: nil, token: index))
        } else if symbol.isCloser {
            guard let place = open.lastIndex(where: { $0.word == nil }) else { return }
            endLambdas(deeperThan: place)
            lastCall = open[place].token
            open.removeSubrange(place...)
        } else if symbol == .comma {
            if isInBracket { endLambdas(deeperThan: open.count - 1) }
        } else if symbol == .assign, let last = open.last, last.word == .def, !last.isOneLine,
            index > 0, tokens[index - 1].is(.closeParenthesis), lastCall == last.token + 2
        {
            open[open.count - 1].isOneLine = true
        } else if symbol == .arrow {
            beginLambda(index)
        }
    }

    private mutating func follow(_ word: Keyword, _ index: Int) {
        switch word {
        case .def:
            if let name = token(index + 1)?.name { locals.append(name) }
            open.append(Open(word: .def, token: index, outside: mark))
        case .do:
            // The `do` of a loop's head opens no second block.
            if let last = open.last, last.word == .for || last.word == .while, isOnLine(last.token, index) { return }
            open.append(Open(word: .do, token: index, outside: mark))
            let names = nameList(from: index + 1)
            locals += names
            if names.count == 1, let call = lastCall, let subject = subject(ofCall: call) {
                elements.append(Cursor.Element(name: names[0], subject: subject))
            }
        case .while, .with: open.append(Open(word: word, token: index))
        case .if where !isInBracket: open.append(Open(word: word, token: index))
        case .then: if open.last?.word == .if { open.removeLast() }
        case .for:
            let names = nameList(from: index + 1)
            locals += names
            if names.count == 1, let subject = subject(ofLoop: index) {
                elements.append(Cursor.Element(name: names[0], subject: subject))
            }
            if !isInBracket { open.append(Open(word: word, token: index)) }
        case .end: if !isInBracket { close() }
        default: break
        }
    }

    private mutating func close() {
        guard let last = open.popLast() else { return }
        if let outside = last.outside { forget(outside) }
    }

    /// `x =` and `a, b =` at the start of a statement; a parameter of a `def`.
    private mutating func assign(_ index: Int) {
        guard let name = tokens[index].name else { return }
        if isInBracket {
            let bracket = open[open.count - 1].token
            let isParameter =
                bracket >= 2 && tokens[bracket - 2].is(.def)
                && (tokens[index - 1].is(.comma) || index - 1 == bracket)
            if isParameter { locals.append(name) }
            return
        }
        guard token(index + 1)?.is(.assign) == true else { return }
        var place = index
        while place >= 2, tokens[place - 1].is(.comma), let other = tokens[place - 2].name {
            locals.append(other)
            place -= 2
        }
        locals.append(name)
    }

    /// `x ->` or `(a, b) ->`.
    private mutating func beginLambda(_ index: Int) {
        let outside = mark
        var names: [String] = []
        if let name = token(index - 1)?.name {
            names = [name]
        } else if token(index - 1)?.is(.closeParenthesis) == true, let opener = opener(of: index - 1) {
            names = tokens[opener..<index].compactMap(\.name)
        }
        locals += names
        lambdas.append(Lambda(depth: open.count, outside: outside))
        if names.count == 1, let bracket = open.last, bracket.word == nil, let subject = subject(ofCall: bracket.token)
        {
            elements.append(Cursor.Element(name: names[0], subject: subject))
        }
    }

    private mutating func endLambdas(deeperThan depth: Int) {
        while let last = lambdas.last, last.depth > depth {
            forget(last.outside)
            lambdas.removeLast()
        }
    }

    private func nameList(from index: Int) -> [String] {
        var names: [String] = []
        var place = index
        while let name = token(place)?.name {
            names.append(name)
            guard token(place + 1)?.is(.comma) == true else { break }
            place += 2
        }
        return names
    }

    private func token(_ index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    private func isOnLine(_ first: Int, _ last: Int) -> Bool { !tokens[first..<last].contains { $0.isNewline } }

    // MARK: Subjects

    /// What the call with this bracket works on: what is piped into it, else its first argument.
    private func subject(ofCall bracket: Int) -> Cursor.Subject? {
        let opening = opening(at: bracket)
        guard case .call(_, let subject) = opening.kind else { return nil }
        if let subject { return subject }
        guard let first = opening.items.first, first.name == nil, opening.items.count > 1 || tokensClosed(bracket),
            let span = first.value
        else { return nil }
        return .expression(span)
    }

    private func tokensClosed(_ bracket: Int) -> Bool { !open.contains { $0.token == bracket && $0.word == nil } }

    private func subject(ofLoop index: Int) -> Cursor.Subject? {
        guard let first = tokens[index...].firstIndex(where: { $0.is(.in) }), first + 1 < tokens.count else {
            return nil
        }
        let last = tokens[(first + 1)...].firstIndex { $0.isNewline || $0.is(.do) } ?? tokens.count
        return last > first + 1 ? .expression(span(first + 1, last - 1)) : nil
    }

    /// What stands before the `|>` at `pipe`, earlier pipes included.
    func subject(before pipe: Int) -> Cursor.Subject? {
        guard let last = previous(pipe) else { return .lastAnswer }
        var place = last
        while true {
            guard let first = operandStart(endingAt: place) else { return nil }
            guard let before = previous(first), tokens[before].is(.pipe) else { return .expression(span(first, last)) }
            guard let next = previous(before) else { return .lastAnswer }
            place = next
        }
    }

    /// The last token before `index` that is no line end.
    func previous(_ index: Int) -> Int? { tokens[..<index].lastIndex { !$0.isNewline } }

    /// The first token of the operand (`a.b["c"](d)`) that ends with the token at `index`.
    func operandStart(endingAt index: Int) -> Int? {
        var place = index
        while let token = token(place) {
            switch token.kind {
            case .symbol(let symbol) where symbol.isCloser:
                guard let opener = opener(of: place) else { return nil }
                guard !tokens[opener].is(.openBrace), opener > 0, endsOperand(tokens[opener - 1]) else { return opener }
                place = opener - 1
            case .name, .string, .int, .float, .quantity, .keyword(.none), .keyword(.true), .keyword(.false):
                guard place >= 2, tokens[place - 1].is(.dot) else { return place }
                place -= 2
            default: return nil
            }
        }
        return nil
    }

    func endsOperand(_ token: Token) -> Bool {
        switch token.kind {
        case .name, .string: true
        case .symbol(let symbol): symbol.isCloser
        default: false
        }
    }

    private func opener(of closer: Int) -> Int? {
        var depth = 0
        for index in stride(from: closer, through: 0, by: -1) {
            guard case .symbol(let symbol) = tokens[index].kind else { continue }
            if symbol.isCloser { depth += 1 }
            if symbol.closer != nil { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}
