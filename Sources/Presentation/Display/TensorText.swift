import Runtime

/// A tensor as text: its shape and statistics, its labels, and the values at its corners.
package struct TensorText {
    private let tensor: TensorReader
    private let width: Int
    /// Rows shown at each end of an axis that is too long.
    private static let edge = 4
    /// Longer labels beside values are cut.
    private static let widestLabel = 16

    package init(tensor: TensorReader, width: Int) {
        self.tensor = tensor
        self.width = width
    }

    package var text: String {
        if tensor.shape.isEmpty {
            let only = tensor.element([])
            return flow([number(only, NumberStyle(for: [only])), tensor.type], width: width).joined(separator: "\n")
        }
        let statistics = TensorStatistics(tensor)
        let title = "tensor \(tensor.shapeText) \(tensor.type)"
        let facts = facts(statistics)
        var lines = flow([title] + facts, width: width)
        // The facts keep together where they need a line of their own.
        if lines.count > 1 {
            lines = wrapped(title, width: width) + flow(facts, width: width - 2, indent: "").map { "  " + $0 }
        }
        for (axis, labels) in tensor.labels.enumerated() where axis < tensor.shape.count - 2 {
            if let labels { lines.append(cut(labelLine(axis, labels), to: width)) }
        }
        if tensor.count > 0 { lines += values }
        return lines.joined(separator: "\n")
    }

    private func facts(_ statistics: TensorStatistics) -> [String] {
        if tensor.count == 0 { return ["no elements"] }
        var parts: [String] = []
        let about = statistics.isSampled ? "≈" : ""
        if tensor.isBool {
            parts.append("\(about)\(shortNumber(statistics.mean * 100))% true")
        } else if statistics.least.isFinite {
            parts.append("min \(about)\(shortNumber(statistics.least))")
            parts.append("mean \(about)\(shortNumber(statistics.mean))")
            parts.append("max \(about)\(shortNumber(statistics.most))")
            parts.append("std \(about)\(shortNumber(statistics.deviation))")
            if !statistics.histogramText.isEmpty { parts.append("▕\(statistics.histogramText)▏") }
        }
        if statistics.nans > 0 { parts.append("\(about)\(grouped(statistics.nans)) nan") }
        if statistics.infinities > 0 { parts.append("\(about)\(grouped(statistics.infinities)) inf") }
        if statistics.isSampled { parts.append("(of a sample of \(grouped(statistics.looked)))") }
        return parts
    }

    private func labelLine(_ axis: Int, _ labels: [String]) -> String {
        let shown = labels.prefix(40).map { oneLine($0) }.joined(separator: " ")
        return "  \(tensor.names[axis] ?? "axis \(axis)"): \(shown)\(labels.count > 40 ? " …" : "")"
    }

    // MARK: Values

    /// The last two axes, at the first place of all others.
    private var values: [String] {
        let rank = tensor.shape.count
        let rows = rank >= 2 ? places(tensor.shape[rank - 2], most: 2 * TensorText.edge) : [0]
        let size = tensor.shape[rank - 1]
        var columns = places(size, most: max(width / 4, 2))
        var lines: [String] = []
        // As many columns as fit: measured, then fewer are tried.
        while true {
            lines = drawn(rows, columns)
            let widest = lines.map { displayWidth(of: $0) }.max() ?? 0
            let shown = columns.compactMap { $0 }.count
            if widest <= width || shown <= 1 { break }
            columns = places(size, most: max(1, min(shown - 1, shown * width / widest)))
        }
        if rank > 2 {
            let place = (0..<(rank - 2)).map { axis -> String in
                let first = tensor.labels[axis]?.first.map { "\"\(oneLine($0))\"" } ?? "0"
                return tensor.names[axis].map { "\(oneLine($0))=\(first)" } ?? first
            }
            lines.insert("  at [\(place.joined(separator: ", "))]:", at: 0)
        }
        return lines.map { cut($0, to: width) }
    }

    /// Positions to show; nil stands for those left out.
    private func places(_ size: Int, most: Int) -> [Int?] {
        if size <= most { return Array(0..<size) }
        let front = (most + 1) / 2
        return Array(0..<front) + [nil] + Array((size - (most - front))..<size)
    }

    private func drawn(_ rows: [Int?], _ columns: [Int?]) -> [String] {
        let rank = tensor.shape.count
        let lead = [Int](repeating: 0, count: max(rank - 2, 0))
        let isMatrix = rank >= 2
        func element(_ row: Int, _ column: Int) -> Double { tensor.element(lead + (isMatrix ? [row] : []) + [column]) }
        let numbers = rows.map { row in columns.map { column in row.flatMap { row in column.map { element(row, $0) } } }
        }
        let style = NumberStyle(for: numbers.joined().compactMap { $0 })
        var cells = zip(rows, numbers).map { row, line in
            zip(columns, line).map { column, value in
                value.map { number($0, style) } ?? (row == nil ? (column == nil ? "⋱" : "⋮") : "⋯")
            }
        }
        var heads: [String?] = rows.map { row in isMatrix ? row.map { label($0, axis: rank - 2) } ?? "⋮" : nil }
        if tensor.labels[rank - 1] != nil {
            cells.insert(columns.map { $0.map { label($0, axis: rank - 1) } ?? "⋯" }, at: 0)
            heads.insert("", at: 0)
        }
        let widths = columns.indices.map { column in cells.map { displayWidth(of: $0[column]) }.max() ?? 0 }
        let hasHeads = isMatrix && tensor.labels[rank - 2] != nil
        let head = hasHeads ? heads.compactMap { $0 }.map { displayWidth(of: $0) }.max() ?? 0 : 0
        return zip(cells, heads).map { row, name in
            (hasHeads ? "  " + pad(name ?? "", to: head) : "") + "  "
                + zip(row, widths).map { pad($0, to: $1, .right) }.joined(separator: "  ")
        }
    }

    private func label(_ place: Int, axis: Int) -> String {
        guard let labels = tensor.labels[axis], labels.indices.contains(place) else { return "" }
        return cut(oneLine(labels[place]), to: min(TensorText.widestLabel, width / 3))
    }

    private func number(_ number: Double, _ style: NumberStyle) -> String {
        if tensor.isBool { return number == 0 ? "false" : "true" }
        if tensor.isWhole { return Int(exactly: number).map { "\($0)" } ?? shortNumber(number) }
        return style.text(number)
    }
}
