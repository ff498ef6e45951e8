import Tensors

/// The parts that all charts have: title, legend, axes, ticks, and the rectangle in which the numbers are drawn.
struct ChartFrame {
    let canvas: Canvas
    let x: AxisScale
    let y: AxisScale
    // The rectangle of the numbers, in pixels.
    let left: Double
    let top: Double
    let width: Double
    let height: Double
    private let chart: Chart
    private let legendTop: Double

    static let textSize = 13.0

    /// - Parameter hasXTicks: false where the chart writes its own names below.
    /// - Throws: `chart.size` where the picture has no room for the numbers.
    init(_ chart: Chart, x: AxisScale, y: AxisScale, legend: [String], hasXTicks: Bool = true) throws {
        guard (160...8000).contains(chart.width), (120...8000).contains(chart.height) else {
            throw Problem(
                "chart.size", "a chart of \(chart.width)×\(chart.height) pixels cannot be drawn",
                help: "take from 160×120 up to 8000×8000")
        }
        let canvas = try Canvas(width: chart.width, height: chart.height)
        let size = ChartFrame.textSize
        let labelWidth = y.labels.map { canvas.width(of: $0, size: size) }.max() ?? 0
        let titleHeight = chart.title == nil ? 14 : 40.0
        let legendHeight = legend.isEmpty ? 0 : 24.0
        left = (chart.yLabel == nil ? 14 : 36) + min(labelWidth, 90) + 8
        top = titleHeight + legendHeight
        width = Double(chart.width) - left - 20
        height = Double(chart.height) - top - (chart.xLabel == nil ? 36 : 58)
        legendTop = titleHeight
        self.chart = chart
        self.canvas = canvas
        self.x = x
        self.y = y
        drawGround(hasXTicks: hasXTicks)
    }

    func point(_ xNumber: Double, _ yNumber: Double) -> Canvas.Point {
        Canvas.Point(x: left + width * x.position(xNumber), y: top + height * (1 - y.position(yNumber)))
    }

    /// Draws only inside the rectangle.
    func inside(_ body: () -> Void) {
        canvas.clipped(x: left - 4, y: top - 4, width: width + 8, height: height + 8, body)
    }

    private func drawGround(hasXTicks: Bool) {
        let size = ChartFrame.textSize
        for (tick, label) in zip(y.ticks, y.labels) {
            let at = (top + height * (1 - y.position(tick))).rounded() + 0.5
            canvas.line([.init(x: left, y: at), .init(x: left + width, y: at)], Canvas.faint, width: 1)
            let line = canvas.fitted(label, room: 90, size: size)
            canvas.text(line, x: left - 8, y: at, size: size, .right, anchor: .middle)
        }
        if hasXTicks {
            var free = -Double.infinity
            for (tick, label) in zip(x.ticks, x.labels) {
                let at = (left + width * x.position(tick)).rounded() + 0.5
                canvas.line([.init(x: at, y: top + height), .init(x: at, y: top + height + 5)], Canvas.ink, width: 1)
                let half = canvas.width(of: label, size: size) / 2
                // Labels that would touch are left out.
                if at - half < free { continue }
                canvas.text(label, x: at, y: top + height + 20, size: size, .centre)
                free = at + half + 8
            }
        }
        let bottom = (top + height).rounded() + 0.5
        canvas.line([.init(x: left, y: bottom), .init(x: left + width, y: bottom)], Canvas.ink, width: 1)
    }

    /// Title, labels and legend; gives the picture.
    func finish(_ series: [Series]) throws -> Image {
        let size = ChartFrame.textSize
        if let title = chart.title {
            let line = canvas.fitted(title, room: Double(chart.width) - 24, size: 16, bold: true)
            canvas.text(line, x: Double(chart.width) / 2, y: 26, size: 16, .centre, bold: true)
        }
        if let label = chart.xLabel {
            let line = canvas.fitted(label, room: width, size: size + 1)
            canvas.text(line, x: left + width / 2, y: Double(chart.height) - 12, size: size + 1, .centre)
        }
        if let label = chart.yLabel {
            let line = canvas.fitted(label, room: height, size: size + 1)
            canvas.text(line, x: 22, y: top + height / 2, size: size + 1, .centre, upwards: true)
        }
        drawLegend(series.enumerated().compactMap { index, one in one.name.map { ($0, Chart.color(index)) } })
        return try canvas.image()
    }

    /// One row above the numbers, where it hides none of them.
    private func drawLegend(_ entries: [(String, Color)]) {
        let size = ChartFrame.textSize
        guard !entries.isEmpty else { return }
        let most = max((width - 10) / Double(entries.count) - 34, 20)
        var at = left
        for (name, color) in entries {
            let line = canvas.fitted(name, room: most, size: size)
            canvas.fill(x: at, y: legendTop + 1, width: 14, height: 10, color)
            canvas.text(line, x: at + 20, y: legendTop + 11, size: size)
            at += 20 + canvas.width(of: line, size: size) + 18
        }
    }
}
