import Interpretability
import Tensors
import Testing

/// Boxes, connected parts, and the objects of a picture on a plain ground.
struct MaskTests {
    private func picture(_ rows: [String]) throws -> Tensor {
        let characters = rows.flatMap { Array($0) }
        return try Tensor(
            characters.map { $0 != "." }, shape: [rows.count, rows[0].count], axes: [Axis("y"), Axis("x")])
    }

    @Test func partsByAreaWithCornersOrWithout() throws {
        let mask = try picture(["##..#", "..#.#", ".##..", "#...#"])
        let eight = try ConnectedComponents(mask)
        #expect(eight.areas == [6, 2, 1])
        #expect(try eight.labels.integers() == [1, 1, 0, 0, 2, 0, 0, 1, 0, 2, 0, 1, 1, 0, 0, 1, 0, 0, 0, 3])
        let four = try ConnectedComponents(mask, neighbours: .four)
        #expect(four.areas == [3, 2, 2, 1, 1])
        #expect(try four.mask(of: 1).integers().reduce(0, +) == 3)
        #expect(try ConnectedComponents(Tensor.zeros([0, 4], dtype: .bool)).count == 0)
        #expect(problemID { try ConnectedComponents(Tensor.zeros([4])) } == "metric.bad-option")
        #expect(problemID { try ConnectedComponents(Tensor.full([2, 2], 0.5)) } == "metric.not-a-mask")
    }

    @Test func partsAsScikitImageCountsThem() throws {
        let blobs = try Fixture("metrics").tensor("blobs").converted(to: .bool)
        let expected = try JSON.read(path: testFolder + "/Fixtures/metrics.json")["parts"]
        #expect(try ConnectedComponents(blobs, neighbours: .four).areas == expected?["1"]?.integers)
        #expect(try ConnectedComponents(blobs).areas == expected?["2"]?.integers)
        // A comb and a spiral join labels late.
        #expect(try ConnectedComponents(picture(["#.#.#.#", "#.#.#.#", "#######"])).areas == [15])
        #expect(
            try ConnectedComponents(picture(["######", "#....#", "#.##.#", "#..#.#", "##.#.#", ".###.#", "######"]))
                .count == 1)
    }

    @Test func orphansJoinTheirNeighbours() throws {
        let mask = try picture(["#...#", ".#...", "..###", "..#.#", "..###"])
        let clean = try Metrics.withoutOrphans(mask).integers()
        #expect(clean == [1, 0, 0, 0, 1] + [0, 0, 0, 0, 0] + [0, 0, 0, 1, 1] + [0, 0, 1, 1, 1] + [0, 0, 1, 1, 1])
        #expect(problemID { try Metrics.withoutOrphans(Tensor.zeros([3])) } == "metric.bad-option")
    }

    @Test func boxesFillTheirPixels() throws {
        let mask = try Metrics.boxMask(
            height: 4, width: 6, boxes: [Box(x: 1, y: 2, width: 3, height: 1), Box(x: 4, y: -3, width: 90, height: 4)])
        #expect(
            try mask.integers() == [0, 0, 0, 0, 1, 1] + [0, 0, 0, 0, 0, 0] + [0, 1, 1, 1, 0, 0] + [0, 0, 0, 0, 0, 0])
        #expect(mask.dtype == .bool && mask.names == ["y", "x"])
        #expect(try Metrics.boundingBox(mask) == Box(x: 1, y: 0, width: 5, height: 3))
        #expect(try Metrics.boundingBox(Tensor.zeros([3, 3])) == nil)
        let half = try Metrics.boxMask(height: 1, width: 4, boxes: [Box(x: 0.5, y: 0, width: 2, height: 1)])
        #expect(try half.integers() == [1, 1, 0, 0])
        #expect(
            problemID { try Metrics.boxMask(height: 4, width: 4, boxes: [Box(x: .nan, y: 0, width: 1, height: 1)]) }
                == "metric.bad-box")
        #expect(
            problemID { try Metrics.boxMask(height: 4, width: 4, boxes: [Box(x: 0, y: 0, width: -1, height: 1)]) }
                == "metric.bad-box")
        #expect(
            problemID { try Metrics.boxMask(height: 4, width: 4, boxes: [Box(x: 1e300, y: 0, width: 1, height: 1)]) }
                == "metric.bad-box")
    }

    /// A sandy ground with a little noise, a blue square with a sandy hole, and a red bar that touches the edge.
    private func scene(objects: Bool) throws -> Tensor {
        try Tensor(Float.self, shape: [40, 60, 3], axes: [Axis("y"), Axis("x"), Axis("channel")]) { target in
            for index in 0..<40 * 60 {
                let (y, x) = (index / 60, index % 60)
                var colour: [Float] = [0.83, 0.78, 0.61]
                if objects, (5..<20).contains(y), (8..<24).contains(x),
                    !((10..<13).contains(y) && (12..<15).contains(x))
                {
                    colour = [0.1, 0.2, 0.8]
                }
                if objects, (25..<33).contains(y), x >= 40 { colour = [0.9, 0.1, 0.1] }
                for channel in 0..<3 {
                    target[index * 3 + channel] = colour[channel] + Float((index * 37) % 11 - 5) * 0.004
                }
            }
        }
    }

    @Test func objectsOnAPlainGround() throws {
        let found = try GroundSegmentation(scene(objects: true))
        #expect(found.parts.map(\.area) == [15 * 16, 8 * 20])
        #expect(found.parts[0].box == Box(x: 8, y: 5, width: 16, height: 15))
        #expect(found.parts[1].box == Box(x: 40, y: 25, width: 20, height: 8))
        #expect(found.parts[0].colour[2] > 0.7 && found.parts[1].colour[0] > 0.85)
        #expect(zip(found.ground, [0.83, 0.78, 0.61]).allSatisfy { abs($0 - $1) < 0.01 })
        let foreground = try #require(try found.foreground())
        #expect(try foreground.integers().reduce(0, +) == 400)
        let turned = try GroundSegmentation(scene(objects: true).transposed([2, 0, 1]))
        #expect(turned.parts.map(\.area) == found.parts.map(\.area))
    }

    @Test func anEmptyGroundHasNoObjects() throws {
        let found = try GroundSegmentation(scene(objects: false))
        #expect(found.parts.isEmpty)
        #expect(try found.foreground() == nil)
        #expect(problemID { try GroundSegmentation(Tensor.zeros([4, 4])) } == "metric.bad-option")
        #expect(problemID { try GroundSegmentation(Tensor.full([4, 4, 3], .nan)) } == "metric.not-finite")
        #expect(try GroundSegmentation(Tensor.full([4, 4, 3], 1e30)).parts.isEmpty)
    }
}
