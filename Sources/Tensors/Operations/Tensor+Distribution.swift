/// What a set of numbers looks like: quantiles and histograms.
extension Tensor {
    /// The value in the middle; the mean of the two in the middle of an even number. A NaN makes it NaN, and so does
    /// having no elements, as in NumPy. bool and int64 give float32.
    public func median(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        let dropped = try positions(ofAxes: over)
        if dropped.contains(where: { shape[$0] == 0 }) { return try mean(over: over, keep: keep) }
        return try quantiles([0.5], over: over, keep: keep).squeezed(axis: 0)
    }

    /// The quantiles `q` (0 … 1), linear between the two nearest elements (an infinite one wins); the result has a new first axis
    /// "quantile", one position a value of `q`. A NaN makes it NaN.
    /// - Throws: `tensor.bad-argument` for a `q` outside 0 … 1, `tensor.empty`.
    public func quantile(_ q: [Double], axis: Int? = nil, keep: Bool = false) throws -> Tensor {
        try quantiles(q, over: axis.map { [$0] }, keep: keep)
    }

    /// One quantile, without an axis for it.
    public func quantile(_ q: Double, axis: Int? = nil, keep: Bool = false) throws -> Tensor {
        try quantiles([q], over: axis.map { [$0] }, keep: keep).squeezed(axis: 0)
    }

    /// Quantiles over several axes at once.
    public func quantiles(_ q: [Double], over: [Int]?, keep: Bool = false) throws -> Tensor {
        guard q.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw Problem("tensor.bad-argument", "a quantile must lie between 0 and 1: \(q)", help: "write 90% or 0.9")
        }
        try refuseEmpty("a quantile", over)
        let lanes = try gatheredLanes(over: over).converted(to: .float32).sorted()
        let length = lanes.shape[lanes.rank - 1]
        var target = lanes.shape
        target[lanes.rank - 1] = q.count
        let found: Tensor =
            length == 0
            ? try .zeros(target)
            : try lanes.perLane(axis: lanes.rank - 1, shape: target, axes: lanes.axes.map { Axis($0.name) }) {
                (from: UnsafePointer<Float>, step, to: UnsafeMutablePointer<Float>, toStep) in
                let greatest = from[(length - 1) &* step]
                for (index, share) in q.enumerated() {
                    let place = share * Double(length - 1)
                    let below = Int(place)
                    let low = Double(from[below &* step])
                    let high = Double(from[Swift.min(below + 1, length - 1) &* step])
                    let part = place - Double(below)
                    // An infinity on one side wins; a difference of infinities would be NaN.
                    let value =
                        part == 0 || low == high
                        ? low
                        : low.isInfinite || high.isInfinite ? low * (1 - part) + high * part : low + (high - low) * part
                    to[index &* toStep] = greatest.isNaN ? greatest : Float(value)
                }
            }
        let (shape, axes) = frameAfterReducing(try positions(ofAxes: over), keep: keep)
        var result = try found.moved(lanes.rank - 1, to: 0).reshaped([q.count] + shape)
        result.axes = [Axis("quantile")] + axes
        return try result.converted(to: dtype.floating)
    }

    /// How many elements fall into each of `bins` equal parts of `range` (int64), and the bins + 1 edges (float32).
    ///
    /// A part holds its lower edge; the last its upper one too. What lies outside, and a NaN, is not counted. Without a
    /// range, the least and greatest elements are taken (0 and 1 where there are none; half a unit about a single
    /// value). Agrees with `numpy.histogram` on float32.
    /// - Throws: `tensor.bad-argument` for no bins, or a range that is empty or not finite.
    public func histogram(bins: Int = 10, range: (low: Double, high: Double)? = nil) throws -> (
        counts: Tensor, edges: Tensor
    ) {
        guard bins > 0, bins <= 1 << 28 else {
            throw Problem("tensor.bad-argument", "a histogram needs 1 to \(1 << 28) bins, not \(bins)")
        }
        let values = try converted(to: .float32)
        var (low, high) = try range ?? values.span()
        guard Float(low).isFinite, Float(high).isFinite, low <= high else {
            throw Problem(
                "tensor.bad-argument", "a histogram from \(low) to \(high) has no bins",
                help: "give a finite range, or remove NaN and infinity first")
        }
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let edges = try Tensor.linspace(low, high, bins + 1)
        let scale = Double(bins) / (high - low)
        let counts = try edges.withElements(Float.self) { edge in
            try values.withElements(Float.self) { elements in
                try Tensor(Int64.self, shape: [bins]) { counts in
                    try counts.fill(0)
                    for start in stride(from: 0, to: elements.count, by: Chunk.elements) {
                        try Interrupt.check()
                        for i in start..<Swift.min(start + Chunk.elements, elements.count) {
                            let value = elements[i]
                            guard value >= edge[0], value <= edge[bins] else { continue }
                            let place = (Double(value) - low) * scale
                            var bin = place >= Double(bins) ? bins - 1 : place > 0 ? Int(place) : 0
                            // The division may be off by one at an edge; the edges decide.
                            if value < edge[bin] {
                                bin -= 1
                            } else if bin < bins - 1, value >= edge[bin + 1] {
                                bin += 1
                            }
                            counts[Swift.max(bin, 0)] += 1
                        }
                    }
                }
            }
        }
        return (counts, edges)
    }

    private func span() throws -> (low: Double, high: Double) {
        if count == 0 { return (0, 1) }
        return (Double(try min().floats()[0]), Double(try max().floats()[0]))
    }
}
