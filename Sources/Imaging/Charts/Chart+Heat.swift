import Tensors

extension Chart {
    /// A table of numbers as coloured cells, written into them where there is room, with a colour bar.
    /// - Parameters:
    ///   - values: numbers over two axes: rows, columns. NaN is grey.
    ///   - rows: names from the top; `columns` from the left. Either may be empty.
    ///   - low: the number of the first colour, `high` of the last; the extremes where nil.
    /// - Throws: `chart.empty`, `chart.lengths`, `chart.size`, `chart.not-a-table`.
    public func heat(
        _ values: Tensor, rows: [String] = [], columns: [String] = [], colormap: Colormap = .viridis,
        low: Double? = nil, high: Double? = nil
    ) throws -> Image {
        guard values.rank == 2 else {
            throw Problem(
                "chart.not-a-table", "expected numbers over two axes, found a tensor of shape \(values.shape)")
        }
        guard values.count > 0 else { throw Problem("chart.empty", "a heat table needs at least one cell") }
        let (rowCount, columnCount) = (values.shape[0], values.shape[1])
        guard rows.isEmpty || rows.count == rowCount else {
            throw Problem.chartLengths("the rows and their names", rowCount, rows.count)
        }
        guard columns.isEmpty || columns.count == columnCount else {
            throw Problem.chartLengths("the columns and their names", columnCount, columns.count)
        }
        guard rowCount <= 2000, columnCount <= 2000 else {
            throw Problem(
                "chart.size", "a heat table of \(rowCount)×\(columnCount) cells is too large to draw",
                help: "use the colour map on the tensor itself")
        }
        let numbers = try values.floats().map(Double.init)
        let finite = numbers.filter(\.isFinite)
        let bottom = low ?? finite.min() ?? 0
        let top = high ?? finite.max() ?? 1
        let drawing = try HeatDrawing(
            chart: self, rows: rows, columns: columns, rowCount: rowCount, columnCount: columnCount, low: bottom,
            high: top > bottom ? top : bottom + 1, colormap: colormap)
        return try drawing.draw(numbers)
    }
}

/// Where the cells of a heat table lie, and their drawing.
private struct HeatDrawing {
    let chart: Chart
    let rows: [String]
    let columns: [String]
    let rowCount: Int
    let columnCount: Int
    let low: Double
    let high: Double
    let colormap: Colormap
    private let canvas: Canvas
    private let left: Double
    private let top: Double
    private let width: Double
    private let height: Double
    private let size = ChartFrame.textSize

    init(
        chart: Chart, rows: [String], columns: [String], rowCount: Int, columnCount: Int, low: Double, high: Double,
        colormap: Colormap
    ) throws {
        guard (160...8000).contains(chart.width), (120...8000).contains(chart.height) else {
            throw Problem("chart.size", "a chart of \(chart.width)×\(chart.height) pixels cannot be drawn")
        }
        self.chart = chart
        self.rows = rows
        self.columns = columns
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.low = low
        self.high = high
        self.colormap = colormap
        let canvas = try Canvas(width: chart.width, height: chart.height)
        let names = rows.map { canvas.width(of: $0, size: ChartFrame.textSize) }.max() ?? 0
        self.canvas = canvas
        left = (chart.yLabel == nil ? 14 : 36) + min(names, Double(chart.width) / 3) + 8
        top = chart.title == nil ? 14 : 42
        width = Double(chart.width) - left - 86
        height = Double(chart.height) - top - (columns.isEmpty ? 14 : 32) - (chart.xLabel == nil ? 0 : 24)
    }

    func draw(_ numbers: [Double]) throws -> Image {
        let (cellWidth, cellHeight) = (width / Double(columnCount), height / Double(rowCount))
        let decimals = max(abs(low), abs(high)) >= 100 ? 0 : max(abs(low), abs(high)) >= 10 ? 1 : 2
        let textSize = min(size, cellHeight * 0.5)
        let widest =
            numbers.filter(\.isFinite).map { canvas.width(of: format("%.\(decimals)f", $0), size: textSize) }.max() ?? 0
        let isWritten = textSize >= 8 && widest + 8 <= cellWidth
        for row in 0..<rowCount {
            try Interrupt.check()
            for column in 0..<columnCount {
                let number = numbers[row * columnCount + column]
                let color = number.isNaN ? Colormap.missing : colormap.color(at: (number - low) / (high - low))
                let (x, y) = (left + Double(column) * cellWidth, top + Double(row) * cellHeight)
                // Edges on whole pixels leave no seams.
                let (startX, startY) = (x.rounded(), y.rounded())
                canvas.fill(
                    x: startX, y: startY, width: (x + cellWidth).rounded() - startX,
                    height: (y + cellHeight).rounded() - startY, color)
                guard isWritten, number.isFinite else { continue }
                canvas.text(
                    format("%.\(decimals)f", number), x: x + cellWidth / 2, y: y + cellHeight / 2, size: textSize,
                    .centre,
                    anchor: .middle, color: color.brightness > 0.55 ? Canvas.ink : .white)
            }
        }
        drawNames(cellWidth, cellHeight)
        drawBar()
        return try canvas.image()
    }

    private func drawNames(_ cellWidth: Double, _ cellHeight: Double) {
        let everyRow = max(1, Int((size * 1.2 / cellHeight).rounded(.up)))
        for row in stride(from: 0, to: rows.count, by: everyRow) {
            let line = canvas.fitted(rows[row], room: Double(chart.width) / 3, size: size)
            canvas.text(
                line, x: left - 8, y: top + (Double(row) + 0.5) * cellHeight, size: size, .right, anchor: .middle)
        }
        let widest = columns.map { canvas.width(of: $0, size: size) }.max() ?? 0
        let everyColumn = max(1, Int((min(widest + 8, 60) / cellWidth).rounded(.up)))
        for column in stride(from: 0, to: columns.count, by: everyColumn) {
            let line = canvas.fitted(columns[column], room: cellWidth * Double(everyColumn) - 4, size: size)
            canvas.text(line, x: left + (Double(column) + 0.5) * cellWidth, y: top + height + 20, size: size, .centre)
        }
        if let title = chart.title {
            let line = canvas.fitted(title, room: Double(chart.width) - 24, size: 16, bold: true)
            canvas.text(line, x: left + width / 2, y: 26, size: 16, .centre, bold: true)
        }
        if let label = chart.xLabel {
            canvas.text(
                canvas.fitted(label, room: width, size: size + 1), x: left + width / 2, y: Double(chart.height) - 12,
                size: size + 1, .centre)
        }
        if let label = chart.yLabel {
            canvas.text(
                canvas.fitted(label, room: height, size: size + 1), x: 22, y: top + height / 2, size: size + 1, .centre,
                upwards: true)
        }
    }

    private func drawBar() {
        let x = left + width + 16
        for row in 0..<Int(height) {
            canvas.fill(
                x: x, y: top + Double(row), width: 14, height: 1, colormap.color(at: 1 - (Double(row) + 0.5) / height))
        }
        canvas.text(format("%.3g", high), x: x + 20, y: top + 10, size: size)
        canvas.text(format("%.3g", low), x: x + 20, y: top + height, size: size)
    }
}
