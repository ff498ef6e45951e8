import Runtime

/// A table as aligned text. Only the rows that are shown are looked at.
struct TableText {
    private struct Column {
        var name: String
        var cells: [String]
        var alignment: TextAlignment
        var width: Int
        /// Numbers are never cut; a text may be, and a title, down to this.
        var least: Int
    }

    private static let rowLimit = 20
    private static let widestText = 60
    private let table: Table
    private let width: Int

    init(_ table: Table, width: Int) {
        self.table = table
        self.width = width
    }

    var text: String { lines.joined(separator: "\n") }

    var lines: [String] {
        if table.columnNames.isEmpty { return ["table without columns"] }
        let shownRows = min(table.rowCount, TableText.rowLimit)
        var columns = table.columns.map { column(named: $0.key, Array($0.value.prefix(shownRows))) }
        let left = fit(&columns)
        var lines = [line(columns.map { pad(cut($0.name, to: $0.width), to: $0.width, $0.alignment) })]
        lines.append(line(columns.map { String(repeating: "─", count: $0.width) }))
        for index in columns.indices {
            columns[index].cells = ColumnText(cells: columns[index].cells, width: columns[index].width).shortened
        }
        for row in 0..<shownRows {
            lines.append(line(columns.map { pad($0.cells[row], to: $0.width, $0.alignment) }))
        }
        let more = table.rowCount - shownRows
        if more > 0 { lines.append("… \(grouped(more)) more row\(more == 1 ? "" : "s")") }
        if table.rowCount == 0 { lines.append("no rows") }
        if !left.isEmpty {
            let names = left.prefix(12).joined(separator: ", ") + (left.count > 12 ? ", …" : "")
            lines.append(cut("… \(left.count) more column\(left.count == 1 ? "" : "s"): \(names)", to: width))
        }
        if !table.isComplete { lines.append("incomplete: it was stopped before the end") }
        return lines.map { cut($0, to: width) }
    }

    /// The whole of a text, or both of its ends: what tells it from others may stand at either.
    private static func line(of text: String) -> String {
        let most = 4 * widestText
        return oneLine(text.utf8.count <= most ? text : text.prefix(most / 2) + "…" + text.suffix(most / 2))
    }

    private func line(_ cells: [String]) -> String {
        var line = cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private func column(named name: String, _ values: [Value]) -> Column {
        let numbers = values.compactMap { value -> Double? in
            if case .float(let number) = value { return number }
            return nil
        }
        let style = NumberStyle(for: numbers)
        let isNumeric = values.contains { $0.isNumber } && values.allSatisfy { $0.isNumber || $0.isNone }
        var cells = values.map { value -> String in
            switch value {
            case .none: "–"
            case .float(let number): style.text(number)
            case .string(let string): TableText.line(of: string.string)
            default: ValueText.brief(value)
            }
        }
        if isNumeric, !numbers.isEmpty { cells = alignedAtPoint(cells) }
        let title = cut(oneLine(name), to: TableText.widestText)
        let widestCell = max(cells.map { displayWidth(of: $0) }.max() ?? 0, 1)
        let widest = min(max(widestCell, displayWidth(of: title)), TableText.widestText)
        return Column(
            name: title, cells: cells, alignment: isNumeric ? .right : .left, width: widest,
            least: isNumeric ? min(max(widestCell, min(displayWidth(of: title), 8)), widest) : min(widest, 8))
    }

    /// Narrows texts, then leaves out columns from the right; gives the names of those left out.
    private func fit(_ columns: inout [Column]) -> [String] {
        func total() -> Int { columns.reduce(-2) { $0 + $1.width + 2 } }
        var left: [String] = []
        while columns.count > 1, columns.reduce(-2, { $0 + $1.least + 2 }) > width {
            left.insert(columns.removeLast().name, at: 0)
        }
        while total() > width {
            // The widest text gives first, down to the next widest; the first column, which says what a row is, last.
            let roomy = columns.indices.filter { columns[$0].width > columns[$0].least }
            guard let index = roomy.filter({ $0 > 0 }).max(by: { columns[$0].width < columns[$1].width }) ?? roomy.first
            else { break }
            columns[index].width = max(columns[index].least, columns[index].width - 1)
        }
        return left
    }
}

extension Value {
    fileprivate var isNumber: Bool {
        switch self {
        case .int, .float, .quantity: true
        default: false
        }
    }

    fileprivate var isNone: Bool {
        if case .none = self { true } else { false }
    }
}
