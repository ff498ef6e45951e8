extension Diagnostic: CustomStringConvertible {
    /// What a program that embeds Limn shows where it lets an error through.
    public var description: String { plain }

    /// As plain text: `file:line:column: error: message [id]`, the marked lines, notes and help.
    public var plain: String {
        var lines: [String] = []
        let title = "\(severity.rawValue): \(message) [\(id)]"
        if let first = labels.first {
            let place = first.source.position(at: first.span.start)
            lines.append("\(first.source.name):\(place.line):\(place.column): \(title)")
        } else {
            lines.append(title)
        }
        for (index, label) in labels.enumerated() {
            let place = label.source.position(at: label.span.start)
            if index > 0, label.source !== labels[0].source {
                lines.append("\(label.source.name):\(place.line):\(place.column):")
            }
            lines += label.marked(line: place.line)
        }
        lines += notes.map { "note: \($0)" }
        if let help { lines.append("help: \(help)") }
        for frame in trace {
            let place = frame.source.position(at: frame.span.start)
            lines.append("in \(frame.function), called at \(frame.source.name):\(place.line):\(place.column)")
        }
        return lines.joined(separator: "\n")
    }
}

extension Diagnostic.Label {
    /// How much of a long line is shown on each side of the mark.
    private static let reach = 60

    /// The source line and the marks below it.
    fileprivate func marked(line number: Int) -> [String] {
        let lineStart = source.lineStarts[number - 1]
        let lineText = source.line(number)
        let lineEnd = lineStart + lineText.utf8.count
        let start = min(max(span.start, lineStart), lineEnd)
        let end = min(max(span.end, start), lineEnd)
        var before = Array(source.text(in: Span(lineStart, start)))
        var marked = Array(source.text(in: Span(start, end)))
        var after = Array(source.text(in: Span(end, lineEnd)))
        let reach = Diagnostic.Label.reach
        if before.count > reach { before = ["…"] + before.suffix(reach - 1) }
        if marked.count > reach {
            marked = marked.prefix(reach - 1) + ["…"]
            after = []
        }
        if after.count > reach { after = after.prefix(reach - 1) + ["…"] }
        let gutter = String(number)
        let blanks = String(before.map { $0 == "\t" ? "\t" : " " })
        let marks = String(repeating: "^", count: max(1, marked.count))
        return [
            "\(gutter) | \(String(before + marked + after))",
            "\(String(repeating: " ", count: gutter.count)) | \(blanks)\(marks)\(text.isEmpty ? "" : " " + text)",
        ]
    }
}
