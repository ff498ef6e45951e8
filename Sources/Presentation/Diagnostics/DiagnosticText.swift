import Language

/// A diagnostic for people: what, where with the lines marked, what else is known, what to try, which calls led there.
///
/// ```
/// error[name.unknown]: there is no name `hetmap`
///  --> maps.limn:3:8
///   |
/// 3 | heat = hetmap(run, "dog")
///   |        ^^^^^^
///   = help: did you mean `heatmap`?
///   = fix: heat = heatmap(run, "dog")
/// ```
public struct DiagnosticText {
    private let style: Style
    private let width: Int

    public init(style: Style = .plain, width: Int = 100) {
        self.style = style
        self.width = max(width, 20)
    }

    /// The text, lines joined by newlines, none at its end.
    public func render(_ diagnostic: Diagnostic) -> String {
        var lines = headline(diagnostic)
        let excerpts = Excerpt.all(diagnostic.labels, width: width)
        let calls = diagnostic.steps.compactMap(\.call)
        let last = (diagnostic.labels + calls).map { $0.source.position(at: $0.span.end).line }.max() ?? 1
        let margin = String(repeating: " ", count: String(last).count)
        for (index, excerpt) in excerpts.enumerated() {
            let arrow = style(.blue, index == 0 ? "-->" : ":::")
            lines.append("\(margin)\(arrow) \(oneLine(excerpt.source.name)):\(excerpt.line):\(excerpt.column)")
            lines.append("\(margin) \(style(.blue, "|"))")
            lines += drawn(excerpt, margin)
        }
        for note in diagnostic.notes { lines += remark("note", note, margin) }
        if let help = diagnostic.help { lines += remark("help", help, margin) }
        for line in diagnostic.mendedLines { lines += remark("fix", line, margin) }
        lines += trace(diagnostic, margin)
        return lines.joined(separator: "\n")
    }

    private func headline(_ diagnostic: Diagnostic) -> [String] {
        let ink: Style.Ink =
            switch diagnostic.severity {
            case .error: .red
            case .warning: .yellow
            case .note: .cyan
            }
        let id = diagnostic.id.isEmpty ? "" : "[\(diagnostic.id)]"
        let title = diagnostic.severity.rawValue + id
        let message = oneLine(diagnostic.message)
        if displayWidth(of: title) + 2 + displayWidth(of: message) <= width {
            return [style(ink, title) + style(.bold, ": \(message)")]
        }
        // In a narrow window the id has its line to itself.
        let first = displayWidth(of: title) + 20 > width
        let lines = (first ? message : "\(title): \(message)").wrapped(to: width - (first ? 2 : 0))
        if first { return [style(ink, title) + style(.bold, ":")] + lines.map { style(.bold, "  \($0)") } }
        let head = lines[0].dropFirst(title.count)
        return [style(ink, title) + style(.bold, String(head))] + lines.dropFirst().map { style(.bold, $0) }
    }

    /// The lines of an excerpt, their numbers right-aligned in the margin.
    private func drawn(_ excerpt: Excerpt, _ margin: String) -> [String] {
        excerpt.lines.map { pieces in
            let bare = pieces.map(\.text).joined()
            let shift = String(repeating: " ", count: max(margin.count - excerpt.gutterWidth, 0))
            var room = bare.count - bare.reversed().prefix { $0 == " " }.count
            var line = shift
            for piece in pieces {
                let text = String(piece.text.prefix(max(room, 0)))
                room -= text.count
                line += style(ink(piece.role), text)
            }
            return line
        }
    }

    private func ink(_ role: Excerpt.Role) -> Style.Ink? {
        switch role {
        case .gutter, .secondary: .blue
        case .primary: .red
        case .source: nil
        }
    }

    private func remark(_ kind: String, _ text: String, _ margin: String) -> [String] {
        let indent = margin + String(repeating: " ", count: kind.count + 5)
        let room = max(width - indent.count, 12)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            oneLine(String($0)).wrapped(to: room)
        }
        let head = "\(margin) \(style(.blue, "=")) \(style(.bold, kind)): \(lines.first ?? "")"
        return [head] + lines.dropFirst().map { indent + $0 }
    }

    private func trace(_ diagnostic: Diagnostic, _ margin: String) -> [String] {
        diagnostic.steps.flatMap { step -> [String] in
            guard let call = step.call else { return ["\(margin)   \(step.words)"] }
            let lines = step.words.wrapped(to: max(width - margin.count - 3, 12))
            let rest = lines.dropFirst().map { margin + "   " + $0 }
            return ["\(margin) \(style(.blue, "=")) \(lines[0])"] + rest
                + Excerpt.all([call], width: width - margin.count, hasPrimary: false).flatMap { drawn($0, margin) }
        }
    }
}

extension Style {
    fileprivate func callAsFunction(_ ink: Ink?, _ text: String) -> String {
        ink.map { self($0, text) } ?? text
    }
}
