import Tensors
import Testing

/// Picture operations against torch's results on the same pictures.
@Suite struct ImageTests {
    private let file: SafetensorsFile
    private let cases: [JSON]

    init() throws {
        file = try SafetensorsFile(path: fixture("image/cases.safetensors"))
        cases = try JSON.read(path: fixture("image/cases.json")).array ?? []
    }

    private func replay(_ op: String, atLeast: Int, tolerance: Float = 1e-5, _ body: (JSON, [Tensor]) throws -> Tensor)
        throws
    {
        let mine = cases.filter { $0["op"]?.string == op }
        #expect(mine.count >= atLeast)
        for entry in mine {
            let operands = try (entry["operands"]?.array ?? []).compactMap(\.string).map(file.tensor)
            let expected = try file.tensor(entry["result"]?.string ?? "")
            let found = try body(entry, operands)
            #expect(found.shape == expected.shape, "\(entry.serialized())")
            let (a, b) = (try found.floats(), try expected.floats())
            #expect(agree(a, b, tolerance), "\(entry.serialized()): \(a.prefix(8)) != \(b.prefix(8))")
        }
    }

    private func pair(_ entry: JSON, _ key: String) throws -> (y: Int, x: Int) {
        let both = try #require(entry[key]?.integers)
        return (both[0], both[1])
    }

    @Test func resizeEqualsInterpolate() throws {
        try replay("resize", atLeast: 170) { entry, operands in
            let method = try #require(ResizeMethod(rawValue: entry["method"]?.string ?? ""))
            return try operands[0].resized(
                to: pair(entry, "size"), method: method, antialias: entry["antialias"]?.bool ?? false)
        }
    }

    @Test func blurEqualsTorchvision() throws {
        try replay("blur", atLeast: 3) { entry, operands in
            let sigma = (entry["sigma"]?.array ?? []).compactMap(\.number)
            #expect(sigma.count == 2)
            return try operands[0].blurred(kernel: pair(entry, "kernel"), sigma: (sigma[0], sigma[1]))
        }
    }

    @Test func poolEqualsTorch() throws {
        try replay("pool", atLeast: 6) { entry, operands in
            let kind = try #require(Pooling(rawValue: entry["kind"]?.string ?? ""))
            return try operands[0].pooled(
                kind, size: pair(entry, "size"), stride: pair(entry, "stride"), padding: pair(entry, "padding"))
        }
    }

    private func window(_ entry: JSON) throws -> ConvolutionWindow {
        ConvolutionWindow(
            stride: try pair(entry, "stride"), padding: try pair(entry, "padding"),
            dilation: try pair(entry, "dilation"), groups: entry["groups"]?.int ?? 1)
    }

    @Test func convolutionEqualsTorch() throws {
        try replay("convolve", atLeast: 8) { entry, operands in
            try operands[0].convolved(with: operands[1], bias: operands[2], window: window(entry))
        }
    }

    @Test func convolutionFindsAxesByName() throws {
        try replay("convolve", atLeast: 8) { entry, operands in
            let picture = try operands[0].renamed(["batch", "y", "x", "channel"]).transposed([3, 2, 0, 1])
            let kernel = try operands[1].renamed(["out", "in", "y", "x"]).transposed([2, 0, 3, 1])
            let result = try picture.convolved(with: kernel, bias: operands[2], window: window(entry))
            #expect(result.names == ["channel", "x", "batch", "y"])
            return try result.transposed([2, 3, 1, 0])
        }
    }

    @Test func aPlaneOfWeightsIsUsedOnEveryChannel() throws {
        var stream = RandomStream(seed: 1)
        let picture = try stream.normal([6, 5, 3])
        let kernel = try Tensor([Float(0), 0, 0, 0, 0, 1, 0, 0, 0], shape: [3, 3])
        let moved = try picture.convolved(with: kernel, window: ConvolutionWindow(padding: (1, 1)))
        let expected = try picture.padded([(0, 0), (0, 1), (0, 0)])
            .taking([1, 2, 3, 4, 5], axis: 1)
        #expect(moved.shape == [6, 5, 3])
        #expect(try moved.floats() == expected.floats())
        let plane = try stream.normal([4, 4]).convolved(with: kernel)
        #expect(plane.shape == [2, 2])
    }

