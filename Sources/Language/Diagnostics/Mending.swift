extension Diagnostic {
    /// The lines that a fix changes, as they read afterwards; nil where it has no place in a text.
    public func mended(by fix: Fix) -> String? {
        guard let source = labels.first?.source, fix.span.start >= 0, fix.span.end <= source.bytes.count else {
            return nil
        }
        let first = source.lineSpan(source.lineNumber(at: fix.span.start))
        let last = source.lineSpan(source.lineNumber(at: fix.span.end))
        let before = source.text(in: Span(first.start, fix.span.start))
        let after = source.text(in: Span(fix.span.end, max(last.end, fix.span.end)))
        return before + fix.replacement + after
    }

    /// The whole text with a fix applied; nil where it has no place in it.
    public func text(mendedBy fix: Fix) -> String? {
        guard let source = labels.first?.source, fix.span.start >= 0, fix.span.end <= source.bytes.count else {
            return nil
        }
        let whole = Span(0, source.bytes.count)
        return source.text(in: Span(whole.start, fix.span.start)) + fix.replacement
            + source.text(in: Span(fix.span.end, whole.end))
    }

    /// What each fix makes of its line, one line each, for people; without those that are too long to be read.
    package var mendedLines: [String] {
        fixes.compactMap { fix in
            guard let text = mended(by: fix), text.utf8.count <= 400 else { return nil }
            let lines = text.split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty }
            guard (1...3).contains(lines.count) else { return nil }
            return lines.joined(separator: " ⏎ ").replacing("\t", with: " ").shownOnOneLine
        }
    }
}
