/// Putting tensors together and taking them apart.
extension Tensor {
    /// The tensors end to end along an axis; the dtype is the one that they all promote to.
    ///
    /// Where all name all their axes, the axes are first put in the order of the first tensor. Labels along the axis
    /// are joined where every tensor has them; along the others they stay where the tensors agree.
    /// - Throws: `tensor.shape-mismatch`, `tensor.empty` for an empty list.
    public static func concatenated(_ tensors: [Tensor], axis: Int) throws -> Tensor {
        guard let first = tensors.first else { throw Problem("tensor.empty", "there is no tensor to join") }
        let place = try first.position(ofAxis: axis)
        let parts = try tensors.map { try $0.ordered(like: first) }
        var shape = first.shape
        var axes = first.axes
        var dtype = first.dtype
        shape[place] = 0
        for (part, given) in zip(parts, tensors) {
            guard part.rank == first.rank else {
                throw joinProblem(first, given, place, "they have \(first.rank) and \(part.rank) axes")
            }
            for other in 0..<first.rank {
                if let one = axes[other].name, let two = part.axes[other].name, one != two {
                    throw joinProblem(first, given, place, "axis \"\(one)\" would meet axis \"\(two)\"")
                }
                axes[other].name = axes[other].name ?? part.axes[other].name
                if other == place { continue }
                guard part.shape[other] == first.shape[other] else {
                    throw joinProblem(
                        first, given, place,
                        "the sizes \(first.shape[other]) and \(part.shape[other]) of axis \(other) meet")
                }
                if axes[other].labels != part.axes[other].labels { axes[other].labels = nil }
            }
            let (size, overflow) = shape[place].addingReportingOverflow(part.shape[place])
            if overflow { throw Problem.outOfMemory(Int.max) }
            shape[place] = size
            dtype = dtype.promoted(with: part.dtype)
        }
        let labels = parts.compactMap { $0.axes[place].labels }
        axes[place].labels = labels.count == parts.count ? labels.flatMap { $0 } : nil
        let count = try elementCount(of: shape)
        let storage = try Storage(byteCount: count * dtype.size)
        let joined = Tensor(storage: storage, dtype: dtype, shape: shape, strides: rowMajor(shape), axes: axes)
        var start = 0
        for part in parts {
            var plan = IndexPlan(offset: start * joined.strides[place])
            for axis in 0..<joined.rank {
                plan.trail.append(.init(size: part.shape[axis], stride: joined.strides[axis], axis: axes[axis]))
            }
            try plan.write(part.converted(to: dtype), into: joined)
            start += part.shape[place]
        }
        return joined
    }

    private static func joinProblem(_ a: Tensor, _ b: Tensor, _ axis: Int, _ why: String) -> Problem {
        Problem.shapeMismatch(
            "joining along axis \(axis)", a, b, why: why,
            help: "all axes but the joined one must agree in size and name")
    }

    /// The axes in `other`'s order, where both have the same names; else itself.
    private func ordered(like other: Tensor) throws -> Tensor {
        let wanted = other.names.compactMap { $0 }
        guard wanted.count == other.rank, rank == other.rank, names != other.names else { return self }
        guard Set(wanted) == Set(names.compactMap { $0 }), Set(wanted).count == rank else { return self }
        return try transposed(names: wanted)
    }

    /// The tensors side by side along a new axis at this position of the result. - Throws: as `concatenated`.
    public static func stacked(_ tensors: [Tensor], axis: Int, name: String? = nil, labels: [String]? = nil) throws
        -> Tensor
    {
        guard let first = tensors.first else { throw Problem("tensor.empty", "there is no tensor to stack") }
        let parts = try tensors.map { try $0.ordered(like: first) }
        for (part, given) in zip(parts, tensors) where part.shape != first.shape {
            throw Problem.shapeMismatch(
                "stacking", first, given, why: "stacked tensors must have one shape",
                help: "select or resize first, or join along an axis that exists with concat")
        }
        let joined = try concatenated(parts.map { try $0.expanded(at: axis, name: name) }, axis: axis)
        return labels == nil ? joined : try joined.labelled(labels, axis: axis)
    }

    /// Views of these sizes one after another along the axis. - Throws: `tensor.bad-argument` unless they add up.
    public func split(sizes: [Int], axis: Int) throws -> [Tensor] {
        let place = try position(ofAxis: axis)
        let total = sizes.reduce(0) { $0 &+ $1 }
        guard total == shape[place], sizes.allSatisfy({ $0 >= 0 && $0 <= shape[place] }) else {
            throw Problem(
                "tensor.bad-argument",
                "the sizes \(sizes) do not add up to the \(shape[place]) positions of axis \(axis)")
        }
        var start = 0
        return try sizes.map { size in
            defer { start += size }
            return try sliced(place, start, start + size)
        }
    }

