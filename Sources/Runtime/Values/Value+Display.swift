import Tensors

extension Value {
    /// Plain text of any value in bounded time and size: what a script's output shows where there is no richer face.
    public func plainDisplay(width: Int = 100) -> String {
        switch self {
        case .tensor(let tensor): tensor.plainDisplay(width: width)
        case .table(let table): table.plainDisplay(width: width)
        case .native(let object): object.display(width: width).text
        case .list(let items) where items.count > 1000: brief(4000)
        case .string(let string):
            string.string.utf8.count > 20_000 ? Value.string(string.string).brief(20_000) : literal
        case .record(let record) where record.count > 1000: brief(4000)
        default: literal
        }
    }
}

extension Tensor {
    /// `tensor 3 × 4 ⟨y, x⟩ float32`: never looks at an element.
    public var summaryLine: String {
        let size = rank == 0 ? "scalar" : shape.map(String.init).joined(separator: " × ")
        let names = names.contains { $0 != nil } ? " ⟨\(names.map { $0 ?? "·" }.joined(separator: ", "))⟩" : ""
        return "tensor \(size)\(names) \(dtype.rawValue)"
    }

    /// The summary line and at most 6 × 6 values of the last two axes, with `⋮` and `⋯` for the rest.
    func plainDisplay(width: Int) -> String {
        if rank == 0 { return (try? plainValue().literal) ?? summaryLine }
        guard count > 0 else { return summaryLine + "\n[]" }
        let shown = rows()
        let columnCount = shown.map(\.count).max() ?? 0
        var widths = [Int](repeating: 0, count: columnCount)
        for row in shown {
            for (column, cell) in row.enumerated() { widths[column] = Swift.max(widths[column], cell.count) }
        }
        var lines = [summaryLine]
        if rank > 2 { lines.append("first of \(shape.dropLast(2).reduce(1, *)):") }
        for row in shown {
            let cells = row.enumerated().map {
                String(repeating: " ", count: widths[$0.offset] - $0.element.count) + $0.element
            }
            lines.append("[" + cells.joined(separator: " ") + "]")
        }
        return lines.joined(separator: "\n")
    }

    private func rows() -> [[String]] {
        let columns = Tensor.ends(shape[rank - 1], most: rank == 1 ? 10 : 6)
        let lines = rank == 1 ? [Int?.some(0)] : Tensor.ends(shape[rank - 2], most: 6)
        return lines.map { line in
            columns.map { column in
                guard let line else { return "⋮" }
                guard let column else { return "⋯" }
                let row = rank == 1 ? 0 : line * strides[rank - 2]
                return text(at: offset + row + column * strides[rank - 1])
            }
        }
    }

    /// Positions from both ends of an axis; nil stands for those between.
    private static func ends(_ size: Int, most: Int) -> [Int?] {
        guard size > most else { return Array(0..<size) }
        return Array(0..<(most / 2)) + [nil] + Array((size - most / 2)..<size)
    }

    /// The element at a position in the storage, four significant digits for floats.
    private func text(at position: Int) -> String {
        func read<T>(_ type: T.Type) -> T { storage.base.assumingMemoryBound(to: type)[position] }
        switch dtype {
        case .float32: return Tensor.text(read(Float.self))
        case .float16: return Tensor.text(Float(read(Float16.self)))
        case .bfloat16: return Tensor.text(read(BFloat16.self).float)
        case .int64: return String(read(Int64.self))
        case .bool: return read(Bool.self) ? "true" : "false"
        }
    }

    private static func text(_ value: Float) -> String {
        guard value.isFinite, value != 0 else { return NumberText.python(value) }
        var scale = 1.0
        let size = Double(abs(value))
        while size * scale < 1000, scale < 1e7 { scale *= 10 }
        let rounded = size * scale > 1e9 ? Double(value) : (Double(value) * scale).rounded() / scale
        return NumberText.python(Float(rounded))
    }
}

extension Table {
    /// Aligned columns, at most 12 rows, as many columns as fit.
    func plainDisplay(width: Int) -> String {
        guard !columns.isEmpty else { return "table without columns" }
        let shown = min(rowCount, 12)
        var lines = [String](repeating: "", count: shown + 1)
        var used = 0
        var left = 0
        for (number, column) in columns.enumerated() {
            let cells = column.value.prefix(shown).map { $0.cellText }
            let size = max(column.key.count, cells.map(\.count).max() ?? 0)
            if number > 0, used + 2 + size > width {
                left = columns.count - number
                break
            }
            let isNumber = column.value.prefix(shown).allSatisfy { $0.isPlainNumber }
            for (line, cell) in ([column.key] + cells).enumerated() {
                let pad = String(repeating: " ", count: size - cell.count)
                lines[line] += (number > 0 ? "  " : "") + (isNumber ? pad + cell : cell + pad)
            }
            used += (number > 0 ? 2 : 0) + size
        }
        lines = lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
        if rowCount > shown { lines.append("… \(NumberText.grouped(rowCount - shown)) more rows") }
        if left > 0 {
            lines.append("… \(left) more columns: \(columns.keys.suffix(left).prefix(8).joined(separator: ", "))")
        }
        if !isComplete { lines.append("(incomplete: stopped early)") }
        return lines.joined(separator: "\n")
    }
}

extension Value {
    /// In a table's cell: one line, floats with five significant digits.
    var cellText: String {
        switch self {
        case .string(let string):
            let line = string.string.split(whereSeparator: \.isNewline).joined(separator: " ")
            return line.count > 40 ? String(line.prefix(39)) + "…" : line
        case .float(let float) where float.isFinite && float != 0:
            let text = NumberText.python(float)
            guard text.count > 8, abs(float) < 1e15 else { return text }
            var scale = 1.0
            while abs(float) * scale < 10_000, scale < 1e12 { scale *= 10 }
            return NumberText.python((float * scale).rounded() / scale)
        default: return brief(40)
        }
    }
}
