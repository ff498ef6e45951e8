// What the pointers for habits from other languages need to offer a text in the place of the one that is wrong.
extension ScriptParser {
    /// What `body` reads from here on, without moving; nil where it cannot be read.
    func attempting<Result>(
        _ body: (inout ScriptParser) throws(Diagnostic) -> Result
    ) -> (result: Result, after: ScriptParser)? {
        var ahead = self
        ahead.isTrial = true
        do throws(Diagnostic) {
            let result = try body(&ahead)
            return (result, ahead)
        } catch { return nil }
    }

    /// Expressions with commas between them from here on; at least one. Moves behind them.
    mutating func expressions() throws(Diagnostic) -> [Expression] {
        var items = [try expression()]
        while take(.comma) { items.append(try expression()) }
        return items
    }

    /// The end of the line that holds `offset`, without blanks and without a comment.
    func endOfCode(at offset: Int) -> Int {
        let line = source.lineSpan(source.lineNumber(at: offset))
        let last = lexed.tokens.last {
            $0.span.end <= line.end && !$0.isNewline && !$0.isEnd && $0.span.start >= line.start
        }
        return max(last?.span.end ?? line.end, offset)
    }

    /// The token is the first of its line.
    func beginsLine(_ token: Token) -> Bool {
        let number = source.lineNumber(at: token.span.start)
        return source.lineStarts[number - 1] + source.indent(number).count == token.span.start
    }

    /// `text` could stand here, in the loops and functions that are open.
    func reads(_ text: String) -> Bool {
        var parser = ScriptParser(Source(name: source.name, text: text))
        (parser.isTrial, parser.loopDepth, parser.functionDepth) = (true, loopDepth, functionDepth)
        _ = parser.program(stopsAtFirst: true)
        return parser.diagnostics.isEmpty
    }

    func text(_ span: Span) -> String { source.text(in: span) }

    /// The text of expressions with commas between them.
    func text(_ items: [Expression]) -> String { items.map { text($0.span) }.joined(separator: ", ") }
}

extension Diagnostic.Fix {
    /// `title` is what to write, unless it says more.
    init(_ span: Span, _ replacement: String, _ title: String? = nil) {
        self.init(span: span, replacement: replacement, title: title ?? "write `\(replacement)`")
    }
}
