import Imaging
import Tensors
import Testing

struct ChartTests {
    private func count(_ image: Image, _ color: Color) -> Int {
        (0..<(image.width * image.height)).count {
            image.pixels[3 * $0] == color.red && image.pixels[3 * $0 + 1] == color.green
                && image.pixels[3 * $0 + 2] == color.blue
        }
    }

    private let blue = Color(0x00, 0x72, 0xB2)
    private let orange = Color(0xD5, 0x5E, 0x00)

    @Test func linesHaveTheirColors() throws {
        let image = try Chart(title: "t", xLabel: "x", yLabel: "y").lines([
            Series("a", y: [0, 1, 2]), Series("b", y: [2, 1, 0]),
        ])
        #expect(image.width == 720 && image.height == 440)
        #expect(count(image, blue) > 300 && count(image, orange) > 300)
    }

    @Test func barsAreAsHighAsTheirNumbers() throws {
        let one = try Chart(yRange: 0...4).bars(["a"], [Series(y: [1])])
        let three = try Chart(yRange: 0...4).bars(["a"], [Series(y: [3])])
        let ratio = Double(count(three, blue)) / Double(count(one, blue))
        #expect(abs(ratio - 3) < 0.1)
    }

    @Test func cellsHaveTheColorsOfTheMap() throws {
        let values = try Tensor([0, 1, .nan, 0.5] as [Float], shape: [2, 2])
        let image = try Chart().heat(values, rows: ["r", "s"], columns: ["c", "d"])
        for color in [Colormap.viridis.color(at: 0), Colormap.viridis.color(at: 1), Colormap.viridis.color(at: 0.5)] {
            #expect(count(image, color) > 10_000)
        }
        #expect(count(image, Color(160, 160, 160)) > 10_000)
    }

    @Test func strangeNumbersNeverTrap() throws {
        let strange = [Double.nan, .infinity, -.infinity, 1e308, -1e308, 0, 0x1p-1063, .greatestFiniteMagnitude]
        let series = [
            Series("s", x: strange, y: strange.reversed(), band: (strange, strange)), Series(y: []), Series(y: [.nan]),
        ]
        _ = try Chart().lines(series, markers: true)
        _ = try Chart().scatter(series)
        _ = try Chart().bars(strange.map { "\($0)" }, [Series(y: strange)])
        _ = try Chart().lines([])
        _ = try Chart(xRange: -1e308...1e308, yRange: 0...0).lines([Series(y: [1, 1])])
        let tensor = try Tensor(strange.map { Float($0) }, shape: [2, 4])
        _ = try Chart().heat(tensor)
        _ = try Chart().heat(tensor, low: 3, high: 1)
    }

    @Test func lengthsAndSizesAreChecked() throws {
        #expect(problem { try Chart().lines([Series(x: [1], y: [1, 2])]) }?.id == "chart.lengths")
        #expect(problem { try Chart().bars(["a"], [Series(y: [1, 2])]) }?.id == "chart.lengths")
        #expect(problem { try Chart().bars([], []) }?.id == "chart.empty")
        #expect(problem { try Chart(width: 10).lines([]) }?.id == "chart.size")
        let cube = try Tensor(Float.self, shape: [2, 2, 2]) { $0.initialize(repeating: 0) }
        #expect(problem { try Chart().heat(cube) }?.id == "chart.not-a-table")
    }
}
