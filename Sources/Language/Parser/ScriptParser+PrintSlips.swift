// What other languages print with, where it is no call.
extension ScriptParser {
    /// `puts x` and `echo hello world`; the first argument is next.
    func printed(_ name: String, _ last: Expression, _ token: Token) -> Diagnostic {
        var diagnostic = Diagnostic(
            "syntax.missing-parentheses", "`\(name)` is `print` here, and a call has brackets",
            labels: [.init(source, last.span)], help: "write `print(x)`")
        let end = endOfCode(at: token.span.start)
        let words = Span(token.span.start, end)
        var call = ""
        if let items = attempting({ parser throws(Diagnostic) in try parser.expressions() })?.result,
            items.last?.span.end == end
        {
            call = PrintElsewhere.formatted("f(\(text(items)))")?.text ?? "print(\(text(items)))"
        } else if !text(words).contains(where: { "\"\\$;".contains($0) }) {
            call = "print(\"\(text(words))\")"
        }
        guard !call.isEmpty, reads(call) else { return diagnostic }
        diagnostic.help = "write `\(call)`"
        diagnostic.fixes = [.init(Span(last.span.start, end), call)]
        return diagnostic
    }

    /// `cout << "a" << x << endl`; the sign is next.
    func streamed(_ cout: Expression?) -> Diagnostic {
        let sign = token(at: position).span
        var diagnostic = Diagnostic(
            "syntax.shift", "nothing is printed with `<<`", labels: [.init(source, sign)],
            help: "write `print(a, b)`")
        let read = attempting { parser throws(Diagnostic) in
            var items: [Expression] = []
            while parser.take(.leftShift) { items.append(try parser.expression(.sum)) }
            return items
        }
        guard let cout, let all = read?.result, let end = all.last?.span.end else { return diagnostic }
        let shown = all.filter { !$0.isNamed("endl") && text($0.span) != "\"\\n\"" }
        diagnostic.fixes = [.init(Span(cout.span.start, end), "print(\(text(shown)))")]
        return diagnostic
    }
}
