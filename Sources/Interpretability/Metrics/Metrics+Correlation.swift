import Tensors

/// Whether two maps rise and fall together.
extension Metrics {
    public enum Correlation: String, Sendable, CaseIterable {
        /// Of the values.
        case pearson
        /// Of their ranks, ties averaged.
        case spearman
    }

    /// The correlation of two tensors, element by element, from −1 to 1, as `scipy.stats.pearsonr` and `spearmanr`.
    /// - Parameter undefined: what it is where one of the two is the same everywhere.
    public static func correlation(
        _ a: Tensor, _ b: Tensor, method: Correlation = .pearson, undefined: Undefined = .nan
    ) throws -> Double {
        let (a, b) = try pair(a, b, "correlation")
        switch method {
        case .pearson: return try pearson(a.map(Double.init), b.map(Double.init), undefined)
        case .spearman: return try pearson(ranks(a), ranks(b), undefined)
        }
    }

    private static func pearson(_ a: [Double], _ b: [Double], _ undefined: Undefined) throws -> Double {
        let count = Double(a.count)
        let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
        var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            product += (x - meanA) * (y - meanB)
            squaresA += (x - meanA) * (x - meanA)
            squaresB += (y - meanB) * (y - meanB)
        }
        guard squaresA > 0, squaresB > 0 else {
            return try undefined.result("the correlation of a map that is the same everywhere is not defined")
        }
        // Sums of squares of float32: their product stays far inside the range of a double.
        return min(1, max(-1, product / (squaresA * squaresB).squareRoot()))
    }
}
