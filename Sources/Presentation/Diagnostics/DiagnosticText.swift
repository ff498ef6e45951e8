import Language

/// A diagnostic for people: what, where with the line marked, what else is known, what to try.
///
/// ```
/// error[name.unknown]: there is no `hetmap`
///  --> maps.limn:3:8
///   |
/// 3 | heat = hetmap(run, "dog")
///   |        ^^^^^^
///   = help: did you mean `heatmap`?
/// ```
public struct DiagnosticText {
    private let style: Style
    private let width: Int
    /// Calls shown of a trace that is longer.
    private static let traceLimit = 8

    public init(style: Style = .plain, width: Int = 100) {
        self.style = style
        self.width = max(width, 40)
    }

    /// The text, lines joined by newlines, none at its end.
    public func render(_ diagnostic: Diagnostic) -> String {
        var lines = [headline(diagnostic)]
        let excerpts = diagnostic.labels.map { ($0, SourceExcerpt($0, width: width - 10)) }
        let gutter = max(excerpts.map { String($0.1.line).count }.max() ?? 1, 1)
        var lastSource: Source?
        for (label, excerpt) in excerpts {
            let isSame = lastSource === label.source
            lines += marked(label, excerpt, gutter: gutter, isFirst: lastSource == nil, isSameSource: isSame)
            lastSource = label.source
        }
        let margin = String(repeating: " ", count: gutter)
        lines += diagnostic.notes.map { remark("note", $0, margin) }
        if let help = diagnostic.help { lines.append(remark("help", help, margin)) }
        for fix in diagnostic.fixes where fix.title != diagnostic.help {
            lines.append(remark("fix", "\(fix.title): \(oneLine(fix.replacement))", margin))
        }
        lines += trace(diagnostic.trace, margin)
        return lines.joined(separator: "\n")
    }

    private func headline(_ diagnostic: Diagnostic) -> String {
        let ink: Style.Ink =
            switch diagnostic.severity {
            case .error: .red
            case .warning: .yellow
            case .note: .cyan
            }
        let id = diagnostic.id.isEmpty ? "" : "[\(diagnostic.id)]"
        return style(ink, diagnostic.severity.rawValue + id) + style(.bold, ": \(diagnostic.message)")
    }

    private func marked(
        _ label: Diagnostic.Label, _ excerpt: SourceExcerpt, gutter: Int, isFirst: Bool, isSameSource: Bool
    ) -> [String] {
        let margin = String(repeating: " ", count: gutter)
        let bar = style(.blue, "|")
        let arrow = style(.blue, isFirst ? "-->" : ":::")
        var lines: [String] = []
        if !isSameSource {
            lines.append("\(margin)\(arrow) \(label.source.name):\(excerpt.line):\(excerpt.column)")
            lines.append("\(margin) \(bar)")
        }
        lines.append("\(style(.blue, pad(String(excerpt.line), to: gutter, .right))) \(bar) \(excerpt.text)")
        let mark = String(repeating: isFirst ? "^" : "-", count: excerpt.length)
        let text = label.text.isEmpty ? "" : " " + oneLine(label.text)
        let blanks = String(repeating: " ", count: excerpt.indent)
        lines.append("\(margin) \(bar) \(blanks)\(style(isFirst ? .red : .blue, mark + text))")
        return lines
    }

    private func remark(_ kind: String, _ text: String, _ margin: String) -> String {
        let indent = "\n" + margin + String(repeating: " ", count: kind.count + 5)
        let body = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: indent)
        return "\(margin) \(style(.blue, "=")) \(style(.bold, kind)): \(body)"
    }

    private func trace(_ frames: [Diagnostic.Frame], _ margin: String) -> [String] {
        func line(_ frame: Diagnostic.Frame) -> String {
            let place = frame.source.position(at: frame.span.start)
            return "\(margin) \(style(.blue, "=")) in \(style(.bold, frame.function)), called at "
                + "\(frame.source.name):\(place.line):\(place.column)"
        }
        guard frames.count > DiagnosticText.traceLimit else { return frames.map(line) }
        let half = DiagnosticText.traceLimit / 2
        let left = frames.count - 2 * half
        return frames.prefix(half).map(line) + ["\(margin)   … \(grouped(left)) more calls"]
            + frames.suffix(half).map(line)
    }
}