    /// Patches too large to gather at once are gathered in parts.
    @Test func aLargeKernelMovesAPictureExactly() throws {
        var stream = RandomStream(seed: 5)
        let picture = try stream.normal([1, 2, 1500, 2])
        var weights = [Float](repeating: 0, count: 600)
        weights[123] = 1
        let kernel = try Tensor(weights, shape: [1, 1, 1, 600]).broadcast(to: [2, 1, 1, 600])
        let moved = try picture.convolved(with: kernel, window: ConvolutionWindow(groups: 2))
        #expect(moved.shape == [1, 2, 901, 2])
        let expected = try picture.taking(Array(123..<1024), axis: 2)
        #expect(try moved.floats() == expected.floats())
    }

    @Test func picturesAreFoundByName() throws {
        var stream = RandomStream(seed: 2)
        let picture = try stream.uniform(
            [6, 5, 3], axes: [Axis("y"), Axis("x"), Axis("channel", labels: ["r", "g", "b"])])
        let result = try picture.resized(to: (3, 10), method: .bicubic)
        #expect(result.names == ["y", "x", "channel"])
        #expect(result.shape == [3, 10, 3])
        #expect(result.axes[2].labels == ["r", "g", "b"])
        let turned = try picture.transposed([2, 0, 1]).resized(to: (3, 10), method: .bicubic).transposed([1, 2, 0])
        let (one, two) = (try result.floats(), try turned.floats())
        #expect(agree(one, two, 1e-6))
    }

    @Test func typesAreKept() throws {
        let integers = try Tensor([Int64(1), 2, 3, 4], shape: [2, 2])
        let twice = try integers.resized(to: (4, 4), method: .nearest)
        #expect(twice.dtype == .int64)
        #expect(try twice.integers() == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
        #expect(try integers.resized(to: (1, 1), method: .area).floats() == [2.5])
        #expect(try integers.converted(to: .float16).resized(to: (3, 3)).dtype == .float16)
        #expect(try integers.converted(to: .bool).resized(to: (3, 3), method: .nearest).dtype == .bool)
    }

    @Test func whatHasNoAnswerIsOneProblem() throws {
        let picture = try Tensor.ones([4, 4])
        #expect(problemID { _ = try picture.resized(to: (0, 4)) } == "image.size")
        #expect(problemID { _ = try picture.resized(to: (1 << 30, 1 << 30)) } == "limit.memory")
        #expect(problemID { _ = try picture.resized(to: (Int.max, 2), method: .nearest) } == "limit.memory")
        #expect(problemID { _ = try picture.resized(to: (Int.max / 8, 1), method: .bicubic) } == "limit.memory")
        #expect(problemID { _ = try Tensor.ones([4, 0]).resized(to: (2, 2)) } == "image.size")
        #expect(problemID { _ = try Tensor.ones([4]).resized(to: (2, 2)) } == "image.axes")
        #expect(
            problemID { _ = try Tensor.ones([4, 4], axes: [Axis("y"), Axis("z")]).resized(to: (2, 2)) } == "image.axes")
        #expect(problemID { _ = try picture.blurred(kernel: (2, 3)) } == "image.kernel")
        #expect(problemID { _ = try picture.blurred(kernel: (9, 3)) } == "image.kernel")
        #expect(problemID { _ = try picture.blurred(kernel: (3, 3), sigma: (0, 1)) } == "image.kernel")
        #expect(problemID { _ = try picture.pooled(.max, size: (5, 5)) } == "pool.window")
        let kernel = try Tensor.ones([2, 3, 3, 3])
        #expect(problemID { _ = try picture.convolved(with: kernel) } == "convolution.channels")
        #expect(problemID { _ = try picture.convolved(with: Tensor.ones([5, 5])) } == "convolution.size")
        #expect(problemID { _ = try picture.convolved(with: Tensor.ones([0, 3])) } == "convolution.kernel")
        #expect(problemID { _ = try picture.convolved(with: Tensor.ones([3])) } == "convolution.kernel")
        #expect(problemID { _ = try Tensor.ones([4]).convolved(with: kernel) } == "convolution.picture")
        let window = ConvolutionWindow(stride: (0, 1))
        #expect(
            problemID { _ = try picture.convolved(with: Tensor.ones([3, 3]), window: window) } == "convolution.window")
        let far = ConvolutionWindow(padding: (1 << 30, 1 << 30))
        #expect(problemID { _ = try picture.convolved(with: Tensor.ones([3, 3]), window: far) } == "limit.memory")
    }
}
