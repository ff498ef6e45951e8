import Tensors

extension Attention {
    /// Sizes of one call: every tensor is (batch, positions…, heads · headWidth) without gaps.
    private struct Sizes {
        var batch: Int
        var queries: Int
        var keys: Int
        var inner: Int
    }

    private func sizes(_ query: Tensor, _ key: Tensor) -> Sizes {
        Sizes(
            batch: query.shape[0], queries: query.shape.dropFirst().dropLast().reduce(1, *),
            keys: key.shape.dropFirst().dropLast().reduce(1, *), inner: heads * headWidth)
    }

    private var scale: Float { 1 / Float(headWidth).squareRoot() }

    /// Attention in tiles of queries small enough to stay in the cache.
    func attendTiled(_ query: Tensor, _ key: Tensor, _ value: Tensor) throws -> Tensor {
        let sizes = sizes(query, key)
        let (query, key, value) = (try query.ready(), try key.ready(), try value.ready())
        let tile = max(16, min(sizes.queries, (1 << 18) / max(sizes.keys, 1)))
        let scores = try Storage(byteCount: min(tile, sizes.queries) * sizes.keys * 4)
        let buffer = scores.base.assumingMemoryBound(to: Float.self)
        return try withExtendedLifetime(scores) {
            try Tensor(Float.self, shape: query.shape, axes: query.axes) { target in
                try reading(query, key, value) { query, key, value in
                    guard let to = target.baseAddress else { return }
                    for picture in 0..<sizes.batch {
                        try Interrupt.check()
                        for head in 0..<heads {
                            var first = 0
                            while first < sizes.queries {
                                let count = min(tile, sizes.queries - first)
                                let row = (picture * sizes.queries + first) * sizes.inner + head * headWidth
                                let column = picture * sizes.keys * sizes.inner + head * headWidth
                                try score(query + row, key + column, count, sizes, first: first, into: buffer)
                                try gather(buffer, value + column, count, sizes, into: to + row)
                                first += count
                            }
                        }
                    }
                }
            }
        }
    }

    /// Attention with its probabilities in memory, shown and perhaps replaced before they meet the values.
    func attendShowing(_ query: Tensor, _ key: Tensor, _ value: Tensor, _ forward: Forward) throws -> Tensor {
        let sizes = sizes(query, key)
        let (query, key, value) = (try query.ready(), try key.ready(), try value.ready())
        let positions = Array(query.shape.dropFirst().dropLast())
        let axes = Tensor.axes(["batch", "head"] + (positions.count == 2 ? ["y", "x"] : ["query"]) + ["token"])
        let stride = sizes.queries * sizes.keys
        let made = try Tensor(
            Float.self, shape: [sizes.batch, heads] + positions + [sizes.keys], axes: axes
        ) { target in
            try reading(query, key, value) { query, key, _ in
                guard let to = target.baseAddress else { return }
                for picture in 0..<sizes.batch {
                    try Interrupt.check()
                    for head in 0..<heads {
                        let row = picture * sizes.queries * sizes.inner + head * headWidth
                        let column = picture * sizes.keys * sizes.inner + head * headWidth
                        try score(
                            query + row, key + column, sizes.queries, sizes, first: 0,
                            into: to + (picture * heads + head) * stride)
                    }
                }
            }
        }
        let shown = try forward.shown(self.sites.probabilities, made, path: "\(path).probabilities")
        return try Tensor(Float.self, shape: query.shape, axes: query.axes) { target in
            try reading(shown, key, value) { scores, _, value in
                guard let to = target.baseAddress else { return }
                for picture in 0..<sizes.batch {
                    for head in 0..<heads {
                        let row = picture * sizes.queries * sizes.inner + head * headWidth
                        let column = picture * sizes.keys * sizes.inner + head * headWidth
                        try gather(
                            scores + (picture * heads + head) * stride, value + column, sizes.queries, sizes,
                            into: to + row)
                    }
                }
            }
        }
    }

    /// softmax(Q Kᵀ / √d) of one head for `count` queries, the first of which stands at position `first`.
    private func score(
        _ query: UnsafePointer<Float>, _ key: UnsafePointer<Float>, _ count: Int, _ sizes: Sizes, first: Int,
        into scores: UnsafeMutablePointer<Float>
    ) throws {
        try kernels.product(
            MatrixProduct(
                rows: count, columns: sizes.keys, inner: headWidth, scale: scale, left: query, leftStride: sizes.inner,
                right: key, rightStride: sizes.inner, transposesRight: true, target: scores, targetStride: sizes.keys))
        if isCausal {
            for row in 0..<count where first + row + 1 < sizes.keys {
                for column in first + row + 1..<sizes.keys { scores[row * sizes.keys + column] = -.infinity }
            }
        }
        try kernels.softmax(scores, rows: count, width: sizes.keys)
    }

    /// P V of one head.
    private func gather(
        _ scores: UnsafePointer<Float>, _ value: UnsafePointer<Float>, _ count: Int, _ sizes: Sizes,
        into target: UnsafeMutablePointer<Float>
    ) throws {
        try kernels.product(
            MatrixProduct(
                rows: count, columns: headWidth, inner: sizes.keys, left: scores, leftStride: sizes.keys, right: value,
                rightStride: sizes.inner, transposesRight: false, target: target, targetStride: sizes.inner))
    }

    private func reading(
        _ a: Tensor, _ b: Tensor, _ c: Tensor,
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) throws -> Void
    ) throws {
        try a.withElements(Float.self) { a in
            try b.withElements(Float.self) { b in
                try c.withElements(Float.self) { c in
                    guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                    try body(a, b, c)
                }
            }
        }
    }
}
