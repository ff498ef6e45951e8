/// Text in, tree out.
public enum Parser {
    /// Brackets, blocks and operators may stand this deep in one another.
    public static let deepestNesting = 200
    /// No tree is higher than this (`a + b + c + …` grows to the left), so walking one cannot exhaust the stack.
    public static let deepestTree = 1000
    /// `diagnostics(of:)` stops after this many.
    public static let mostDiagnostics = 20

    /// The tree of a whole script.
    /// - Throws: the first fault in the text. `isIncomplete` says that more text would mend it.
    public static func parse(_ source: Source) throws(Diagnostic) -> Program {
        var parser = ScriptParser(source)
        let program = parser.program(stopsAtFirst: true)
        if let first = parser.diagnostics.first { throw first }
        return program
    }

    /// The statements that could be read, and every fault that was found on the way (at most `mostDiagnostics`).
    public static func parseAll(_ source: Source) -> (program: Program, diagnostics: [Diagnostic]) {
        var parser = ScriptParser(source)
        let program = parser.program(stopsAtFirst: false)
        return (program, parser.diagnostics)
    }
}

/// The state of one reading: recursive descent for statements, precedence climbing for operators.
struct ScriptParser {
    /// Where an open block began.
    struct Opener {
        var word: String
        var span: Span
    }

    let source: Source
    let lexed: Tokens
    var tokens: [Token]
    var position = 0
    /// The end of the last token that was taken.
    var lastEnd = 0
    /// Inside brackets: newlines are blanks.
    var skipsNewlines = false
    /// A `do` may follow a call; not in the head of a loop.
    var allowsBlock = true
    var isInInterpolation = false
    var isInMarkdown = false
    var nesting = 0
    /// Nobody sees what is wrong: texts that would mend it need not be found, which would take a reading of their own.
    var isTrial = false
    var loopDepth = 0
    var functionDepth = 0
    /// The blocks that are open here, outermost first.
    var openers: [Opener] = []
    /// The brackets that are open here, in the innermost block.
    var brackets: [Token] = []
    /// Blocks whose `end` stands under another line than their own: the likely place of a missing `end`.
    var crooked: [(opener: Opener, end: Span)] = []
    var diagnostics: [Diagnostic] = []

    init(_ source: Source) {
        self.source = source
        lexed = Lexer.tokens(of: source)
        tokens = lexed.tokens
    }

    // MARK: Tokens

    private var lastToken: Token { tokens.last ?? Token(kind: .end, span: Span(lastEnd, lastEnd)) }

    func token(at index: Int) -> Token { index < tokens.count ? tokens[index] : lastToken }

    /// The next token; inside brackets the next one that is no newline.
    mutating func peek() -> Token {
        if skipsNewlines { skipNewlines() }
        return token(at: position)
    }

    /// The token after the next.
    mutating func peekSecond() -> Token {
        _ = peek()
        var index = position + 1
        if skipsNewlines { while token(at: index).isNewline { index += 1 } }
        return token(at: index)
    }

    @discardableResult
    mutating func advance() -> Token {
        let token = peek()
        if position < tokens.count { position += 1 }
        lastEnd = token.span.end
        return token
    }

    mutating func skipNewlines() {
        while token(at: position).isNewline { position += 1 }
    }

    mutating func take(_ symbol: Symbol) -> Bool {
        guard peek().is(symbol) else { return false }
        advance()
        return true
    }

    mutating func take(_ keyword: Keyword) -> Bool {
        guard peek().is(keyword) else { return false }
        advance()
        return true
    }

    /// A name; `role` says what for ("a parameter").
    mutating func expectName(_ role: String) throws(Diagnostic) -> Name {
        let token = peek()
        if let text = token.name {
            advance()
            return Name(text, span: token.span)
        }
        if let word = token.keyword { throw .reserved(word, role, source, token.span) }
        throw unexpected(role)
    }

    func span(from start: Int) -> Span { Span(start, max(start, lastEnd)) }

    // MARK: The whole script

    mutating func program(stopsAtFirst: Bool) -> Program {
        var body: [Statement] = []
        var cells = CellReader(source: source, lexed: lexed)
        reading: while true {
            let token = peek()
            switch token.kind {
            case .end: break reading
            case .newline, .symbol(.semicolon): advance()
            case .cell(let index):
                advance()
                cells.open(index, before: body.count)
                isInMarkdown = cells.isMarkdown
            default:
                let start = position
                do throws(Diagnostic) {
                    body.append(try finishedStatement())
                } catch {
                    var diagnostic = error
                    if isBehindBlockComment(error) {
                        diagnostic.notes.append("`#=` opens no comment of several lines: each of them begins with `#`")
                        diagnostic.fixes = []
                    }
                    if isInMarkdown { diagnostic.fixes = [] }
                    if isInMarkdown { diagnostic.notes.append("each line of a markdown cell begins with `#`") }
                    diagnostics.append(diagnostic)
                    // Behind a text that is nested too deeply there is nothing that could be told apart.
                    let isHopeless = error.id == "syntax.too-deep" || diagnostics.count >= Parser.mostDiagnostics
                    if stopsAtFirst || isHopeless { break reading }
                    recover(from: start)
                }
            }
        }
        return Program(source: source, body: body, cells: cells.finish(statements: body.count))
    }

    /// A `#=` above and a `=#` below, as Julia writes comments of several lines.
    private func isBehindBlockComment(_ diagnostic: Diagnostic) -> Bool {
        guard let label = diagnostic.labels.first, source.text.contains("=#") else { return false }
        let line = source.lineNumber(at: label.span.start)
        return lexed.commentLines.contains { $0.key < line && $0.value.hasPrefix("=") }
    }

    /// Goes on at the next line that begins at the margin with something that can begin a statement.
    private mutating func recover(from start: Int) {
        position = max(position, start + 1)
        skipsNewlines = false
        allowsBlock = true
        isInInterpolation = false
        tokens = lexed.tokens
        nesting = 0
        loopDepth = 0
        functionDepth = 0
        openers = []
        brackets = []
        crooked = []
        position = max(start + 1, tokens.firstIndex { $0.span.start >= lastEnd } ?? tokens.count)
        while true {
            let token = token(at: position)
            if token.isEnd || token.isCell { return }
            let isAtMargin = token.span.start == 0 || source.bytes[token.span.start - 1] == 0x0A
            var closes = token.keyword?.closesBlock ?? false
            if case .symbol(let symbol) = token.kind { closes = closes || symbol.isCloser || symbol == .pipe }
            if isAtMargin, !token.isNewline, !closes { return }
            position += 1
        }
    }
}
