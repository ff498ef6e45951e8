import Tensors

/// How well a map puts the pixels of the truth before the others, whatever its scale.
extension Metrics {
    /// The area under the ROC curve, from ranks with ties averaged (Mann and Whitney), as scikit-learn's `roc_auc_score`.
    /// - Parameter undefined: what it is where the truth is empty or full.
    public static func auc(_ heat: Tensor, _ truth: Tensor, undefined: Undefined = .nan) throws -> Double {
        let (heat, truth) = try scored(heat, truth, "auc")
        let positives = Double(truth.count { $0 })
        let negatives = Double(truth.count) - positives
        guard positives > 0, negatives > 0 else {
            return try undefined.result("auc needs pixels inside and outside the truth")
        }
        var sum = 0.0
        for (rank, inside) in zip(ranks(heat), truth) where inside { sum += rank }
        return (sum - positives * (positives + 1) / 2) / (positives * negatives)
    }

    /// Average precision: the sum over thresholds of (recall step × precision), without interpolation, as scikit-learn's
    /// `average_precision_score`.
    /// - Parameter undefined: what it is where the truth is empty.
    public static func averagePrecision(_ heat: Tensor, _ truth: Tensor, undefined: Undefined = .nan) throws -> Double {
        let (heat, truth) = try scored(heat, truth, "average_precision")
        let positives = truth.count { $0 }
        guard positives > 0 else { return try undefined.result("average_precision needs a truth that is not empty") }
        let order = heat.indices.sorted { heat[$0] > heat[$1] }
        var area = 0.0
        var hits = 0
        var place = 0
        while place < order.count {
            let value = heat[order[place]]
            let before = hits
            while place < order.count, heat[order[place]] == value {
                if truth[order[place]] { hits += 1 }
                place += 1
            }
            area += Double(hits - before) / Double(positives) * Double(hits) / Double(place)
        }
        return area
    }

    /// Ranks from 1, equal values sharing the mean of theirs.
    static func ranks(_ values: [Float]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var place = 0
        while place < order.count {
            var end = place
            while end < order.count, values[order[end]] == values[order[place]] { end += 1 }
            let rank = Double(place + end + 1) / 2
            for index in place..<end { ranks[order[index]] = rank }
            place = end
        }
        return ranks
    }
}
