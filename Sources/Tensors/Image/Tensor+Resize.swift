/// How a picture takes another size.
public enum ResizeMethod: String, Sendable, CaseIterable {
    case nearest, bilinear, bicubic, area
}

extension Tensor {
    /// Another size for the axes y and x (by name, else the last two), as torch.nn.functional.interpolate with
    /// align_corners=False: bicubic has a = -0.75, area averages adaptively. `antialias` widens bilinear and bicubic
    /// (then a = -0.5) to the reduction, as torch and Pillow do.
    ///
    /// Nearest keeps the dtype; the others compute in float32, give a floating dtype back and turn int64 and bool
    /// into float32. The labels of the two axes are dropped where their sizes change.
    /// - Throws: `image.axes`; `image.size` for a size below 1 or an empty picture; `limit.memory`; `Interrupted`.
    public func resized(
        to size: (y: Int, x: Int), method: ResizeMethod = .bilinear, antialias: Bool = false
    ) throws -> Tensor {
        let place = try imageAxes(for: "resize")
        guard size.y > 0, size.x > 0 else {
            throw Problem(
                "image.size", "a picture of \(size.y) by \(size.x) has no pixels", help: "both sizes must be at least 1"
            )
        }
        guard shape[place.y] > 0, shape[place.x] > 0 else {
            throw Problem("image.size", "a tensor of shape \(shapeDescription) has no pixels to resize")
        }
        var shape = shape
        (shape[place.y], shape[place.x]) = (size.y, size.x)
        guard let bytes = checkedByteCount(shape, elementSize: 4) else { throw Problem.outOfMemory(Int.max) }
        if bytes > MemoryBudget.limit { throw Problem.outOfMemory(bytes) }
        var result = method == .nearest ? self : try converted(to: .float32)
        for (axis, wanted) in [(place.x, size.x), (place.y, size.y)] where result.shape[axis] != wanted {
            let input = result.shape[axis]
            if method == .nearest {
                result = try result.taking(Taps.nearest(input, wanted), axis: axis)
                result.axes[axis].labels = nil
            } else {
                result = try Taps.resizing(input, to: wanted, method, antialias: antialias)
                    .applied(to: result, axis: axis)
            }
        }
        return method != .nearest && dtype.isFloating ? try result.converted(to: dtype) : result
    }
}

extension Taps {
    /// Input positions of torch's `nearest`; its float32 arithmetic decides where a quotient falls on a boundary.
    static func nearest(_ input: Int, _ output: Int) -> [Int] {
        let scale = Float(input) / Float(output)
        return (0..<output).map {
            output == 2 * input ? $0 / 2 : Swift.min(Int(Float($0) * scale), input - 1)
        }
    }

    static func resizing(_ input: Int, to output: Int, _ method: ResizeMethod, antialias: Bool) throws -> Taps {
        switch method {
        case .nearest:
            let positions = nearest(input, output)
            return try Taps(count: output, width: 1) { (index: Int) in [(position: positions[index], weight: Float(1))]
            }
        case .area: return try area(input, output)
        case .bilinear:
            return try antialias ? antialiased(input, output, support: 1, triangle) : bilinear(input, output)
        case .bicubic:
            return try antialias ? antialiased(input, output, support: 2) { cubic($0, -0.5) } : bicubic(input, output)
        }
    }

    /// adaptive_avg_pool: position i averages from ⌊i·in/out⌋ to ⌈(i+1)·in/out⌉.
    private static func area(_ input: Int, _ output: Int) throws -> Taps {
        try Taps(count: output, width: (input + output - 1) / output + 1) { index in
            let start = index * input / output
            let end = ((index + 1) * input + output - 1) / output
            return (start..<end).map { ($0, 1 / Float(end - start)) }
        }
    }

    private static func bilinear(_ input: Int, _ output: Int) throws -> Taps {
        let scale = Float(input) / Float(output)
        return try Taps(count: output, width: 2) { index in
            let real = Swift.max(scale * (Float(index) + 0.5) - 0.5, 0)
            let low = Swift.min(Int(real), input - 1)
            let share = Swift.min(Swift.max(real - Float(low), 0), 1)
            return [(low, 1 - share), (Swift.min(low + 1, input - 1), share)]
        }
    }

    private static func bicubic(_ input: Int, _ output: Int) throws -> Taps {
        let scale = Float(input) / Float(output)
        return try Taps(count: output, width: 4) { index in
            let real = scale * (Float(index) + 0.5) - 0.5
            let low = Swift.min(Int(real.rounded(.down)), input - 1)
            let share = Swift.min(Swift.max(real - Float(low), 0), 1)
            return (-1...2).map { (step: Int) -> (Int, Float) in
                (Swift.min(Swift.max(low + step, 0), input - 1), cubic(Float(step) - share, -0.75))
            }
        }
    }

    /// Pillow's resampling, which torch's antialias follows: the filter is stretched by the reduction.
    private static func antialiased(
        _ input: Int, _ output: Int, support reach: Float, _ filter: (Float) -> Float
    ) throws -> Taps {
        let scale = Float(input) / Float(output)
        let support = scale >= 1 ? reach * scale : reach
        let inverse = scale >= 1 ? 1 / scale : 1
        return try Taps(count: output, width: Int(support.rounded(.up)) * 2 + 2) { index in
            let centre = scale * (Float(index) + 0.5)
            let start = Swift.max(Int(centre - support + 0.5), 0)
            let end = Swift.max(Swift.min(Int(centre + support + 0.5), input), start)
            let raw = (start..<end).map { filter((Float($0) - centre + 0.5) * inverse) }
            let sum = raw.reduce(0, +)
            return zip(start..<end, raw).map { ($0, sum == 0 ? $1 : $1 / sum) }
        }
    }

    private static func triangle(_ x: Float) -> Float { Swift.max(1 - abs(x), 0) }

    /// Keys' cubic convolution kernel (1981) with parameter `a`.
    private static func cubic(_ x: Float, _ a: Float) -> Float {
        let x = abs(x)
        if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
        return 0
    }
}
