import Tensors

extension Image {
    /// The picture at another size. Equals Pillow's `Image.resize` of the same name bit for bit: one
    /// direction after the other, weights of 22 fractional bits, rounded to 8 bits in between; alpha weighs the colours.
    /// - Throws: `image.bad-size`, `image.too-large`.
    public func resized(width: Int, height: Int, method: ResizeMethod = .bicubic) throws -> Image {
        let count = try Image.byteCount(width: width, height: height, channels: channels)
        if width == self.width, height == self.height { return self }
        if method == .nearest { return try resizedToNearest(width: width, height: height, byteCount: count) }
        if hasAlpha {
            let resized = try premultiplied().filtered(width: width, height: height, method: method)
            return try resized.unpremultiplied()
        }
        return try filtered(width: width, height: height, method: method)
    }

    /// The shorter side becomes `size`, the longer `Int(size · longer / shorter)`: torchvision's `Resize(size)`.
    /// - Throws: `image.bad-size`, `image.too-large`.
    public func resizedShortSide(_ size: Int, method: ResizeMethod = .bilinear) throws -> Image {
        guard size > 0, size <= Image.pixelLimit else {
            throw Problem("image.bad-size", "a side cannot have \(size) pixels")
        }
        let longer = Int(Double(size * max(width, height)) / Double(min(width, height)))
        return width <= height
            ? try resized(width: size, height: longer, method: method)
            : try resized(width: longer, height: size, method: method)
    }

    private func filtered(width: Int, height: Int, method: ResizeMethod) throws -> Image {
        // The order is Pillow's, and shows in the last bit: rows first unless height loses far more than width.
        let heightFirst = height < self.height && self.height - height > 2 * (self.width - width)
        var image = self
        if heightFirst { image = try image.heightPass(height, method) }
        image = try image.widthPass(width, method)
        return heightFirst ? image : try image.heightPass(height, method)
    }

    private func widthPass(_ newWidth: Int, _ method: ResizeMethod) throws -> Image {
        if newWidth == width { return self }
        let table = FixedWeights(ResizeWeights(from: width, to: newWidth, method))
        return try Image(width: newWidth, height: height, channels: channels) { target in
            try pixels.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    try Interrupt.check()
                    let row = y * width * channels
                    for x in 0..<newWidth {
                        let first = row + table.starts[x] * channels
                        for channel in 0..<channels {
                            var sum = FixedWeights.half
                            for tap in 0..<table.counts[x] {
                                sum +=
                                    Int(source[first + tap * channels + channel]) * table.weights[x * table.taps + tap]
                            }
                            target[(y * newWidth + x) * channels + channel] = FixedWeights.byte(sum)
                        }
                    }
                }
            }
        }
    }

    private func heightPass(_ newHeight: Int, _ method: ResizeMethod) throws -> Image {
        if newHeight == height { return self }
        let table = FixedWeights(ResizeWeights(from: height, to: newHeight, method))
        let stride = width * channels
        return try Image(width: width, height: newHeight, channels: channels) { target in
            try pixels.withUnsafeBufferPointer { source in
                for y in 0..<newHeight {
                    try Interrupt.check()
                    let first = table.starts[y] * stride
                    for column in 0..<stride {
                        var sum = FixedWeights.half
                        for tap in 0..<table.counts[y] {
                            sum += Int(source[first + tap * stride + column]) * table.weights[y * table.taps + tap]
                        }
                        target[y * stride + column] = FixedWeights.byte(sum)
                    }
                }
            }
        }
    }

    private func resizedToNearest(width newWidth: Int, height newHeight: Int, byteCount: Int) throws -> Image {
        let columns = ResizeWeights(from: width, to: newWidth, .nearest).starts
        let rows = ResizeWeights(from: height, to: newHeight, .nearest).starts
        return try Image(width: newWidth, height: newHeight, channels: channels) { target in
            pixels.withUnsafeBufferPointer { source in
                var next = 0
                for y in rows {
                    for x in columns {
                        let from = (y * width + x) * channels
                        for channel in 0..<channels { target[next + channel] = source[from + channel] }
                        next += channels
                    }
                }
            }
        }
    }
}

/// Resize weights as whole numbers of 2^-22, the precision at which Pillow works on 8-bit pictures.
private struct FixedWeights {
    static let bits = 22
    static let half = 1 << (bits - 1)
    let starts: [Int]
    let counts: [Int]
    let weights: [Int]
    let taps: Int

    init(_ table: ResizeWeights) {
        starts = table.starts
        counts = table.counts
        taps = table.taps
        weights = table.weights.map { weight in
            let scaled = weight * Double(1 << FixedWeights.bits)
            return Int(weight < 0 ? scaled - 0.5 : scaled + 0.5)
        }
    }

    @inline(__always)
    static func byte(_ sum: Int) -> UInt8 { UInt8(min(max(sum >> bits, 0), 255)) }
}
