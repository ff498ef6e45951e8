/// Lays out a script anew: the same program, the same comments, one way of writing them.
///
/// Four blanks an indent, one blank around operators and behind commas, none around the `=` of an option, lines of at
/// most a hundred characters. What does not fit is broken from the outside in: one argument, one element, one stage of
/// a pipe a line. Kept as the writer has them: line ends behind an opening bracket, rows of lists and records, pipes
/// over several lines, empty lines (two at most; one inside blocks). Strings and comments stay byte for byte.
public enum Formatter {
    /// - Returns: the text laid out; `format` of it gives it back unchanged.
    /// - Throws: the first syntax error; `format.refused` where the outcome would not be the same program, which is a
    ///   fault of the formatter.
    public static func format(_ source: Source) throws(Diagnostic) -> String {
        let program = try Parser.parse(source)
        var text = try laidOut(source)
        for _ in 0..<most {
            let next = try laidOut(Source(name: source.name, text: text))
            if next == text {
                try check(source, program, text)
                return text
            }
            text = next
        }
        throw refusal(source, "the layout does not settle")
    }

    /// Laying out is repeated until nothing changes; two rounds are the rule.
    private static let most = 8

    private static func laidOut(_ source: Source) throws(Diagnostic) -> String {
        let lexed = Lexer.tokens(of: source)
        var reader = LayoutReader(FormatPieces(source, lexed).pieces)
        let layout: Layout
        do throws(LayoutReader.Unread) {
            layout = try reader.script()
        } catch {
            throw refusal(source, error.what, at: error.span)
        }
        var lines = LayoutPrinter.lines(of: layout)
        while lines.last?.isEmpty == true { lines.removeLast() }
        alignComments(&lines)
        let end = usesCarriageReturns(source) ? "\r\n" : "\n"
        var text = ""
        for line in lines {
            if !line.isEmpty { text += String(repeating: " ", count: line.indent) }
            text += line.code
            if let comment = line.comment { text += comment }
            text += end
        }
        return text
    }

    /// The first line end decides for all that are not inside strings.
    private static func usesCarriageReturns(_ source: Source) -> Bool {
        guard let first = source.bytes.firstIndex(of: 0x0A), first > 0 else { return false }
        return source.bytes[first - 1] == 0x0D
    }

    /// Comments behind neighbouring lines of one indent begin in one column, where all of them then fit.
    private static func alignComments(_ lines: inout [LayoutPrinter.Line]) {
        var start = 0
        while start < lines.count {
            guard lines[start].comment != nil else {
                start += 1
                continue
            }
            var end = start + 1
            while end < lines.count, lines[end].comment != nil, lines[end].indent == lines[start].indent { end += 1 }
            let column = lines[start..<end].map(\.width).max() ?? 0
            let longest = lines[start..<end].map { $0.comment?.count ?? 0 }.max() ?? 0
            let fits = column + 2 + longest <= LayoutPrinter.widest
            for index in start..<end {
                let gap = fits ? column - lines[index].width + 2 : 2
                lines[index].comment = String(repeating: " ", count: gap) + (lines[index].comment ?? "")
            }
            start = end
        }
    }

    // MARK: The formatter's own check

    private static func check(_ source: Source, _ program: Program, _ text: String) throws(Diagnostic) {
        let made = Source(name: source.name, text: text)
        let other: Program
        do {
            other = try Parser.parse(made)
        } catch {
            throw refusal(source, "the outcome does not parse: \(error.message)")
        }
        guard program.means(the: other) else { throw refusal(source, "the outcome is another program") }
        let before = FormatPieces(source, Lexer.tokens(of: source)).essence
        let after = FormatPieces(made, Lexer.tokens(of: made)).essence
        guard before.comments == after.comments else { throw refusal(source, "a comment would change") }
        guard before.tokens == after.tokens else { throw refusal(source, "a token would change") }
    }

    private static func refusal(_ source: Source, _ what: String, at span: Span = Span(0, 0)) -> Diagnostic {
        Diagnostic(
            "format.refused", "this script cannot be laid out: \(what)", labels: [Diagnostic.Label(source, span)],
            notes: ["the file is as it was; this is a fault of Limn's formatter, not of the script"])
    }
}
