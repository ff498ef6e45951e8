extension CheckWalk {
    /// What runs, but hardly as it was meant.
    func warn(of expression: Expression) {
        switch expression.kind {
        case .string(let parts):
            warnOfDollar(parts, expression.span)
            warnOfBraces(parts, expression.span)
        case .call(let callee, let arguments, _): warnOfEmptyRange(callee, arguments, expression.span)
        default: break
        }
    }

    /// `'a $name'`: no value is put into single quotes.
    private func warnOfDollar(_ parts: [StringPart], _ span: Span) {
        guard parts.count == 1, case .text(let text) = parts[0], source.text(in: span).hasPrefix("'") else { return }
        for piece in text.split(separator: "$", omittingEmptySubsequences: false).dropFirst() {
            let name = String(piece.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            guard !name.isEmpty, scopes.contains(where: { $0.all[name] != nil || $0.known[name] != nil }) else {
                continue
            }
            let inside = source.text(in: Span(span.start + 1, max(span.end - 1, span.start + 1)))
            let isPlain = !inside.contains("\"") && !inside.contains("\\") && !inside.hasPrefix("'")
            diagnostics.append(
                Diagnostic(
                    "check.raw-dollar", "`$\(name)` stands in single quotes, where no value is put in",
                    severity: .warning, labels: [.init(source, span)], help: "use \"…\" to put values in",
                    fixes: isPlain ? [.init(span, "\"\(inside)\"", "use double quotes")] : []))
            return
        }
    }

    /// `"${x}"`: shells and JavaScript put a value in so.
    private func warnOfBraces(_ parts: [StringPart], _ span: Span) {
        let bytes = source.bytes
        guard bytes[safe: span.start] == UInt8(ascii: "\"") else { return }
        let values = parts.compactMap { if case .value(let value) = $0 { value.span } else { nil } }
        var index = span.start + 1
        while index + 1 < span.end {
            let start = index
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
            guard bytes[start] == UInt8(ascii: "$"), bytes[start + 1] == UInt8(ascii: "{"),
                !values.contains(where: { $0.start <= start && start < $0.end }),
                let close = bytes[start..<span.end].firstIndex(of: UInt8(ascii: "}"))
            else { continue }
            let inside = source.text(in: Span(start + 2, close))
            let name = String(inside.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            guard !name.isEmpty, scopes.contains(where: { $0.all[name] != nil || $0.known[name] != nil }) else {
                continue
            }
            // Where a letter follows, it would be taken for a part of the name.
            let goesOn = bytes[safe: close + 1].map { Lexer.isNamePart($0) || $0 >= 0x80 } ?? false
            let stands = name == inside && !goesOn ? "$\(name)" : "$(\(inside))"
            let whole = Span(start, close + 1)
            diagnostics.append(
                Diagnostic(
                    "check.braced-dollar", "`\(source.excerpt(whole))` is text: braces put no value in",
                    severity: .warning, labels: [.init(source, whole)], help: "write `\(stands)`",
                    fixes: [.init(whole, stands)]))
        }
    }

    /// `range(10, 0)` counts down to nothing.
    private func warnOfEmptyRange(_ callee: Expression, _ arguments: [Argument], _ span: Span) {
        guard case .name("range") = callee.kind, arguments.count == 2, arguments.allSatisfy({ $0.name == nil }),
            case .int(let start) = arguments[0].value.kind, case .int(let stop) = arguments[1].value.kind, start > stop
        else { return }
        let whole = "range(\(start), \(stop), step=-1)"
        diagnostics.append(
            Diagnostic(
                "check.empty-range", "this range is empty: it counts up from \(start), and ends before \(stop)",
                severity: .warning, labels: [.init(source, span)], help: "count down with `\(whole)`",
                fixes: [.init(span, whole)]))
    }
}
