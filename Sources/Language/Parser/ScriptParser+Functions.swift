extension ScriptParser {
    /// `def f(x, k=3) … end` and `def f(x) = expr`, with the comment block above.
    mutating func definition() throws(Diagnostic) -> FunctionDefinition {
        let opener = Opener(word: "def", span: advance().span)
        let documentation = documentation(above: opener.span.start)
        let name = try expectName("the name of the function")
        guard peek().is(.openParenthesis) else {
            var missing = Diagnostic.missingParameters(name.text, source, name.span, isIncomplete: peek().isEnd)
            if peek().isNewline || peek().is(.assign) || peek().isEnd {
                missing.fixes = [.init(Span(name.span.end, name.span.end), "()", "write the brackets")]
            }
            throw missing
        }
        let parameters = try parameters()
        if peek().is(.arrow) { throw annotation(from: lastEnd) }
        let body: [Statement]
        if take(.assign) {
            skipNewlines()
            let loops = loopDepth
            loopDepth = 0
            functionDepth += 1
            let value = try expression()
            loopDepth = loops
            functionDepth -= 1
            body = [Statement(.expression(value), span: value.span)]
        } else {
            try endOfHead("def", opener.span)
            body = try functionBody(opener)
        }
        return FunctionDefinition(
            name: name, parameters: parameters, body: body, documentation: documentation,
            span: span(from: opener.span.start))
    }

    mutating func parameters() throws(Diagnostic) -> [Parameter] {
        try inBrackets { parser, opener throws(Diagnostic) in
            var parameters: [Parameter] = []
            while !parser.peek().is(.closeParenthesis) {
                if parser.peek().isEnd { throw parser.unclosed(opener, found: parser.peek()) }
                if let slip = parser.starredParameter(parser.peek()) { throw slip }
                let name = try parser.expectName("the name of a parameter")
                var value: Expression?
                if parser.take(.assign) {
                    value = try parser.expression()
                } else if parser.peek().is(.colon) {
                    throw parser.annotation(from: parser.lastEnd)
                } else if let last = parameters.last, last.defaultValue != nil {
                    throw .parameterOrder(name, after: last.name, parser.source)
                }
                parameters.append(Parameter(name: name, defaultValue: value))
                if !parser.take(.comma) { break }
            }
            try parser.refuseRepeats(parameters.map(\.name))
            try parser.close(opener, after: nil)
            return parameters
        }
    }

    func refuseRepeats(_ names: [Name]) throws(Diagnostic) {
        var seen: Set<String> = []
        for name in names where name.text != "_" && !seen.insert(name.text).inserted {
            throw .duplicate("the name `\(name.text)`", id: "syntax.duplicate-name", source, name.span)
        }
    }

    /// The comment lines directly above, without `#`, the blank behind it and blanks at their ends.
    private func documentation(above start: Int) -> String {
        var lines: [String] = []
        var number = source.position(at: start).line - 1
        while let text = lexed.commentLines[number], !text.hasPrefix("|"), !text.hasPrefix("!") {
            let end = text.utf8.last.map { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ?? false
            let line = end ? String(text.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed()) : text
            lines.append(line.hasPrefix(" ") ? String(line.dropFirst()) : line)
            number -= 1
        }
        return lines.reversed().joined(separator: "\n")
    }
}
