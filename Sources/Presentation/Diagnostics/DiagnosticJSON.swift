import Language

extension Diagnostic {
    /// One line of JSON for editors and other programs. Lines and columns count from 1, columns in characters;
    /// `start` and `end` are byte offsets, half-open.
    public var json: String {
        JSONText.object([
            ("severity", JSONText.string(severity.rawValue)),
            ("id", JSONText.string(id)),
            ("message", JSONText.string(message)),
            ("labels", JSONText.array(labels.map { place($0.source, $0.span) + [("text", JSONText.string($0.text))] })),
            ("notes", JSONText.array(notes.map { JSONText.string($0) })),
            ("help", help.map { JSONText.string($0) } ?? "null"),
            (
                "fixes",
                JSONText.array(
                    fixes.map { fix in
                        [
                            ("start", "\(fix.span.start)"), ("end", "\(fix.span.end)"),
                            ("replacement", JSONText.string(fix.replacement)), ("title", JSONText.string(fix.title)),
                        ]
                    })
            ),
            (
                "trace",
                JSONText.array(
                    trace.map { frame in
                        [("function", JSONText.string(frame.function))] + place(frame.source, frame.span)
                            + (frame.hidden > 0 ? [("folded", "\(frame.hidden)")] : [])
                    })
            ),
            ("incomplete", isIncomplete ? "true" : "false"),
        ])
    }

    private func place(_ source: Source, _ span: Span) -> [(String, String)] {
        let start = source.position(at: span.start)
        let end = source.position(at: span.end)
        return [
            ("file", JSONText.string(source.name)), ("line", "\(start.line)"), ("column", "\(start.column)"),
            ("endLine", "\(end.line)"), ("endColumn", "\(end.column)"), ("start", "\(span.start)"),
            ("end", "\(span.end)"),
        ]
    }
}

/// Writes JSON; members keep their order.
enum JSONText {
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    static func array(_ items: [[(String, String)]]) -> String { array(items.map { object($0) }) }

    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
