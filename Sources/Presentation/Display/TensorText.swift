import Runtime

/// A tensor as text: a line of shape and statistics, its labels, and the values at its corners.
struct TensorText {
    let tensor: TensorReader
    let width: Int
    /// Rows and columns shown at each end of an axis that is too long.
    private let edge = 3

    var text: String {
        let statistics = TensorStatistics(tensor)
        if tensor.shape.isEmpty { return "\(number(tensor.element([]), style([tensor.element([])])))  \(tensor.type)" }
        let (title, facts) = ("tensor \(tensor.shapeText) \(tensor.type)", facts(statistics))
        var lines = ["\(title)  \(facts)"]
        if displayWidth(of: lines[0]) > width { lines = [cut(title, to: width), cut("  \(facts)", to: width)] }
        for (axis, labels) in tensor.labels.enumerated() {
            if let labels { lines.append(cut(labelLine(axis, labels), to: width)) }
        }
        if tensor.count > 0 { lines += values }
        return lines.joined(separator: "\n")
    }

    private func facts(_ statistics: TensorStatistics) -> String {
        if tensor.count == 0 { return "no elements" }
        var parts: [String] = []
        let about = statistics.isSampled ? "≈" : ""
        if tensor.isBool {
            parts.append("\(about)\(shortNumber(statistics.mean * 100))% true")
        } else if statistics.least.isFinite {
            parts.append("min \(about)\(shortNumber(statistics.least))")
            parts.append("mean \(about)\(shortNumber(statistics.mean))")
            parts.append("max \(about)\(shortNumber(statistics.most))")
            if !statistics.histogramText.isEmpty { parts.append("▕\(statistics.histogramText)▏") }
        }
        if statistics.nans > 0 { parts.append("\(about)\(grouped(statistics.nans)) nan") }
        if statistics.infinities > 0 { parts.append("\(about)\(grouped(statistics.infinities)) inf") }
        return parts.joined(separator: "  ")
    }

    private func labelLine(_ axis: Int, _ labels: [String]) -> String {
        let shown = labels.prefix(40).map { oneLine($0) }.joined(separator: " ")
        return "  \(tensor.names[axis] ?? "axis \(axis)"): \(shown)\(labels.count > 40 ? " …" : "")"
    }

    // MARK: Values

    /// The last two axes, at the first place of all others.
    private var values: [String] {
        let rank = tensor.shape.count
        let lead = [Int](repeating: 0, count: max(rank - 2, 0))
        let rows = rank >= 2 ? places(tensor.shape[rank - 2], most: 2 * edge + 2) : [0]
        let size = tensor.shape[rank - 1]
        var columns = places(size, most: max(width / 4, 3))
        var lines: [String] = []
        // As many columns as fit: measured, then fewer are tried.
        while true {
            lines = drawn(lead, rows, columns, isMatrix: rank >= 2)
            let widest = lines.map { displayWidth(of: $0) }.max() ?? 0
            let shown = columns.compactMap { $0 }.count
            if widest <= width || shown <= 2 { break }
            columns = places(size, most: max(2, min(shown - 1, shown * width / widest)))
        }
        if rank > 2 {
            let place = (0..<(rank - 2)).map { tensor.names[$0].map { "\($0)=0" } ?? "0" }
            lines.insert("  at [\(place.joined(separator: ", "))]:", at: 0)
        }
        return lines
    }

    /// Positions to show; nil stands for those left out.
    private func places(_ size: Int, most: Int) -> [Int?] {
        if size <= most { return Array(0..<size) }
        let front = (most + 1) / 2
        return Array(0..<front) + [nil] + Array((size - (most - front))..<size)
    }

    private func drawn(_ lead: [Int], _ rows: [Int?], _ columns: [Int?], isMatrix: Bool) -> [String] {
        func element(_ row: Int, _ column: Int) -> Double { tensor.element(lead + (isMatrix ? [row] : []) + [column]) }
        let shown = rows.compactMap { $0 }.flatMap { row in columns.compactMap { $0 }.map { element(row, $0) } }
        let style = style(shown)
        let cells = rows.map { row in
            columns.map { column in
                guard let row else { return column == nil ? "⋱" : "⋮" }
                return column.map { number(element(row, $0), style) } ?? "⋯"
            }
        }
        let widths = columns.indices.map { column in cells.map { displayWidth(of: $0[column]) }.max() ?? 0 }
        return cells.map { row in
            "  " + zip(row, widths).map { pad($0, to: $1, .right) }.joined(separator: "  ")
        }
    }

    private func style(_ numbers: [Double]) -> NumberStyle { NumberStyle(for: numbers) }

    private func number(_ number: Double, _ style: NumberStyle) -> String {
        if tensor.isBool { return number == 0 ? "false" : "true" }
        if tensor.isWhole { return Int(exactly: number).map { "\($0)" } ?? shortNumber(number) }
        return style.text(number)
    }
}
