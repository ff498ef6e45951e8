import Imaging
import Runtime
import Tensors

struct Plot: Command {
    static let name = "plot", summary = "A chart as a picture: lines, points, bars, or numbers as coloured cells."
    static let discussion = """
        `plot(y)` counts x from 0; a record {name: y} draws one line each, with a legend. `kind="heat"` takes a tensor \
        of two axes or a table whose first column names the rows, such as `pivot` makes; `show(as="heat")` does too.
        """
    static let searchTerms = ["chart", "graph", "line", "bar", "scatter", "matplotlib", "heatmap"]
    static let examples = [
        Example("plot([1, 4, 9])", gives: "640×420 image"),
        Example("plot({train: [3, 2, 1], test: [3.2, 2.6, 2.4]}, title=\"loss\")"),
    ]
    @Argument("Numbers, a record of them, or a table.") var y: Value
    @Option("Where the numbers stand; for bars their names.") var x: Value = .none
    @Option("How to draw.", from: ["lines", "points", "bars", "heat"]) var kind = "lines"
    @Option("A line above the chart.") var title: String?
    @Option("What x is.") var xLabel: String?
    @Option("What y is.") var yLabel: String?
    @Option("Height and width of the picture.", unit: .pixels) var size: Value = .list([.int(420), .int(640)])
    @Option("Name of the colour scale, for heat.", from: Colormap.names) var colormap = "viridis"

    func run(in context: Context) throws -> Image {
        let pixels = try pixelSizes(size)
        let chart = Chart(title: title, xLabel: xLabel, yLabel: yLabel, width: pixels.x, height: pixels.y)
        if kind == "heat" { return try heatChart(y, chart, Colormap.named(colormap)) }
        let series = try series()
        switch kind {
        case "points": return try chart.scatter(series)
        case "bars":
            let count = series.first?.y.count ?? 0
            let names = try hasPlaces ? Elements.of(x).map(\.printed) : (0..<count).map(String.init)
            return try chart.bars(names, series)
        default: return try chart.lines(series, markers: (series.map(\.y.count).max() ?? 0) <= 40)
        }
    }

    private var hasPlaces: Bool { if case .none = x { false } else { true } }

    private func series() throws -> [Series] {
        let places = hasPlaces && kind != "bars" ? try numbers(of: x) : nil
        func one(_ name: String?, _ value: Value) throws -> Series {
            let heights = try numbers(of: value)
            return places.map { Series(name, x: $0, y: heights) } ?? Series(name, y: heights)
        }
        switch y {
        case .record(let record): return try record.fields.map { try one($0.key, $0.value) }
        case .table(let table): return try table.columns.map { try one($0.key, .list($0.value)) }
        default: return [try one(nil, y)]
        }
    }
}

/// A tensor of two axes, or a table whose first column names its rows, as coloured cells.
func heatChart(_ value: Value, _ chart: Chart, _ colormap: Colormap) throws -> Image {
    guard case .table(let table) = value else {
        let tensor = try Tensor.from(value)
        return try chart.heat(
            tensor, rows: tensor.axes.first?.labels ?? [], columns: tensor.axes.last?.labels ?? [], colormap: colormap)
    }
    let names = Array(table.columnNames.dropFirst())
    let cells = try (0..<table.rowCount).flatMap { row in
        try names.map { name -> Float in
            let cell = table[column: name]?[row] ?? .none
            if case .none = cell { return .nan }
            return Float(try Double.from(cell))
        }
    }
    let rows = table.columns.values.first?.map(\.printed) ?? []
    return try chart.heat(
        Tensor(cells, shape: [table.rowCount, names.count]), rows: rows, columns: names, colormap: colormap)
}
