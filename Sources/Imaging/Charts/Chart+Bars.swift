import Tensors

extension Chart {
    /// Groups of bars from 0: one group a name, one bar a series. A band is drawn as an error bar.
    /// - Throws: `chart.empty`, `chart.lengths`, `chart.size`.
    public func bars(_ names: [String], _ series: [Series]) throws -> Image {
        guard !names.isEmpty, !series.isEmpty else {
            throw Problem("chart.empty", "a bar chart needs at least one bar")
        }
        for one in series {
            guard one.y.count == names.count else {
                throw Problem.chartLengths("the names and the numbers of a bar chart", names.count, one.y.count)
            }
            if let band = one.band, band.low.count != names.count || band.high.count != names.count {
                throw Problem.chartLengths("the numbers and the error bars", names.count, band.low.count)
            }
        }
        let numbers = series.flatMap { $0.y + ($0.band.map { $0.low + $0.high } ?? []) }
        let frame = try ChartFrame(
            self, x: AxisScale([], range: 0...Double(names.count), includesZero: false, margin: 0),
            y: AxisScale(numbers, range: yRange, includesZero: true, margin: 0.06), legend: series.compactMap(\.name),
            hasXTicks: false)
        let group = frame.width / Double(names.count)
        let thick = min(group * 0.76 / Double(series.count), 90)
        frame.inside {
            for (index, one) in series.enumerated() {
                for place in names.indices where one.y[place].isFinite {
                    let middle = frame.left + group * (Double(place) + 0.5)
                    let left = middle + thick * (Double(index) - Double(series.count) / 2)
                    drawBar(one, place, index: index, left: left, thick: thick, frame)
                }
            }
        }
        let zero = frame.point(0, 0).y.rounded() + 0.5
        frame.canvas.line(
            [.init(x: frame.left, y: zero), .init(x: frame.left + frame.width, y: zero)], Canvas.ink, width: 1)
        drawNames(names, group: group, frame)
        return try frame.finish(series)
    }

    private func drawBar(_ series: Series, _ place: Int, index: Int, left: Double, thick: Double, _ frame: ChartFrame) {
        let gap = min(thick * 0.06, 2)
        let zero = frame.point(0, 0).y
        let end = frame.point(0, series.y[place]).y
        frame.canvas.fill(
            x: left + gap, y: min(zero, end), width: thick - 2 * gap, height: abs(zero - end), Chart.color(index))
        guard let band = series.band, band.low[place].isFinite, band.high[place].isFinite else { return }
        let middle = left + thick / 2
        let (low, high) = (frame.point(0, band.low[place]).y, frame.point(0, band.high[place]).y)
        frame.canvas.line([.init(x: middle, y: low), .init(x: middle, y: high)], Canvas.ink, width: 1.5)
        for y in [low, high] {
            frame.canvas.line([.init(x: middle - 4, y: y), .init(x: middle + 4, y: y)], Canvas.ink, width: 1.5)
        }
    }

    private func drawNames(_ names: [String], group: Double, _ frame: ChartFrame) {
        // Where groups are narrow, every second, third … is named.
        let every = max(1, Int((34 / group).rounded(.up)))
        for place in stride(from: 0, to: names.count, by: every) {
            let line = frame.canvas.fitted(names[place], room: group * Double(every) - 6, size: ChartFrame.textSize)
            frame.canvas.text(
                line, x: frame.left + group * (Double(place) + 0.5), y: frame.top + frame.height + 20,
                size: ChartFrame.textSize, .centre)
        }
    }
}
