import Glibc
import Tensors

/// How a map becomes a mask: everything above one value.
public enum Threshold: Sendable, Equatable {
    /// Otsu 1979 on a histogram of 256 bins, as scikit-image's `threshold_otsu`.
    case otsu
    /// Midway between the means of two Gaussians fitted by EM, as scikit-learn's `GaussianMixture`; it starts from the
    /// best split into two clusters, where scikit-learn starts from a random one.
    case gmm
    /// The mean of the map.
    case mean
    /// A fraction of the map's maximum.
    case fraction(Double)

    /// `otsu`, `gmm`, `mean`, or a fraction of the maximum such as `0.4`. - Throws: `metric.bad-option`.
    public init(_ text: String) throws {
        switch text {
        case "otsu": self = .otsu
        case "gmm": self = .gmm
        case "mean": self = .mean
        default:
            guard let fraction = Double(text), fraction.isFinite else {
                throw Problem(
                    "metric.bad-option", "there is no threshold \"\(text)\"",
                    help: "use \"otsu\", \"gmm\", \"mean\", or a fraction of the maximum such as 0.4")
            }
            self = .fraction(fraction)
        }
    }

    /// The value above which an element belongs to the mask. - Throws: `metric.not-finite`, `metric.empty`.
    public func value(of map: Tensor) throws -> Double {
        let values = try Metrics.values(map, "threshold").map(Double.init)
        guard let first = values.first else { throw Problem("metric.empty", "threshold needs at least one element") }
        switch self {
        case .otsu: return Self.otsu(values)
        case .gmm: return Self.mixture(values)
        case .mean: return values.reduce(0, +) / Double(values.count)
        case .fraction(let fraction): return fraction * values.reduce(first) { max($0, $1) }
        }
    }

    /// Where the map is greater than `value(of:)`: bool, with the map's axes.
    public func mask(of map: Tensor) throws -> Tensor {
        let value = try value(of: map)
        let floats = try map.floats()
        return try Tensor(Bool.self, shape: map.shape, axes: map.axes) { target in
            for index in target.indices { target[index] = Double(floats[index]) > value }
        }
    }

    /// The centre of the bin that parts the values best. Values that are all equal are their own threshold.
    private static func otsu(_ values: [Double]) -> Double {
        let bins = 256
        let low = values.reduce(values[0]) { min($0, $1) }
        let high = values.reduce(values[0]) { max($0, $1) }
        if low == high { return low }
        let step = (high - low) / Double(bins)
        var counts = [Double](repeating: 0, count: bins)
        for value in values { counts[min(bins - 1, Int((value - low) / step))] += 1 }
        func centre(_ bin: Int) -> Double { low + (Double(bin) + 0.5) * step }
        let total = Double(values.count)
        let whole = counts.indices.reduce(0) { $0 + counts[$1] * centre($1) }
        var best = (bin: 0, variance: -1.0)
        var (weight, sum) = (0.0, 0.0)
        for bin in 0..<bins - 1 {
            weight += counts[bin]
            sum += counts[bin] * centre(bin)
            guard weight > 0, weight < total else { continue }
            let difference = sum / weight - (whole - sum) / (total - weight)
            let variance = weight * (total - weight) * difference * difference
            if variance > best.variance { best = (bin, variance) }
        }
        return centre(best.bin)
    }

    private struct Gaussian { var weight: Double, mean: Double, variance: Double }

    /// The middle of the means of two Gaussians. EM stops as scikit-learn's does: at a gain of the mean log-likelihood
    /// below 1e-3, or after 100 rounds; 1e-6 is added to the variances.
    private static func mixture(_ values: [Double]) -> Double {
        let split = twoMeans(values)
        var shares = values.map { $0 > split ? 1.0 : 0.0 }
        if !shares.contains(1) || !shares.contains(0) { return values[0] }
        var pair = fit(values, shares)
        var last = -Double.infinity
        for _ in 0..<100 {
            var total = 0.0
            for (index, value) in values.enumerated() {
                let (low, high) = (density(pair.0, value), density(pair.1, value))
                let top = max(low, high)
                let sum = top + log(exp(low - top) + exp(high - top))
                total += sum
                shares[index] = exp(high - sum)
            }
            pair = fit(values, shares)
            let likelihood = total / Double(values.count)
            if abs(likelihood - last) < 1e-3 { break }
            last = likelihood
        }
        return (pair.0.mean + pair.1.mean) / 2
    }

    /// log(weight · normal density).
    private static func density(_ gaussian: Gaussian, _ value: Double) -> Double {
        let distance = value - gaussian.mean
        return log(gaussian.weight) - 0.5
            * (log(2 * Double.pi * gaussian.variance) + distance * distance / gaussian.variance)
    }

    private static func fit(_ values: [Double], _ shares: [Double]) -> (Gaussian, Gaussian) {
        func one(_ share: (Double) -> Double) -> Gaussian {
            var (weight, sum) = (10 * Double.ulpOfOne, 0.0)
            for (value, part) in zip(values, shares) {
                weight += share(part)
                sum += share(part) * value
            }
            let mean = sum / weight
            var squares = 0.0
            for (value, part) in zip(values, shares) { squares += share(part) * (value - mean) * (value - mean) }
            return Gaussian(weight: weight / Double(values.count), mean: mean, variance: squares / weight + 1e-6)
        }
        return (one { 1 - $0 }, one { $0 })
    }

    /// The border between two clusters of the least squared distance: exact, from the sorted values.
    private static func twoMeans(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let total = sorted.reduce(0, +)
        var best = (gain: -Double.infinity, border: sorted[0])
        var sum = 0.0
        for index in 0..<sorted.count - 1 {
            sum += sorted[index]
            guard sorted[index] < sorted[index + 1] else { continue }
            let (low, high) = (Double(index + 1), Double(sorted.count - index - 1))
            let gain = sum * sum / low + (total - sum) * (total - sum) / high
            if gain > best.gain { best = (gain, (sorted[index] + sorted[index + 1]) / 2) }
        }
        return best.border
    }
}
