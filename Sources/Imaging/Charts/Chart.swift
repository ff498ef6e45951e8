import Tensors

/// Numbers to draw in one colour.
public struct Series: Sendable {
    /// In the legend; nil is not listed.
    public var name: String?
    /// As long as `y`. Not looked at in bar charts.
    public var x: [Double]
    /// NaN and infinities leave a gap.
    public var y: [Double]
    /// Lower and upper ends of a shaded band (or of an error bar), each as long as `y`.
    public var band: (low: [Double], high: [Double])?

    public init(_ name: String? = nil, x: [Double], y: [Double], band: (low: [Double], high: [Double])? = nil) {
        self.name = name
        self.x = x
        self.y = y
        self.band = band
    }

    /// Against 0, 1, 2 ….
    public init(_ name: String? = nil, y: [Double], band: (low: [Double], high: [Double])? = nil) {
        self.init(name, x: y.indices.map(Double.init), y: y, band: band)
    }
}

/// A chart with axes, ticks and a legend, drawn to a picture.
public struct Chart: Sendable {
    public var title: String?
    public var xLabel: String?
    public var yLabel: String?
    /// Pixels of the whole picture.
    public var width: Int
    public var height: Int
    /// The range of the axis; nil takes in all numbers.
    public var xRange: ClosedRange<Double>?
    public var yRange: ClosedRange<Double>?

    public init(
        title: String? = nil, xLabel: String? = nil, yLabel: String? = nil, width: Int = 720, height: Int = 440,
        xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil
    ) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.width = width
        self.height = height
        self.xRange = xRange
        self.yRange = yRange
    }

    /// Okabe and Ito's colours, which most colour-blind eyes tell apart (jfly.uni-koeln.de/color, 2008), in an order
    /// in which neighbours differ in brightness.
    static let colors = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0x999999]
        .map { Color(hex: $0) }

    static func color(_ index: Int) -> Color { colors[index % colors.count] }

    /// Lines through the points of each series, in their order.
    /// - Parameter markers: draws the points too.
    /// - Throws: `chart.empty`, `chart.lengths`, `chart.size`.
    public func lines(_ series: [Series], markers: Bool = false) throws -> Image {
        let frame = try framed(series)
        frame.inside {
            for (index, one) in series.enumerated() { band(one, Chart.color(index), frame) }
            for (index, one) in series.enumerated() {
                for run in Chart.runs(one) {
                    let points = run.map { frame.point(one.x[$0], one.y[$0]) }
                    frame.canvas.line(points, Chart.color(index), width: 2)
                    guard markers || points.count == 1 else { continue }
                    for point in points { frame.canvas.disc(point, radius: 3.4, Chart.color(index)) }
                }
            }
        }
        return try frame.finish(series)
    }

    /// A disc for every point. - Throws: as `lines`.
    public func scatter(_ series: [Series]) throws -> Image {
        let frame = try framed(series)
        let most = series.map(\.y.count).max() ?? 0
        frame.inside {
            for (index, one) in series.enumerated() {
                for run in Chart.runs(one) {
                    for place in run {
                        frame.canvas.disc(
                            frame.point(one.x[place], one.y[place]), radius: most > 2000 ? 1.8 : 3.6,
                            Chart.color(index), opacity: most > 200 ? 0.45 : 0.8)
                    }
                }
            }
        }
        return try frame.finish(series)
    }

    private func framed(_ series: [Series]) throws -> ChartFrame {
        for one in series {
            guard one.x.count == one.y.count,
                one.band.map({ $0.low.count == one.y.count && $0.high.count == one.y.count }) ?? true
            else { throw Problem.chartLengths("x, y and the band of a series", one.x.count, one.y.count) }
        }
        let xs = series.flatMap(\.x)
        let ys = series.flatMap { $0.y + ($0.band.map { $0.low + $0.high } ?? []) }
        return try ChartFrame(
            self, x: AxisScale(xs, range: xRange, includesZero: false, margin: 0.03),
            y: AxisScale(ys, range: yRange, includesZero: false, margin: 0.06), legend: series.compactMap(\.name))
    }

    private func band(_ series: Series, _ color: Color, _ frame: ChartFrame) {
        guard let band = series.band else { return }
        let places = series.y.indices.filter {
            series.x[$0].isFinite && band.low[$0].isFinite && band.high[$0].isFinite
        }
        let upper = places.map { frame.point(series.x[$0], band.high[$0]) }
        let lower = places.reversed().map { frame.point(series.x[$0], band.low[$0]) }
        frame.canvas.polygon(upper + lower, color, opacity: 0.18)
    }

    /// Positions of finite points, cut where one is not.
    private static func runs(_ series: Series) -> [[Int]] {
        var runs: [[Int]] = [[]]
        for index in series.y.indices {
            if series.x[index].isFinite, series.y[index].isFinite {
                runs[runs.count - 1].append(index)
            } else if !(runs.last?.isEmpty ?? true) {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }
}

extension Problem {
    static func chartLengths(_ what: String, _ a: Int, _ b: Int) -> Problem {
        Problem("chart.lengths", "\(what) must be of one length; found \(a) and \(b)")
    }
}
