import Tensors

/// How far a map stands out inside the truth.
extension Metrics {
    /// Contrast to noise: (mean inside − mean outside) / √(variance inside + variance outside), variances with n − 1,
    /// as in phrase grounding on MS-CXR (Boecking et al. 2022). Without any spread it is ±∞ as the division gives.
    /// - Parameters:
    ///   - isSigned: false gives the absolute value, which some papers average.
    ///   - undefined: what it is where inside or outside has fewer than two pixels, or all values are equal.
    public static func cnr(
        _ heat: Tensor, _ truth: Tensor, isSigned: Bool = true, undefined: Undefined = .nan
    ) throws -> Double {
        let (heat, truth) = try scored(heat, truth, "cnr")
        func facts(_ side: Bool) -> (count: Double, mean: Double, variance: Double) {
            var count = 0.0
            var sum = 0.0
            for (value, inside) in zip(heat, truth) where inside == side {
                count += 1
                sum += Double(value)
            }
            let mean = sum / count
            var squares = 0.0
            for (value, inside) in zip(heat, truth) where inside == side {
                squares += (Double(value) - mean) * (Double(value) - mean)
            }
            return (count, mean, squares / (count - 1))
        }
        let (inside, outside) = (facts(true), facts(false))
        guard inside.count > 1, outside.count > 1 else {
            return try undefined.result(
                "cnr needs two pixels inside the truth and two outside; found \(Int(inside.count)) and \(Int(outside.count))"
            )
        }
        let contrast = inside.mean - outside.mean
        let noise = (inside.variance + outside.variance).squareRoot()
        if contrast == 0, noise == 0 {
            return try undefined.result("cnr of a map that is the same everywhere is not defined")
        }
        return isSigned ? contrast / noise : abs(contrast / noise)
    }

    /// The pointing game: 1 where the greatest value (the first of several) lies in the truth, else 0.
    /// - Parameters:
    ///   - tolerance: how many pixels beside the truth still count (Euclidean), on the last two axes; the reference of
    ///     Zhang et al. 2016 allows 15.
    ///   - undefined: what it is where the truth is empty.
    public static func pointing(
        _ heat: Tensor, _ truth: Tensor, tolerance: Double = 0, undefined: Undefined = .nan
    ) throws -> Double {
        guard tolerance >= 0 else { throw Problem("metric.bad-option", "a tolerance cannot be negative: \(tolerance)") }
        let width = heat.shape.last ?? 1
        let (values, mask) = try scored(heat, truth, "pointing")
        guard mask.contains(true) else { return try undefined.result("pointing needs a truth that is not empty") }
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        if mask[best] { return 1 }
        guard tolerance > 0 else { return 0 }
        guard heat.rank == 2 else {
            throw Problem("metric.bad-option", "a tolerance needs a map of two axes, found \(heat.shapeDescription)")
        }
        let (y, x) = (best / width, best % width)
        for index in mask.indices where mask[index] {
            let (dy, dx) = (Double(index / width - y), Double(index % width - x))
            if dy * dy + dx * dx <= tolerance * tolerance { return 1 }
        }
        return 0
    }
}
