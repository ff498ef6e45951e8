import Glibc
import Tensors

/// How alike two pictures are: ⟨y, x⟩ or ⟨y, x, channel⟩ of one shape, values over `range`.
extension Metrics {
    /// Structural similarity (Wang et al. 2004), from −1 to 1, 1 for equal pictures: Gaussian window of 11 × 11 and
    /// σ = 1.5, K₁ = 0.01, K₂ = 0.03, the mean over windows that lie inside, then over channels. As scikit-image's
    /// `structural_similarity(…, gaussian_weights=True, sigma=1.5, use_sample_covariance=False)`.
    /// - Throws: `metric.too-small` below 11 pixels a side.
    public static func ssim(_ a: Tensor, _ b: Tensor, range: Double = 1) throws -> Double {
        let planes = try planes(a, b, range, "ssim")
        try demand(11, planes[0], "ssim")
        return try planes.reduce(0) { try $0 + $1.scores(range: range).inside } / Double(planes.count)
    }

    /// Multi-scale structural similarity (Wang et al. 2003) over five scales with the weights 0.0448, 0.2856, 0.3001,
    /// 0.2363, 0.1333, negative values cut to 0, as torchmetrics' `MultiScaleStructuralSimilarityIndexMeasure`:
    /// contrast is averaged over windows that lie inside, the last scale's similarity over the picture with its edge
    /// mirrored.
    /// - Throws: `metric.too-small` below 176 pixels a side.
    public static func msSSIM(_ a: Tensor, _ b: Tensor, range: Double = 1) throws -> Double {
        var planes = try planes(a, b, range, "ms_ssim")
        try demand(176, planes[0], "ms_ssim")
        let weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
        var product = 1.0
        for (scale, weight) in weights.enumerated() {
            var sum = 0.0
            for plane in planes {
                let scores = try plane.scores(range: range)
                sum += scale == weights.count - 1 ? scores.mirrored : scores.contrast
            }
            product *= pow(max(0, sum / Double(planes.count)), weight)
            if scale < weights.count - 1 { planes = planes.map(\.halved) }
        }
        return product
    }

    /// Peak signal-to-noise ratio 10 log₁₀(range² / mean squared error) in dB; ∞ for equal pictures.
    public static func psnr(_ a: Tensor, _ b: Tensor, range: Double = 1) throws -> Double {
        guard range > 0, range.isFinite else {
            throw Problem("metric.bad-option", "a range is above 0, found \(range)")
        }
        let (a, b) = try pair(a, b, "psnr")
        var squares = 0.0
        for (x, y) in zip(a, b) { squares += (Double(x) - Double(y)) * (Double(x) - Double(y)) }
        return squares == 0 ? .infinity : 10 * log10(range * range * Double(a.count) / squares)
    }

    private static func demand(_ side: Int, _ plane: PlanePair, _ name: String) throws {
        guard plane.height >= side, plane.width >= side else {
            throw Problem(
                "metric.too-small",
                "\(name) needs pictures of \(side) pixels a side or more, found \(plane.width) × \(plane.height)")
        }
    }

    private static func planes(_ a: Tensor, _ b: Tensor, _ range: Double, _ name: String) throws -> [PlanePair] {
        guard range > 0, range.isFinite else {
            throw Problem("metric.bad-option", "a range is above 0, found \(range)")
        }
        let (first, second) = try pair(a, b, name)
        var order = a.names
        guard a.rank == 2 || a.rank == 3 else {
            throw Problem("metric.bad-option", "\(name) needs ⟨y, x⟩ or ⟨y, x, channel⟩, found \(a.shapeDescription)")
        }
        if order.contains(where: { $0 == nil }) { order = ["y", "x", "channel"] }
        let strides = Tensor.rowMajor(a.shape)
        // Where y, x and channel stand: by name, else in this order.
        guard let y = order.firstIndex(of: "y"), let x = order.firstIndex(of: "x"), y < a.rank, x < a.rank else {
            throw Problem("metric.bad-option", "\(name) needs the axes y and x, found \(a.shapeDescription)")
        }
        let (height, width) = (a.shape[y], a.shape[x])
        let channel = (0..<a.rank).first { $0 != y && $0 != x }
        return (0..<(channel.map { a.shape[$0] } ?? 1)).map { number in
            let start = channel.map { strides[$0] * number } ?? 0
            func plane(_ values: [Float]) -> [Double] {
                (0..<height * width).map { Double(values[start + $0 / width * strides[y] + $0 % width * strides[x]]) }
            }
            return PlanePair(a: plane(first), b: plane(second), height: height, width: width)
        }
    }
}

/// One channel of two pictures.
private struct PlanePair {
    var a: [Double]
    var b: [Double]
    var height: Int
    var width: Int

    private static let reach = 5
    private static let kernel: [Double] = {
        let weights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * 1.5 * 1.5)) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }()

    /// The mean similarity of windows inside and of all windows over a mirrored edge, and the mean contrast inside.
    func scores(range: Double) throws -> (inside: Double, mirrored: Double, contrast: Double) {
        let (meanA, meanB) = (try smoothed(a), try smoothed(b))
        let squaresA = try smoothed(zip(a, a).map { $0 * $1 })
        let squaresB = try smoothed(zip(b, b).map { $0 * $1 })
        let products = try smoothed(zip(a, b).map { $0 * $1 })
        let (c1, c2) = ((0.01 * range) * (0.01 * range), (0.03 * range) * (0.03 * range))
        let reach = Self.reach
        var (inside, mirrored, contrast) = (0.0, 0.0, 0.0)
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                let (mA, mB) = (meanA[index], meanB[index])
                let varianceA = max(0, squaresA[index] - mA * mA)
                let varianceB = max(0, squaresB[index] - mB * mB)
                let ratio = (2 * (products[index] - mA * mB) + c2) / (varianceA + varianceB + c2)
                let score = (2 * mA * mB + c1) / (mA * mA + mB * mB + c1) * ratio
                mirrored += score
                guard y >= reach, x >= reach, y < height - reach, x < width - reach else { continue }
                inside += score
                contrast += ratio
            }
        }
        let count = Double(max((height - 2 * reach) * (width - 2 * reach), 1))
        return (inside / count, mirrored / Double(height * width), contrast / count)
    }

    /// Means over the Gaussian window, the picture mirrored at its outermost pixels.
    private func smoothed(_ values: [Double]) throws -> [Double] {
        try Interrupt.check()
        let reach = Self.reach
        func mirror(_ index: Int, _ count: Int) -> Int {
            index < 0 ? -index : index >= count ? 2 * count - 2 - index : index
        }
        var rows = [Double](repeating: 0, count: values.count)
        var result = rows
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0.0
                for (tap, weight) in Self.kernel.enumerated() {
                    sum += weight * values[y * width + mirror(x + tap - reach, width)]
                }
                rows[y * width + x] = sum
            }
        }
        for y in 0..<height {
            for (tap, weight) in Self.kernel.enumerated() {
                let from = mirror(y + tap - reach, height) * width
                for x in 0..<width { result[y * width + x] += weight * rows[from + x] }
            }
        }
        return result
    }

    /// Means of 2 × 2 pixels; an odd last row or column is dropped.
    var halved: PlanePair {
        let (rows, columns) = (height / 2, width / 2)
        func half(_ values: [Double]) -> [Double] {
            (0..<rows * columns).map { index in
                let start = index / columns * 2 * width + index % columns * 2
                return (values[start] + values[start + 1] + values[start + width] + values[start + width + 1]) / 4
            }
        }
        return PlanePair(a: half(a), b: half(b), height: rows, width: columns)
    }
}
