/// One line of a source as it is shown: tabs as four blanks, controls as their pictures, far ends cut.
struct ShownLine {
    let number: Int
    /// What is shown, no wider than was asked for.
    let text: String
    /// Where in the source the characters of `text` begin, and one more for the end.
    private let offsets: [Int]
    /// Their columns, counted from 0, and one more for the end.
    private let columns: [Int]

    /// Shows line `number` so that `focus` can be seen, in at most `width` columns.
    init(_ source: Source, number: Int, focus: Span, width: Int) {
        self.number = number
        let line = source.lineSpan(number)
        let width = max(width, 8)
        let start = min(max(focus.start, line.start), line.end)
        let end = min(max(focus.end, start), line.end)
        // A line may have a megabyte: only what can be shown is looked at.
        let near = source.boundary(atOrAfter: max(line.start, start - 4 * width))
        let far = source.boundary(atOrAfter: min(line.end, min(end, start + 4 * width) + 4 * width))
        var cells = ShownLine.cells(source.bytes[near..<min(max(far, near), line.end)], from: near)
        let total = cells.reduce(0) { $0 + $1.width }
        if near > line.start || far < line.end || total > width {
            cells = ShownLine.window(
                cells, start: start, end: end, width: width, isCutBefore: near > line.start, isCutAfter: far < line.end)
        }
        var text = ""
        var columns = [0]
        for cell in cells {
            text += cell.text
            columns.append(columns[columns.count - 1] + cell.width)
        }
        self.text = text
        self.columns = columns
        offsets = cells.map(\.offset) + [cells.last.map { $0.offset + $0.length } ?? near]
    }

    /// The column at which the character at `offset` begins; the nearer end for what is not shown.
    func column(of offset: Int) -> Int {
        if let index = offsets.lastIndex(where: { $0 <= offset }) { return columns[index] }
        return 0
    }

    /// The columns of a mark from `start` to `end`, at least one wide.
    func columns(from start: Int, to end: Int) -> Range<Int> {
        let first = column(of: start)
        let last = max(offsets.firstIndex { $0 >= end }.map { columns[$0] } ?? columns[columns.count - 1], first + 1)
        return first..<last
    }

    // MARK: Cells

    private struct Cell {
        var text: String
        var width: Int
        var offset: Int
        var length: Int
    }

    private static func cells(_ bytes: ArraySlice<UInt8>, from start: Int) -> [Cell] {
        var offset = start
        return String(decoding: bytes, as: UTF8.self).map { character in
            let length = character.utf8.count
            defer { offset += length }
            let shown = self.shown(character)
            return Cell(text: shown, width: Columns.of(shown), offset: offset, length: length)
        }
    }

    private static func shown(_ character: Character) -> String {
        if character == "\t" { return "    " }
        guard let scalar = character.unicodeScalars.first, Lexer.isControl(scalar) else { return String(character) }
        // The pictures of control characters, as terminals never draw the characters themselves.
        switch scalar.value {
        case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? "\u{FFFD}"
        case 0x7F: return "\u{2421}"
        default: return "\u{FFFD}"
        }
    }

    /// As many cells around the focus as fit, with an ellipsis where some are left out.
    private static func window(
        _ cells: [Cell], start: Int, end: Int, width: Int, isCutBefore: Bool, isCutAfter: Bool
    ) -> [Cell] {
        let from = cells.firstIndex { $0.offset + $0.length > start } ?? max(cells.count - 1, 0)
        let to = cells.firstIndex { $0.offset >= end } ?? cells.count
        var room = width - 2
        // The focus first, then what stands around it.
        var (low, high) = (from, from)
        while high < max(to, from + 1), high < cells.count, cells[high].width <= room {
            room -= cells[high].width
            high += 1
        }
        var context = room / 2
        while low > 0, cells[low - 1].width <= context {
            low -= 1
            context -= cells[low].width
            room -= cells[low].width
        }
        while high < cells.count, cells[high].width <= room {
            room -= cells[high].width
            high += 1
        }
        while low > 0, cells[low - 1].width <= room {
            low -= 1
            room -= cells[low].width
        }
        var shown = Array(cells[low..<high])
        let next = shown.last.map { $0.offset + $0.length } ?? start
        if low > 0 || isCutBefore {
            shown.insert(Cell(text: "…", width: 1, offset: shown.first?.offset ?? start, length: 0), at: 0)
        }
        if high < cells.count || isCutAfter { shown.append(Cell(text: "…", width: 1, offset: next, length: 0)) }
        return shown
    }
}

extension Source {
    /// The bytes of line `number` (from 1) without its end.
    func lineSpan(_ number: Int) -> Span {
        guard number >= 1, number <= lineStarts.count else { return Span(bytes.count, bytes.count) }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return Span(start, max(start, end))
    }

    /// The number of the line that holds a byte offset, from 1.
    func lineNumber(at offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low + 1
    }

    /// `offset`, or the next one at which a character's bytes begin.
    fileprivate func boundary(atOrAfter offset: Int) -> Int {
        var offset = min(max(offset, 0), bytes.count)
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }
}
