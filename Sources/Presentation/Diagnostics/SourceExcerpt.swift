import Language

/// A line of source with a mark below it, cut to the room that there is.
struct SourceExcerpt {
    let line: Int
    let column: Int
    /// The line as shown: tabs as four blanks, controls as blanks, far ends cut with an ellipsis.
    let text: String
    /// Columns before the mark, and of the mark (at least 1).
    let indent: Int
    let length: Int

    /// The line on which the label begins; a mark that goes on to further lines ends with this one.
    init(_ label: Diagnostic.Label, width: Int) {
        let source = label.source
        let bytes = source.bytes
        let start = min(max(label.span.start, 0), bytes.count)
        (line, column) = source.position(at: start)
        let lineStart = source.lineStarts[line - 1]
        var lineEnd = line < source.lineStarts.count ? source.lineStarts[line] - 1 : bytes.count
        if lineEnd > lineStart, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let from = min(start, lineEnd)
        let to = min(max(label.span.end, from), lineEnd)
        // A line may have a megabyte: only what can be shown is looked at.
        let reach = max(width, 20)
        let near = max(lineStart, from - 4 * reach)
        var before = SourceExcerpt.shown(bytes[near..<from])
        var marked = SourceExcerpt.shown(bytes[from..<min(to, from + 4 * reach)])
        var after = SourceExcerpt.shown(bytes[to..<min(lineEnd, to + 4 * reach)])
        let half = max(reach / 2, 8)
        if before.count + marked.count + after.count > reach || near > lineStart {
            if near > lineStart || before.count > half { before = ["…"] + before.suffix(half - 1) }
            let room = reach - SourceExcerpt.columns(before)
            if SourceExcerpt.columns(marked) > room || marked.count < to - from - 3 * reach {
                marked = Array(marked.prefix(max(room - 1, 1))) + ["…"]
                after = []
            }
            let rest = max(reach - SourceExcerpt.columns(before) - SourceExcerpt.columns(marked), 1)
            if SourceExcerpt.columns(after) > rest { after = Array(after.prefix(rest - 1)) + ["…"] }
        }
        text = String(before + marked + after)
        indent = SourceExcerpt.columns(before)
        length = max(SourceExcerpt.columns(marked), 1)
    }

    private static func columns(_ characters: [Character]) -> Int {
        characters.reduce(0) { $0 + displayWidth(of: $1) }
    }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> [Character] {
        String(decoding: bytes, as: UTF8.self).flatMap { character -> [Character] in
            if character == "\t" { return [" ", " ", " ", " "] }
            let isControl = character.unicodeScalars.allSatisfy { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
            return [isControl ? " " : character]
        }
    }
}
