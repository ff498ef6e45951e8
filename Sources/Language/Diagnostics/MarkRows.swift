/// The rows below a source line: the marks, with the last one's text behind it, and the other texts hung below theirs.
struct MarkRows {
    private(set) var rows: [[Excerpt.Piece]] = []

    /// - Parameters:
    ///   - marks: with the columns that each covers.
    ///   - room: columns that a row may have.
    init(_ marks: [(mark: Mark, columns: Range<Int>)], room: Int) {
        guard !marks.isEmpty else { return }
        let ordered = marks.sorted {
            ($0.columns.lowerBound, $0.columns.upperBound) < ($1.columns.lowerBound, $1.columns.upperBound)
        }
        var row = Row()
        // Primary marks last, so that they lie on top.
        for entry in ordered.sorted(by: { !$0.mark.isPrimary && $1.mark.isPrimary }) {
            for column in entry.columns { row.put(entry.mark.sign, at: column, entry.mark.role) }
        }
        var hanging = ordered.filter { !$0.mark.text.isEmpty }
        if let last = hanging.last, ordered.allSatisfy({ $0.columns.upperBound <= last.columns.upperBound }) {
            let start = row.width + 1
            if start + Columns.of(last.mark.text) <= room {
                row.put(" " + last.mark.text, at: row.width, last.mark.role)
                hanging.removeLast()
            }
        }
        rows.append(row.pieces)
        guard !hanging.isEmpty else { return }
        rows.append(MarkRows.stems(hanging).pieces)
        while let entry = hanging.popLast() {
            let start = entry.columns.lowerBound
            let width = Columns.of(entry.mark.text)
            // A text that does not fit behind its stem moves to the left, or goes on in further rows.
            let place = start + width <= room ? start : max(min(start, room - width), 0)
            for text in entry.mark.text.wrapped(to: max(room - place, 16)) {
                var row = MarkRows.stems(hanging.filter { $0.columns.lowerBound < place })
                row.put(text, at: max(place, row.width), entry.mark.role)
                rows.append(row.pieces)
            }
        }
    }

    private static func stems(_ entries: [(mark: Mark, columns: Range<Int>)]) -> Row {
        var row = Row()
        for entry in entries { row.put("|", at: entry.columns.lowerBound, entry.mark.role) }
        return row
    }

    /// A row that is written to by column.
    private struct Row {
        private var cells: [(text: String, role: Excerpt.Role)] = []

        /// Columns used so far; a text of several columns is one cell, and only ever the last.
        var width: Int { cells.count }

        mutating func put(_ text: String, at column: Int, _ role: Excerpt.Role) {
            while cells.count <= column { cells.append((" ", .source)) }
            cells[column] = (text, role)
        }

        var pieces: [Excerpt.Piece] {
            var pieces: [Excerpt.Piece] = []
            for cell in cells {
                if let last = pieces.last, last.role == cell.role {
                    pieces[pieces.count - 1].text += cell.text
                } else {
                    pieces.append(.init(text: cell.text, role: cell.role))
                }
            }
            return pieces
        }
    }
}

extension String {
    /// The text in lines of at most `width` columns, broken at blanks where there are some.
    package func wrapped(to width: Int) -> [String] {
        if Columns.of(self) <= width { return [self] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            let size = Columns.of(word)
            if used > 0, used + 1 + size > width {
                lines.append(line)
                (line, used) = ("", 0)
            } else if used > 0 || !line.isEmpty {
                line += " "
                used += 1
            }
            line += word
            used += size
            // A word longer than the line is cut.
            while used > width {
                let head = line.fitting(max(width, 2))
                lines.append(head)
                line = String(line.dropFirst(head.count))
                used = Columns.of(line)
            }
        }
        return lines + [line]
    }

    /// As many characters from the front as fit in `width` columns, at least one.
    private func fitting(_ width: Int) -> String {
        var result = ""
        var used = 0
        for character in self {
            used += Columns.of(character)
            if used > width, !result.isEmpty { break }
            result.append(character)
        }
        return result
    }
}
