/// Changing the shape without touching the numbers: all of these are views where the layout allows it.
extension Tensor {
    /// The same elements in row-major order under another shape; one size may be -1 and is worked out.
    ///
    /// Axes at the front and at the back that keep their size keep their name and labels.
    /// - Throws: `tensor.bad-shape` where the counts differ.
    public func reshaped(_ wanted: [Int]) throws -> Tensor {
        var target = wanted
        let open = wanted.indices.filter { wanted[$0] == -1 }
        if open.count > 1 { throw Problem("tensor.bad-shape", "only one size may be -1: \(wanted)") }
        if let open = open.first {
            var others = wanted
            others.remove(at: open)
            let known = try Tensor.elementCount(of: others)
            guard known > 0, count % known == 0 else { throw reshapeProblem(wanted) }
            target[open] = count / known
        }
        guard try Tensor.elementCount(of: target) == count else { throw reshapeProblem(wanted) }
        let source = try contiguous()
        return Tensor(
            storage: source.storage, dtype: dtype, shape: target, strides: Tensor.rowMajor(target),
            offset: source.offset, axes: axesKept(in: target))
    }

    private func axesKept(in target: [Int]) -> [Axis] {
        var kept = [Axis](repeating: .unnamed, count: target.count)
        let most = Swift.min(rank, target.count)
        var front = 0
        while front < most, shape[front] == target[front] {
            kept[front] = axes[front]
            front += 1
        }
        var back = 0
        while back < most - front, shape[rank - 1 - back] == target[target.count - 1 - back] {
            kept[target.count - 1 - back] = axes[rank - 1 - back]
            back += 1
        }
        return kept
    }

    private func reshapeProblem(_ wanted: [Int]) -> Problem {
        Problem(
            "tensor.bad-shape", "\(shapeDescription) has \(count) elements and cannot take the shape \(wanted)",
            help: "the product of the sizes must be \(count); -1 stands for the size that makes it so")
    }

    /// All elements along one axis.
    public func flattened() throws -> Tensor { try reshaped([count]) }

    /// The axes in another order; reversed for nil. - Throws: `tensor.bad-axes` unless each axis is named once.
    public func transposed(_ order: [Int]? = nil) throws -> Tensor {
        let order = try order.map { try $0.map { try position(ofAxis: $0) } } ?? Array((0..<rank).reversed())
        guard order.count == rank, Set(order).count == rank else {
            throw Problem(
                "tensor.bad-axes", "\(order) is not an order of the axes of \(shapeDescription)",
                help: "name each of the \(rank) axes once")
        }
        return permuted(order)
    }

    /// The axes in the order of these names, which must be all of them. - Throws: `tensor.unknown-axis`, `tensor.bad-axes`.
    public func transposed(names: [String]) throws -> Tensor {
        try transposed(names.map { try position(ofAxis: $0) })
    }

    /// `order` is known to be a permutation.
    func permuted(_ order: [Int]) -> Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: order.map { shape[$0] }, strides: order.map { strides[$0] },
            offset: offset, axes: order.map { axes[$0] })
    }

    /// One axis taken to another position, the others in their order.
    public func moved(_ source: Int, to destination: Int) throws -> Tensor {
        let from = try position(ofAxis: source)
        let to = try position(ofAxis: destination)
        var order = Array(0..<rank)
        order.insert(order.remove(at: from), at: to)
        return permuted(order)
    }

    /// Without the axis, which must have size 1; nil drops every axis of size 1. - Throws: `tensor.bad-shape`.
    public func squeezed(axis: Int? = nil) throws -> Tensor {
        guard let axis else { return keeping { shape[$0] != 1 } }
        let dropped = try position(ofAxis: axis)
        guard shape[dropped] == 1 else {
            throw Problem(
                "tensor.bad-shape", "axis \(axis) of \(shapeDescription) has not the size 1 and cannot be dropped")
        }
        return keeping { $0 != dropped }
    }

    private func keeping(_ isKept: (Int) -> Bool) -> Tensor { permutedSubset(shape.indices.filter(isKept)) }

    /// Some of the axes; those left out have size 1, or the caller has moved `offset`.
    func permutedSubset(_ kept: [Int]) -> Tensor { permuted(kept) }

    /// With a new axis of size 1 at this position of the result (negative: from its end).
    public func expanded(at position: Int, name: String? = nil) throws -> Tensor {
        guard position >= -(rank + 1), position <= rank else { throw Problem.noSuchAxis(position, in: self) }
        if let name, axis(named: name) != nil {
            throw Problem("tensor.bad-axes", "there is an axis \"\(name)\" already in \(shapeDescription)")
        }
        let place = position < 0 ? position + rank + 1 : position
        var (shape, strides, axes) = (shape, strides, axes)
        shape.insert(1, at: place)
        strides.insert(0, at: place)
        axes.insert(Axis(name), at: place)
        return Tensor(storage: storage, dtype: dtype, shape: shape, strides: strides, offset: offset, axes: axes)
    }

    /// Repeats axes of size 1 (and adds axes in front) until the shape is `target`, without copying.
    /// - Throws: `tensor.shape-mismatch`, `limit.memory` for a count past 2^59.
    public func broadcast(to target: [Int]) throws -> Tensor {
        _ = try Tensor.elementCount(of: target)
        let missing = target.count - rank
        guard missing >= 0, (0..<rank).allSatisfy({ shape[$0] == target[missing + $0] || shape[$0] == 1 }) else {
            throw Problem(
                "tensor.shape-mismatch", "\(shapeDescription) cannot be broadcast to \(target)",
                help: "counted from the last, each size must be equal or 1")
        }
        var strides = [Int](repeating: 0, count: target.count)
        var axes = [Axis](repeating: .unnamed, count: target.count)
        for axis in 0..<rank {
            let isSame = shape[axis] == target[missing + axis]
            strides[missing + axis] = isSame ? self.strides[axis] : 0
            axes[missing + axis] = Axis(self.axes[axis].name, labels: isSame ? self.axes[axis].labels : nil)
        }
        return Tensor(storage: storage, dtype: dtype, shape: target, strides: strides, offset: offset, axes: axes)
    }

    /// The axes under these names, one each; nil takes a name away. Labels stay.
    /// - Throws: `tensor.bad-axes` for a wrong number of names or one that comes twice.
    public func renamed(_ names: [String?]) throws -> Tensor {
        guard names.count == rank else {
            throw Problem(
                "tensor.bad-axes", "\(names.count) names for the \(rank) axes of \(shapeDescription)",
                help: "give one name an axis")
        }
        var seen = Set<String>()
        for name in names.compactMap({ $0 }) where !seen.insert(name).inserted {
            throw Problem("tensor.bad-axes", "the axis name \"\(name)\" comes twice")
        }
        var result = self
        result.axes = zip(axes, names).map { Axis($1, labels: $0.labels) }
        return result
    }

    /// With one label a position of the axis; nil takes them away. - Throws: `tensor.bad-axes` for a wrong number.
    public func labelled(_ labels: [String]?, axis: Int) throws -> Tensor {
        let place = try position(ofAxis: axis)
        if let labels, labels.count != shape[place] {
            throw Problem("tensor.bad-axes", "\(labels.count) labels for an axis of size \(shape[place])")
        }
        var result = self
        result.axes[place].labels = labels
        return result
    }
}