    /// Views of `parts` equal pieces along the axis; the first ones are longer by one where it does not divide,
    /// as `numpy.array_split`.
    public func split(parts: Int, axis: Int) throws -> [Tensor] {
        guard parts > 0, parts <= 1 << 20 else {
            throw Problem("tensor.bad-argument", "a tensor can be split into 1 to \(1 << 20) parts, not \(parts)")
        }
        let size = shape[try position(ofAxis: axis)]
        return try split(sizes: (0..<parts).map { size / parts + ($0 < size % parts ? 1 : 0) }, axis: axis)
    }

    /// The positions `start ..< stop` along an axis (a position already checked), as a view.
    package func sliced(_ axis: Int, _ start: Int?, _ stop: Int?, step: Int? = nil) throws -> Tensor {
        var items = [IndexItem](repeating: .all, count: rank)
        items[axis] = .slice(start: start, stop: stop, step: step)
        return try taking(plan(items))
    }

    /// The positions in `list` along an axis, in this order; labels follow. - Throws: `tensor.index-out-of-range`.
    public func taking(_ list: [Int], axis: Int) throws -> Tensor {
        var items = [IndexItem](repeating: .all, count: rank)
        items[try position(ofAxis: axis)] = .list(list)
        return try taking(plan(items))
    }

    /// Each position `count` times in a row along the axis; along the flattened tensor for nil.
    public func repeated(_ count: Int, axis: Int? = nil) throws -> Tensor {
        guard let axis else { return try flattened().repeated(count, axis: 0) }
        let place = try position(ofAxis: axis)
        var target = shape
        let (size, overflow) = target[place].multipliedReportingOverflow(by: count)
        if overflow { throw Problem.outOfMemory(Int.max) }
        target[place] = size
        _ = try Tensor.elementCount(of: target)
        return try repeated(counts: Array(repeating: count, count: shape[place]), axis: axis)
    }

    /// Each position as many times in a row as its count says. - Throws: `tensor.bad-argument`.
    public func repeated(counts: [Int], axis: Int) throws -> Tensor {
        let place = try position(ofAxis: axis)
        guard counts.count == shape[place], counts.allSatisfy({ $0 >= 0 }) else {
            throw Problem(
                "tensor.bad-argument", "repeating an axis of size \(shape[place]) needs as many counts, none negative")
        }
        let total = try counts.reduce(0) { sum, count in
            let (next, overflow) = sum.addingReportingOverflow(count)
            if overflow || next > 1 << 40 { throw Problem.outOfMemory(Int.max) }
            return next
        }
        var list: [Int] = []
        try MemoryBudget.allow(total, of: 8)
        list.reserveCapacity(total)
        for (position, count) in counts.enumerated() {
            try inChunks(count) { list += repeatElement(position, count: $0.count) }
        }
        return try taking(list, axis: place)
    }

    /// The whole tensor this many times along each axis, as `numpy.tile`. Labels are repeated with it.
    public func tiled(_ counts: [Int]) throws -> Tensor {
        guard counts.allSatisfy({ $0 >= 0 }) else {
            throw Problem("tensor.bad-argument", "a tensor cannot be repeated \(counts) times")
        }
        var result = self
        while result.rank < counts.count { result = try result.expanded(at: 0) }
        let target = zip(result.shape.suffix(counts.count), counts).map { $0.multipliedReportingOverflow(by: $1) }
        if target.contains(where: \.overflow) { throw Problem.outOfMemory(Int.max) }
        let elements = try Tensor.elementCount(of: result.shape.dropLast(counts.count) + target.map(\.partialValue))
        try MemoryBudget.allow(elements, of: dtype.size)
        for (index, count) in counts.enumerated() where count != 1 {
            let axis = result.rank - counts.count + index
            result =
                count == 0
                ? try result.sliced(axis, 0, 0) : try result.tiled(result.shape[axis] == 0 ? 1 : count, axis: axis)
        }
        return result
    }

    /// At most so many parts are joined at a time: a part costs more than a number.
    private static let mostParts = 256

    /// - Parameter count: more than 0.
    private func tiled(_ count: Int, axis: Int) throws -> Tensor {
        if count <= Tensor.mostParts {
            return try Tensor.concatenated(Array(repeating: self, count: count), axis: axis)
        }
        let whole = try tiled(Tensor.mostParts, axis: axis).tiled(count / Tensor.mostParts, axis: axis)
        let rest = count % Tensor.mostParts
        return rest == 0 ? whole : try Tensor.concatenated([whole, tiled(rest, axis: axis)], axis: axis)
    }
}
