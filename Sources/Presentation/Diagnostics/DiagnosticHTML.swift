import Language

/// A diagnostic for a notebook: a block whose parts have classes of their own, so that a page's style decides how they
/// look. Everything that a script or a file brought is escaped.
public enum DiagnosticHTML {
    /// `<div class="limn-error">…</div>`, without a newline at its end.
    public static func render(_ diagnostic: Diagnostic, width: Int = 100) -> String {
        var html = "<div class=\"limn-\(diagnostic.severity.rawValue)\">"
        html += "<p class=\"limn-message\"><b>\(diagnostic.severity.rawValue)</b> "
        html += "<code class=\"limn-id\">\(escaped(diagnostic.id))</code> \(escaped(diagnostic.message))</p>"
        for excerpt in Excerpt.all(diagnostic.labels, width: width) {
            html += "<p class=\"limn-place\">\(escaped(excerpt.source.name)):\(excerpt.line):\(excerpt.column)</p>"
            html += block(excerpt)
        }
        for note in diagnostic.notes { html += remark("note", note) }
        if let help = diagnostic.help { html += remark("help", help) }
        for line in diagnostic.mendedLines { html += remark("fix", line) }
        for step in diagnostic.steps {
            html += "<p class=\"limn-trace\">\(escaped(step.words))</p>"
            guard let call = step.call else { continue }
            html += Excerpt.all([call], width: width, hasPrimary: false).map(block).joined()
        }
        return html + "</div>"
    }

    private static func block(_ excerpt: Excerpt) -> String {
        let lines = excerpt.lines.map { pieces in
            pieces.map { piece in
                switch piece.role {
                case .gutter: "<span class=\"limn-gutter\">\(escaped(piece.text))</span>"
                case .source: escaped(piece.text)
                case .primary: "<span class=\"limn-primary\">\(escaped(piece.text))</span>"
                case .secondary: "<span class=\"limn-secondary\">\(escaped(piece.text))</span>"
                }
            }.joined()
        }
        return "<pre class=\"limn-source\">\(lines.joined(separator: "\n"))</pre>"
    }

    private static func remark(_ kind: String, _ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
        return "<p class=\"limn-\(kind)\"><b>\(kind)</b> \(lines.joined(separator: "<br>"))</p>"
    }

    /// Text as HTML shows it: the signs of markup as entities, controls as their names.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t": result += "\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
