/// How deep the lines of an unfinished text stand, for an editor that indents.
public struct Nesting: Sendable {
    /// Blanks that one level is indented by.
    public static let step = 4

    /// Levels that are open after the text.
    public private(set) var depth: Int
    /// The last line closes a level, or opens the next part of one (`end`, `else`, `)`): it stands a level further out.
    public private(set) var lastLineCloses: Bool

    public init(of text: String) {
        let source = Source(name: "entry", text: text)
        let lastLine = source.bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        var open: [Opener] = []
        var closes: Bool?
        for (index, token) in Lexer.tokens(of: source).tokens.enumerated() {
            if token.isEnd { break }
            if token.span.start >= lastLine, closes == nil { closes = Nesting.closes(token) }
            Nesting.follow(token, isFirst: index == 0, &open)
        }
        // Brackets that open on one line indent what follows once.
        var levels: [Int] = []
        for opener in open {
            let line = source.position(at: opener.start).line
            if !(opener.isBracket && levels.last == line) { levels.append(line) }
        }
        depth = levels.count
        lastLineCloses = closes ?? false
    }

    private struct Opener {
        var word: Keyword?
        var start: Int
        /// The line of a `def` goes on: an `=` there begins its body.
        var isHead = false
        var isBracket: Bool { word == nil }
    }

    private static func closes(_ token: Token) -> Bool {
        switch token.kind {
        case .keyword(let word): word.closesBlock
        case .symbol(let symbol): symbol.isCloser
        default: false
        }
    }

    private static func follow(_ token: Token, isFirst: Bool, _ open: inout [Opener]) {
        let isInBracket = open.last?.isBracket ?? false
        switch token.kind {
        case .symbol(let symbol) where symbol.closer != nil:
            open.append(Opener(word: nil, start: token.span.start))
        case .symbol(let symbol) where symbol.isCloser:
            if let place = open.lastIndex(where: \.isBracket) { open.removeSubrange(place...) }
        case .newline, .symbol(.semicolon):
            if !isInBracket, !open.isEmpty { open[open.count - 1].isHead = false }
        case .symbol(.assign) where open.last?.isHead == true:
            // `def f(x) = expr` has no block.
            open.removeLast()
        case .keyword(.then) where open.last?.word == .if:
            // `if c then a else b` has none either.
            open.removeLast()
        case .keyword(let word):
            switch word {
            case .def: open.append(Opener(word: word, start: token.span.start, isHead: true))
            case .while, .do, .with: open.append(Opener(word: word, start: token.span.start))
            // In brackets these belong to `[f(x) for x in xs if c]`.
            case .if, .for: if !isInBracket { open.append(Opener(word: word, start: token.span.start)) }
            case .end: if !isInBracket, !open.isEmpty { open.removeLast() }
            default: break
            }
        default: break
        }
    }
}
