import Tensors

/// How far a mask and the truth cover each other.
extension Metrics {
    /// Pixels in both, in the first only, in the second only, in neither.
    private struct Counts {
        var both = 0.0
        var first = 0.0
        var second = 0.0
        var neither = 0.0

        init(_ a: [Bool], _ b: [Bool]) {
            for (a, b) in zip(a, b) {
                switch (a, b) {
                case (true, true): both += 1
                case (true, false): first += 1
                case (false, true): second += 1
                case (false, false): neither += 1
                }
            }
        }
    }

    private static func counts(_ map: Tensor, _ truth: Tensor, _ threshold: Threshold?, _ name: String) throws -> Counts
    {
        let (map, truth) = try pair(threshold?.mask(of: map) ?? map, truth, name)
        return Counts(try mask(map, name), try mask(truth, name))
    }

    /// Intersection over union (Jaccard), as scikit-learn's `jaccard_score`. An empty mask against a truth gives 0.
    /// - Parameters:
    ///   - map: a mask, or a map with a `threshold`.
    ///   - undefined: what it is where both are empty.
    public static func iou(
        _ map: Tensor, _ truth: Tensor, threshold: Threshold? = nil, undefined: Undefined = .nan
    ) throws -> Double {
        let counts = try counts(map, truth, threshold, "iou")
        let union = counts.both + counts.first + counts.second
        return union > 0 ? counts.both / union : try undefined.result("iou of two empty masks is not defined")
    }

    /// The mean of the IoU of the foreground and that of the background (not a mean over thresholds).
    /// - Parameter undefined: what it is where both masks are empty or both full.
    public static func miou(
        _ map: Tensor, _ truth: Tensor, threshold: Threshold? = nil, undefined: Undefined = .nan
    ) throws -> Double {
        let counts = try counts(map, truth, threshold, "miou")
        let edges = counts.first + counts.second
        guard counts.both + edges > 0, counts.neither + edges > 0 else {
            return try undefined.result("miou needs a foreground and a background")
        }
        return (counts.both / (counts.both + edges) + counts.neither / (counts.neither + edges)) / 2
    }

    /// Dice's coefficient 2|A∩B| / (|A| + |B|), the F1 score of the pixels.
    /// - Parameter undefined: what it is where both are empty.
    public static func dice(
        _ map: Tensor, _ truth: Tensor, threshold: Threshold? = nil, undefined: Undefined = .nan
    ) throws -> Double {
        let counts = try counts(map, truth, threshold, "dice")
        let sum = 2 * counts.both + counts.first + counts.second
        return sum > 0 ? 2 * counts.both / sum : try undefined.result("dice of two empty masks is not defined")
    }
}
