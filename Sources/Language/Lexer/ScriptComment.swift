/// A comment of a script, outside its strings.
package struct ScriptComment: Sendable {
    /// What stands behind the first `#`.
    package var text: String
    package var span: Span
    /// From 1.
    package var line: Int
    /// It has its line to itself.
    package var isAlone: Bool

    /// Every comment but `# %%` lines, in order.
    package static func all(in source: Source) -> [ScriptComment] {
        var found: [ScriptComment] = []
        var end = 0
        var line = 1
        var isAlone = true
        for token in Lexer.tokens(of: source).tokens {
            let gap = source.bytes[min(end, token.span.start)..<token.span.start]
            if let hash = gap.firstIndex(of: UInt8(ascii: "#")) {
                var text = source.bytes[(hash + 1)..<token.span.start]
                if text.last == 0x0D { text = text.dropLast() }
                found.append(
                    ScriptComment(
                        text: String(decoding: text, as: UTF8.self), span: Span(hash, token.span.start), line: line,
                        isAlone: isAlone))
            }
            end = token.span.end
            isAlone = token.isNewline
            if token.isNewline { line += 1 } else { line += source.bytes[token.span.start..<end].count { $0 == 0x0A } }
        }
        return found
    }
}
