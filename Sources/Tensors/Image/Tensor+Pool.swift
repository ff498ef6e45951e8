/// What a pooling window keeps.
public enum Pooling: String, Sendable, CaseIterable {
    case average, max
}

extension Tensor {
    /// Pools the axes y and x (by name, else the last two) as torch's `avg_pool2d` and `max_pool2d`: padding is at
    /// most half a window; zeros of the padding count in an average and never win a maximum; a NaN wins.
    /// - Parameter stride: the window's own size unless given.
    /// - Throws: `image.axes`, `pool.window`, `limit.memory`, `Interrupted`.
    public func pooled(
        _ kind: Pooling, size: (y: Int, x: Int), stride: (y: Int, x: Int)? = nil, padding: (y: Int, x: Int) = (0, 0)
    ) throws -> Tensor {
        let place = try imageAxes(for: "pooling")
        let step = stride ?? size
        var result = try converted(to: .float32)
        for (axis, size, step, padding) in [
            (place.x, size.x, step.x, padding.x), (place.y, size.y, step.y, padding.y),
        ] {
            let input = result.shape[axis]
            guard size > 0, size < 1 << 30, step > 0, padding >= 0, padding <= size / 2, input + 2 * padding >= size
            else {
                throw Problem(
                    "pool.window",
                    "a window of \(size) pixels with stride \(step) and padding \(padding) does not fit "
                        + "an axis of \(input) pixels")
            }
            let count = (input + 2 * padding - size) / step + 1
            let starts = (0..<count).map { $0 * step - padding }
            let windows = starts.map { Swift.max($0, 0)..<Swift.min($0 + size, input) }
            switch kind {
            case .average:
                let taps = try Taps(count: count, width: size) { windows[$0].map { ($0, 1 / Float(size)) } }
                result = try taps.applied(to: result, axis: axis)
            case .max: result = try result.largest(in: windows, axis: axis)
            }
        }
        return dtype.isFloating ? try result.converted(to: dtype) : result
    }

    /// The largest element of each window along an axis.
    private func largest(in windows: [Range<Int>], axis: Int) throws -> Tensor {
        let size = shape[axis]
        let outer = shape[..<axis].reduce(1, *)
        let inner = shape[(axis + 1)...].reduce(1, *)
        var shape = shape
        shape[axis] = windows.count
        var axes = axes
        axes[axis].labels = nil
        return try withElements(Float.self) { source in
            try Tensor(Float.self, shape: shape, axes: axes) { target in
                guard let from = source.baseAddress, let to = target.baseAddress, !target.isEmpty else { return }
                for block in 0..<outer {
                    try Interrupt.check()
                    for (index, window) in windows.enumerated() {
                        let row = to + (block * windows.count + index) * inner
                        row.update(repeating: -.infinity, count: inner)
                        for position in window {
                            let line = from + (block * size + position) * inner
                            for place in 0..<inner where !(line[place] <= row[place]) {
                                if !row[place].isNaN { row[place] = line[place] }
                            }
                        }
                    }
                }
            }
        }
    }
}
