// Words that open a block elsewhere, where the whole block can be written as it is here.
extension ScriptParser {
    /// `begin x = 1 end`, and `begin` above lines that an `end` closes.
    /// - Parameter end: the `end`, where it stands below.
    func beginBlock(_ opener: Span, to end: Span? = nil) -> Diagnostic {
        var labels = [Diagnostic.Label(source, opener)]
        if let end { labels.append(.init(source, end, "so that this belongs to no block")) }
        var diagnostic = Diagnostic(
            "syntax.foreign-word", "no `begin` opens a block", labels: labels,
            help: "statements stand side by side without one: leave out `begin` and its `end`")
        guard !isTrial else { return diagnostic }
        let line = lexed.tokens.filter {
            $0.span.start >= opener.end && $0.span.end <= endOfCode(at: opener.end) && !$0.isNewline
        }
        guard let closer = end ?? line.last(where: { $0.is(.end) })?.span, closer.start >= opener.end else {
            if let next = line.first {
                diagnostic.fixes = [.init(Span(opener.start, next.span.start), "", "leave it out")]
            }
            return diagnostic
        }
        let inside = withoutIndent(text(Span(opener.end, closer.start)), under: opener)
        guard reads(inside) else { return diagnostic }
        diagnostic.fixes = [.init(opener.joined(with: closer), inside, "leave them out")]
        return diagnostic
    }

    /// The lines of a block as they stand outside of it.
    private func withoutIndent(_ block: String, under opener: Span) -> String {
        let outside = String(decoding: source.indent(source.lineNumber(at: opener.start)), as: UTF8.self)
        var lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.removeAll { $0.trimmed.isEmpty }
        let inside = lines.first.map { String($0.prefix { $0 == " " || $0 == "\t" }) } ?? ""
        for (index, line) in lines.enumerated() where line.hasPrefix(inside) {
            lines[index] = (index > 0 ? outside : "") + line.dropFirst(inside.count)
        }
        var text = lines.joined(separator: "\n")
        while let last = text.last, last == " " || last == ";" { text.removeLast() }
        return String(text.drop { $0 == " " || $0 == ";" })
    }

    /// `function f(x) return x end` and `func f(x) { return x }` on one line; else only the word. The name is next.
    func functionFix(_ word: Span) -> Diagnostic.Fix {
        let simple = Diagnostic.Fix(word, "def")
        let read = attempting { parser throws(Diagnostic) in
            let start = parser.peek().span.start
            _ = try parser.expectName("the name of the function")
            _ = try parser.parameters()
            return Span(start, parser.lastEnd)
        }
        guard let (head, after) = read, !after.token(at: after.position).isNewline else { return simple }
        if after.token(at: after.position).is(.openBrace) {
            let body = after.attempting { parser throws(Diagnostic) -> (Span, Int)? in
                parser.advance()
                _ = parser.take(.return)
                let value = try parser.expression()
                _ = parser.take(.semicolon)
                return parser.take(.closeBrace) ? (value.span, parser.lastEnd) : nil
            }
            guard let (value, end) = body?.result ?? nil else { return simple }
            return .init(Span(word.start, end), "def \(text(head)) = \(text(value))")
        }
        guard let body = after.functionOnOneLine(from: after.position)?.fixes.first else { return simple }
        return .init(Span(word.start, body.span.end), "def \(text(head))\(body.replacement)")
    }
}
