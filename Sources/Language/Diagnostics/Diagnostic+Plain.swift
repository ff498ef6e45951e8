extension Diagnostic: CustomStringConvertible {
    /// What a program that embeds Limn shows where it lets an error through.
    public var description: String { plain }

    /// As plain text: `file:line:column: error: message [id]`, the marked lines, notes, help and the calls that led here.
    public var plain: String {
        let title = "\(severity.rawValue): \(message.shownOnOneLine) [\(id)]"
        let width = Diagnostic.plainWidth
        var lines: [String] = []
        for (index, excerpt) in Excerpt.all(labels, width: width).enumerated() {
            let place = "\(excerpt.source.name.shownOnOneLine):\(excerpt.line):\(excerpt.column):"
            lines.append(index == 0 ? "\(place) \(title)" : place)
            lines += excerpt.text
        }
        if lines.isEmpty { lines.append(title) }
        lines += notes.map { "note: \($0)" }
        if let help { lines.append("help: \(help)") }
        lines += mendedLines.map { "fix: \($0)" }
        for step in steps {
            lines.append(step.words)
            if let call = step.call { lines += Excerpt.all([call], width: width, hasPrimary: false).flatMap(\.text) }
        }
        return lines.joined(separator: "\n")
    }

    /// Wide enough for any line that was written to be read.
    private static let plainWidth = 120
}

extension Excerpt {
    /// The lines without colours, nothing behind the last character.
    var text: [String] {
        lines.map { pieces in
            let line = pieces.map(\.text).joined()
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
