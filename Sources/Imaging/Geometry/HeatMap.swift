import Tensors

/// A heat map as plain numbers: rows from the top, float32.
struct HeatMap {
    var width: Int
    var height: Int
    var values: [Float]

    /// Takes ⟨y, x⟩, in either order where named; other axes of size 1 are dropped. NaN and infinities become 0.
    /// - Throws: `image.not-a-heat-map`.
    init(_ tensor: Tensor) throws {
        let ordered = try Image.pictureOrder(tensor)
        guard ordered.rank == 2 || ordered.shape[2] == 1 else { throw Problem.notAHeatMap(tensor) }
        height = ordered.shape[0]
        width = ordered.shape[1]
        values = try ordered.floats().map { $0.isFinite ? $0 : 0 }
    }

    /// The map at another size, by the same kernels as pictures (Pillow's mode "F"), without rounding.
    func resized(width newWidth: Int, height newHeight: Int, method: ResizeMethod) throws -> HeatMap {
        if newWidth == width, newHeight == height { return self }
        let columns = ResizeWeights(from: width, to: newWidth, method)
        let rows = ResizeWeights(from: height, to: newHeight, method)
        var between = [Float](repeating: 0, count: height * newWidth)
        for y in 0..<height {
            try Interrupt.check()
            for x in 0..<newWidth {
                var sum = 0.0
                for tap in 0..<columns.counts[x] {
                    sum += columns.weights[x * columns.taps + tap] * Double(values[y * width + columns.starts[x] + tap])
                }
                between[y * newWidth + x] = Float(sum)
            }
        }
        var result = self
        result.width = newWidth
        result.height = newHeight
        result.values = [Float](repeating: 0, count: newWidth * newHeight)
        for y in 0..<newHeight {
            try Interrupt.check()
            for tap in 0..<rows.counts[y] {
                let weight = Float(rows.weights[y * rows.taps + tap])
                let from = (rows.starts[y] + tap) * newWidth
                for x in 0..<newWidth { result.values[y * newWidth + x] += weight * between[from + x] }
            }
        }
        return result
    }

    /// Every value becomes the mean of its neighbourhood, weighted by a triangle of `radius` pixels each way; the
    /// border repeats outwards.
    func softened(radius: Int) throws -> HeatMap {
        let weights = (-radius...radius).map { Float(radius + 1 - abs($0)) / Float((radius + 1) * (radius + 1)) }
        var result = self
        for isAcross in [true, false] {
            let source = result.values
            for y in 0..<height {
                try Interrupt.check()
                for x in 0..<width {
                    var sum: Float = 0
                    for tap in -radius...radius {
                        let column = isAcross ? min(max(x + tap, 0), width - 1) : x
                        let row = isAcross ? y : min(max(y + tap, 0), height - 1)
                        sum += weights[tap + radius] * source[row * width + column]
                    }
                    result.values[y * width + x] = sum
                }
            }
        }
        return result
    }

    /// The smallest and the largest value.
    var range: (low: Float, high: Float) { (values.min() ?? 0, values.max() ?? 0) }

    /// The values with `low` at 0 and `high` at 1, cut off outside; a flat map becomes 0.
    /// - Throws: as `Interrupt.check`.
    func normalized(low: Float, high: Float) throws -> HeatMap {
        var result = self
        let scale = high > low ? 1 / (high - low) : 0
        try result.values.withUnsafeMutableBufferPointer { values in
            try inChunks(values.count) { part in
                for index in part { values[index] = min(max((values[index] - low) * scale, 0), 1) }
            }
        }
        return result
    }
}

extension Problem {
    static func notAHeatMap(_ tensor: Tensor) -> Problem {
        Problem(
            "image.not-a-heat-map", "expected a heat map over ⟨y, x⟩, found a tensor of shape \(tensor.shape)",
            help: "take one map, or the mean over the other axes")
    }
}
