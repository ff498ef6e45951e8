/// How a reduction folds elements into a state. Static so that every loop over it is specialised.
protocol Fold {
    associatedtype Input: Element
    associatedtype State: BitwiseCopyable
    associatedtype Output: Element
    static var start: State { get }
    static func add(_ state: inout State, _ element: Input)
    static func finish(_ state: State, count: Int) -> Output
}

extension Tensor {
    /// The shape and axes that are left after `dropped` (ascending) are folded away, or kept with size 1.
    func frameAfterReducing(_ dropped: [Int], keep: Bool) -> (shape: [Int], axes: [Axis]) {
        let isDropped = Set(dropped)
        var (shape, axes): ([Int], [Axis]) = ([], [])
        for axis in 0..<rank {
            if !isDropped.contains(axis) {
                shape.append(self.shape[axis])
                axes.append(self.axes[axis])
            } else if keep {
                shape.append(1)
                axes.append(Axis(self.axes[axis].name))
            }
        }
        return (shape, axes)
    }

    /// Folds the elements along the axes `over` (all for nil), in the order of the axes, each state in the order of
    /// the elements; the dtype is `F.Input`'s.
    func folded<F: Fold>(_ fold: F.Type, over: [Int]?, keep: Bool) throws -> Tensor {
        let dropped = try positions(ofAxes: over)
        let isDropped = Set(dropped)
        let kept = (0..<rank).filter { !isDropped.contains($0) }
        let (shape, axes) = frameAfterReducing(dropped, keep: keep)
        let outputs = kept.reduce(1) { $0 &* self.shape[$1] }
        let each = dropped.reduce(1) { $0 &* self.shape[$1] }
        return try Tensor(F.Output.self, shape: shape, axes: axes) { target in
            guard outputs > 0, let out = target.baseAddress else { return }
            if let single = singleRun(kept: kept, dropped: dropped, each: each) {
                try foldRuns(fold, runs: single, outputs: outputs, out: out)
            } else {
                try foldScattered(fold, kept: kept, dropped: dropped, outputs: outputs, each: each, out: out)
            }
        }
    }

    /// Start offsets' walk where each output folds one evenly spaced run shorter in memory than between outputs.
    private func singleRun(kept: [Int], dropped: [Int], each: Int) -> (walk: Walk, length: Int, step: Int)? {
        let axes = dropped.filter { shape[$0] != 1 }
        guard each > 0 else { return nil }
        var step = 1
        if let last = axes.last {
            step = strides[last]
            var expected = step
            for axis in axes.reversed() {
                if strides[axis] != expected { return nil }
                expected = expected &* shape[axis]
            }
        }
        // A fold across the rows is faster row by row.
        if let inner = kept.last(where: { shape[$0] != 1 }), strides[inner].magnitude < step.magnitude { return nil }
        let target = kept.map { shape[$0] }
        let walk = Walk(shape: target, strides: [Tensor.rowMajor(target), kept.map { strides[$0] }])
        return (walk, each, step)
    }

    private func foldRuns<F: Fold>(
        _ fold: F.Type, runs: (walk: Walk, length: Int, step: Int), outputs: Int, out: UnsafeMutablePointer<F.Output>
    ) throws {
        let source = UnsafePointer(storage.base.assumingMemoryBound(to: F.Input.self))
        let (length, step) = (runs.length, runs.step)
        var sinceCheck = 0
        try withExtendedLifetime(storage) {
            try runs.walk.forEachRun(from: [0, offset, 0, 0]) { at, count in
                for item in 0..<count {
                    let first = source + (at[1] &+ item &* runs.walk.step[1])
                    var state = F.start
                    var done = 0
                    while done < length {
                        let end = Swift.min(done &+ Chunk.elements, length)
                        if step == 1 {
                            for i in done..<end { F.add(&state, first[i]) }
                        } else {
                            for i in done..<end { F.add(&state, first[i &* step]) }
                        }
                        sinceCheck &+= end &- done
                        done = end
                        if sinceCheck >= Chunk.elements {
                            try Interrupt.check()
                            sinceCheck = 0
                        }
                    }
                    out[at[0] &+ item] = F.finish(state, count: length)
                }
            }
        }
    }

    /// One state an output, all of them alive at once: the elements are visited in the order of the axes.
    private func foldScattered<F: Fold>(
        _ fold: F.Type, kept: [Int], dropped: [Int], outputs: Int, each: Int, out: UnsafeMutablePointer<F.Output>
    ) throws {
        let scratch = try Storage(byteCount: outputs &* MemoryLayout<F.State>.stride)
        let states = scratch.base.bindMemory(to: F.State.self, capacity: outputs)
        states.initialize(repeating: F.start, count: outputs)
        // A folded axis does not move among the states.
        var stateStrides = [Int](repeating: 0, count: rank)
        for (axis, stride) in zip(kept, Tensor.rowMajor(kept.map { shape[$0] })) { stateStrides[axis] = stride }
        let walk = Walk(shape: shape, strides: [stateStrides, strides])
        let source = UnsafePointer(storage.base.assumingMemoryBound(to: F.Input.self))
        try withExtendedLifetime((storage, scratch)) {
            try walk.forEachRun(from: [0, offset, 0, 0]) { at, count in
                let (first, into) = (source + at[1], states + at[0])
                let (step, stateStep) = (walk.step[1], walk.step[0])
                for i in 0..<count { F.add(&into[i &* stateStep], first[i &* step]) }
            }
            try inChunks(outputs) { part in for i in part { out[i] = F.finish(states[i], count: each) } }
        }
    }
}
