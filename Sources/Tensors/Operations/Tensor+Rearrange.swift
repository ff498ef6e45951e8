/// How `padded` fills what it adds.
public enum PadMode: Sendable, Equatable {
    /// One number.
    case constant(Double)
    /// The element at the edge.
    case edge
    /// Mirrored without the edge itself: `3 2 | 1 2 3 | 2 1`.
    case reflect
    /// From the other end: `2 3 | 1 2 3 | 1 2`.
    case wrap

    /// The position inside an axis of `size` that a position outside takes its element from.
    fileprivate func source(of position: Int, size: Int) -> Int {
        switch self {
        case .constant: return position
        case .edge: return Swift.min(Swift.max(position, 0), size - 1)
        case .wrap:
            let rest = position % size
            return rest < 0 ? rest + size : rest
        case .reflect:
            if size == 1 { return 0 }
            let period = 2 * (size - 1)
            let rest = ((position % period) + period) % period
            return rest < size ? rest : period - rest
        }
    }
}

/// Padding, mirroring, shifting and differences along axes.
extension Tensor {
    /// With `before` and `after` further positions on each axis. A padded axis loses its labels.
    ///
    /// Agrees with `numpy.pad` (`constant`, `edge`, `reflect`, `wrap`).
    /// - Throws: `tensor.bad-argument` for a wrong number of widths or a negative one; `tensor.empty` where an empty
    ///   axis would have to be copied.
    public func padded(_ widths: [(before: Int, after: Int)], mode: PadMode = .constant(0)) throws -> Tensor {
        guard widths.count == rank, widths.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
            throw Problem(
                "tensor.bad-argument",
                "padding needs a pair (before, after) for each of the \(rank) axes, none negative",
                help: "pad an axis by nothing with (0, 0)")
        }
        var target = shape
        for axis in 0..<rank {
            let (some, over) = shape[axis].addingReportingOverflow(widths[axis].before)
            let (all, overflow) = some.addingReportingOverflow(widths[axis].after)
            if over || overflow { throw Problem.outOfMemory(Int.max) }
            target[axis] = all
        }
        try MemoryBudget.allow(Tensor.elementCount(of: target), of: dtype.size)
        var axes = axes
        for axis in 0..<rank where target[axis] != shape[axis] { axes[axis].labels = nil }
        if case .constant(let value) = mode {
            var result = try Tensor.full(target, scalar: .float(value), dtype: dtype, axes: axes)
            let place = (0..<rank).map { axis in
                IndexSpec(item: .slice(start: widths[axis].before, stop: widths[axis].before + shape[axis], step: 1))
            }
            var unnamed = self
            unnamed.axes = axes
            try result.assign(unnamed, at: place)
            return result
        }
        var result = self
        for axis in 0..<rank where target[axis] != shape[axis] {
            if shape[axis] == 0 { throw Problem.emptyReduction("padding by copies", self) }
            try MemoryBudget.allow(target[axis], of: MemoryLayout<Int>.size)
            let before = widths[axis].before
            var list: [Int] = []
            list.reserveCapacity(target[axis])
            try inChunks(target[axis]) { part in
                for place in part { list.append(mode.source(of: place - before, size: shape[axis])) }
            }
            result = try result.taking(list, axis: axis)
        }
        result.axes = axes
        return result
    }

    /// The positions of these axes (all for nil) in reverse, as a view; labels follow.
    public func flipped(over: [Int]? = nil) throws -> Tensor {
        try positions(ofAxes: over).reduce(self) { try $0.sliced($1, nil, nil, step: -1) }
    }

    /// Shifted by `distance` positions along the axis, what falls off at one end coming in at the other; nil shifts
    /// the flattened tensor and gives it its shape back. Labels follow.
    public func rolled(by distance: Int, axis: Int? = nil) throws -> Tensor {
        guard let axis else {
            var result = try flattened().rolled(by: distance, axis: 0).reshaped(shape)
            result.axes = axes.map { Axis($0.name) }
            return result
        }
        let place = try position(ofAxis: axis)
        let size = shape[place]
        guard size > 0 else { return self }
        let rest = distance % size
        let cut = size - (rest < 0 ? rest + size : rest)
        return try Tensor.concatenated([sliced(place, cut, size), sliced(place, 0, cut)], axis: place)
    }

    /// The differences of neighbours along the axis, `order` times over; bool gives "differs", as `numpy.diff`.
    public func diff(axis: Int = -1, order: Int = 1) throws -> Tensor {
        let place = try position(ofAxis: axis)
        guard order >= 0 else {
            throw Problem("tensor.bad-argument", "the order of a difference cannot be negative: \(order)")
        }
        var result = self
        result.axes[place].labels = order == 0 ? axes[place].labels : nil
        for _ in 0..<Swift.min(order, shape[place] + 1) {
            let (later, earlier) = (try result.sliced(place, 1, nil), try result.sliced(place, 0, -1))
            result = try Tensor.binary(dtype == .bool ? .notEqual : .subtract, later, earlier)
        }
        return result
    }

    /// `a` where the mask is true, else `b`: all three broadcast, `a` and `b` promoted.
    ///
    /// A mask that is not bool is true where it is not 0. - Throws: `tensor.shape-mismatch`.
    public static func `where`(_ mask: Tensor, _ a: Tensor, _ b: Tensor, scalar: ScalarSide? = nil) throws -> Tensor {
        let frame = try Frame.joining([mask, a, b], for: "where")
        let dtype: DType =
            switch scalar {
            case .left: b.dtype.promoted(withScalar: a.dtype)
            case .right: a.dtype.promoted(withScalar: b.dtype)
            case nil: a.dtype.promoted(with: b.dtype)
            }
        let bits = try frame.fitting(mask.converted(to: .bool), for: "where")
        let one = try frame.fitting(a.converted(to: dtype), for: "where")
        let two = try frame.fitting(b.converted(to: dtype), for: "where")
        switch dtype.size {
        case 1: return try choose(bits, one, two, UInt8.self)
        case 2: return try choose(bits, one, two, UInt16.self)
        case 4: return try choose(bits, one, two, UInt32.self)
        default: return try choose(bits, one, two, UInt64.self)
        }
    }

    private static func choose<W: BitwiseCopyable>(
        _ mask: Tensor, _ a: Tensor, _ b: Tensor, _ type: W.Type
    ) throws -> Tensor {
        let shape = mask.shape
        let target = try Storage(byteCount: elementCount(of: shape) * a.dtype.size)
        let walk = Walk(shape: shape, strides: [rowMajor(shape), mask.strides, a.strides, b.strides])
        let out = target.base.assumingMemoryBound(to: W.self)
        let bits = UnsafePointer(mask.storage.base.assumingMemoryBound(to: Bool.self))
        let one = UnsafePointer(a.storage.base.assumingMemoryBound(to: W.self))
        let two = UnsafePointer(b.storage.base.assumingMemoryBound(to: W.self))
        let step = walk.step
        try withExtendedLifetime((mask, a, b)) {
            try walk.forEachRun(from: [0, mask.offset, a.offset, b.offset]) { at, count in
                for i in 0..<count {
                    out[at[0] &+ i &* step[0]] =
                        bits[at[1] &+ i &* step[1]] ? one[at[2] &+ i &* step[2]] : two[at[3] &+ i &* step[3]]
                }
            }
        }
        return Tensor(storage: target, dtype: a.dtype, shape: shape, strides: rowMajor(shape), axes: mask.axes)
    }
}
