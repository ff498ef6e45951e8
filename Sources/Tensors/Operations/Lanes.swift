/// Work along one axis, lane by lane.
extension Tensor {
    /// A new tensor of `shape` (this one's but for the size of `axis`); `body` gets, for each lane, the first element
    /// to read and to write, and the steps.
    func perLane<A: Element, R: Element>(
        axis: Int, shape target: [Int], axes: [Axis],
        _ body: (_ source: UnsafePointer<A>, _ step: Int, _ target: UnsafeMutablePointer<R>, _ targetStep: Int) throws
            -> Void
    ) throws -> Tensor {
        var (others, inner, outer) = (shape, strides, Tensor.rowMajor(target))
        others.remove(at: axis)
        let (step, targetStep) = (inner.remove(at: axis), outer.remove(at: axis))
        let walk = Walk(shape: others, strides: [outer, inner])
        let length = Swift.max(shape[axis], 1)
        var sinceCheck = 0
        return try Tensor(R.self, shape: target, axes: axes) { buffer in
            guard let out = buffer.baseAddress else { return }
            let source = UnsafePointer(storage.base.assumingMemoryBound(to: A.self))
            try withExtendedLifetime(storage) {
                try walk.forEachRun(from: [0, offset, 0, 0]) { at, count in
                    for item in 0..<count {
                        let read = source + (at[1] &+ item &* walk.step[1])
                        let written = out + (at[0] &+ item &* walk.step[0])
                        try body(read, step, written, targetStep)
                        sinceCheck &+= length
                        if sinceCheck > Chunk.elements {
                            try Interrupt.check()
                            sinceCheck = 0
                        }
                    }
                }
            }
        }
    }

    /// The axes `over` as one last axis, the others before it in their order; contiguous.
    func gatheredLanes(over: [Int]?) throws -> Tensor {
        let dropped = try positions(ofAxes: over)
        let kept = (0..<rank).filter { !dropped.contains($0) }
        let each = dropped.reduce(1) { $0 &* shape[$1] }
        return try permuted(kept + dropped).reshaped(kept.map { shape[$0] } + [each])
    }

    /// The running sum along the axis, or along the flattened tensor for nil. Floats add in Double; int64 wraps;
    /// bool gives int64.
    public func cumulativeSum(axis: Int? = nil) throws -> Tensor {
        if dtype.isFloating { return try running(SumFloats.self, axis, from: .float32).converted(to: dtype) }
        return try running(SumIntegers.self, axis, from: .int64)
    }

    /// The running product, with the rules of `cumulativeSum`.
    public func cumulativeProduct(axis: Int? = nil) throws -> Tensor {
        if dtype.isFloating { return try running(ProductFloats.self, axis, from: .float32).converted(to: dtype) }
        return try running(ProductIntegers.self, axis, from: .int64)
    }

    private func running<F: Fold>(_ fold: F.Type, _ axis: Int?, from input: DType) throws -> Tensor {
        let source = try (axis == nil ? flattened() : self).converted(to: input)
        let place = try source.position(ofAxis: axis ?? 0)
        let length = source.shape[place]
        return try source.perLane(axis: place, shape: source.shape, axes: source.axes) {
            (from: UnsafePointer<F.Input>, step, to: UnsafeMutablePointer<F.Output>, toStep) in
            var state = F.start
            try inChunks(length) { part in
                for i in part {
                    F.add(&state, from[i &* step])
                    to[i &* toStep] = F.finish(state, count: i)
                }
            }
        }
    }
}
