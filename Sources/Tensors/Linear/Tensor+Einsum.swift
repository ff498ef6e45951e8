/// Einstein's summation: products of any number of tensors, summed over the letters that the result leaves out.
extension Tensor {
    /// NumPy's `einsum` in its string form: repeated letters (diagonals, traces), implicit output, `...`, axes of
    /// size 1 that broadcast. Operands are taken in pairs from the left, each pair by matrix products.
    ///
    /// An axis of the result keeps the name and labels of the first operand that has its letter. Floats are
    /// multiplied and added in float32, rounded once at the end.
    /// - Throws: `einsum.pattern`, `einsum.size` where a letter stands for two sizes, `limit.memory`, `Interrupted`.
    public static func einsum(_ pattern: String, _ operands: [Tensor]) throws -> Tensor {
        guard let first = operands.first else { throw Problem("tensor.empty", "einsum needs at least one tensor") }
        let plan = try EinsumPattern(pattern, ranks: operands.map(\.rank))
        let type = operands.dropFirst().reduce(first.dtype) { $0.promoted(with: $1.dtype) }
        let computing: DType = type == .bool ? .int64 : type.computing
        let (sizes, axes) = try gather(plan, operands, pattern)
        var terms = try zip(operands, plan.inputs).map { operand, labels in
            try Labelled(operand.converted(to: computing), labels).withDiagonals().withoutBroadcastAxes(sizes)
        }
        var result = terms.removeFirst()
        while !terms.isEmpty {
            try Interrupt.check()
            let next = terms.removeFirst()
            let needed = Set(plan.output).union(terms.flatMap(\.labels))
            result = try result.contracted(with: next, keeping: needed)
        }
        result = try result.summed(keeping: Set(plan.output))
        let missing = plan.output.filter { !result.labels.contains($0) }
        // A letter that only axes of size 1 carried.
        for label in missing { result = Labelled(try result.tensor.expanded(at: -1), result.labels + [label]) }
        let order = plan.output.compactMap { result.labels.firstIndex(of: $0) }
        var tensor = result.tensor.permuted(order)
        var seen = Set<String>()
        tensor.axes = plan.output.map { label in
            let axis = axes[label] ?? .unnamed
            let isNew = axis.name.map { seen.insert($0).inserted } ?? true
            return isNew ? axis : Axis(nil, labels: axis.labels)
        }
        return try tensor.converted(to: type).contiguous()
    }

    /// The size of each letter, and the axis that its result has.
    private static func gather(
        _ plan: EinsumPattern, _ operands: [Tensor], _ pattern: String
    ) throws -> ([Int: Int], [Int: Axis]) {
        var sizes: [Int: Int] = [:]
        var axes: [Int: Axis] = [:]
        for (operand, labels) in zip(operands, plan.inputs) {
            for (place, label) in labels.enumerated() {
                let size = operand.shape[place]
                let known = sizes[label] ?? 1
                guard known == size || known == 1 || size == 1 else {
                    throw Problem(
                        "einsum.size",
                        "einsum(\"\(pattern.prefix(80))\"): `\(EinsumPattern.word(label))` stands for "
                            + "\(known) and for \(size) positions")
                }
                sizes[label] = known == 1 ? size : known
                if axes[label] == nil || (known == 1 && size != 1) { axes[label] = operand.axes[place] }
            }
        }
        return (sizes, axes)
    }
}

/// A tensor with one label an axis.
private struct Labelled {
    var tensor: Tensor
    var labels: [Int]

    init(_ tensor: Tensor, _ labels: [Int]) {
        var tensor = tensor
        // Names would make the products meet by name.
        tensor.axes = tensor.axes.map { _ in .unnamed }
        self.tensor = tensor
        self.labels = labels
    }

    /// Axes with the same label become one: a step along it moves along all of them. A view.
    func withDiagonals() throws -> Labelled {
        var kept: [Int] = []
        var shape: [Int] = []
        var strides: [Int] = []
        for (place, label) in labels.enumerated() {
            let size = tensor.shape[place]
            guard let earlier = kept.firstIndex(of: label) else {
                kept.append(label)
                shape.append(size)
                strides.append(tensor.strides[place])
                continue
            }
            guard shape[earlier] == size else {
                throw Problem(
                    "einsum.size",
                    "einsum: the diagonal `\(EinsumPattern.word(label))` of a tensor of shape "
                        + "\(tensor.shapeDescription) needs axes of one size")
            }
            strides[earlier] += tensor.strides[place]
        }
        return Labelled(
            Tensor(storage: tensor.storage, dtype: tensor.dtype, shape: shape, strides: strides, offset: tensor.offset),
            kept)
    }

    /// Without the axes of size 1 whose label is longer elsewhere.
    func withoutBroadcastAxes(_ sizes: [Int: Int]) -> Labelled {
        let kept = labels.indices.filter { tensor.shape[$0] == sizes[labels[$0]] }
        return Labelled(tensor.permutedSubset(kept), kept.map { labels[$0] })
    }

    func summed(keeping needed: Set<Int>) throws -> Labelled {
        let over = labels.indices.filter { !needed.contains(labels[$0]) }
        if over.isEmpty { return self }
        return Labelled(try tensor.sum(over: over), labels.filter { needed.contains($0) })
    }

    /// The product with `other`, summed over all that is not needed any more.
    func contracted(with other: Labelled, keeping needed: Set<Int>) throws -> Labelled {
        // What only one of the two has and nobody needs is summed before it multiplies the work.
        let left = try summed(keeping: needed.union(other.labels))
        let right = try other.summed(keeping: needed.union(labels))
        let shared = left.labels.filter { right.labels.contains($0) }
        let batch = shared.filter { needed.contains($0) }
        let inner = shared.filter { !needed.contains($0) }
        let rows = left.labels.filter { !shared.contains($0) }
        let columns = right.labels.filter { !shared.contains($0) }
        if inner.isEmpty || (rows.isEmpty && columns.isEmpty) {
            // No product of matrices in it: one of 1 by 1 for each element would be slow.
            let labels = batch + rows + columns + inner
            let product = try Tensor.binary(.multiply, left.spread(over: labels), right.spread(over: labels))
            return try Labelled(product, labels).summed(keeping: Set(batch + rows + columns))
        }
        let a = try left.arranged([batch, rows, inner])
        let b = try right.arranged([batch, inner, columns])
        let product = try a.matmul(b)
        let sizes = left.sizes(batch) + left.sizes(rows) + right.sizes(columns)
        return Labelled(try product.reshaped(sizes), batch + rows + columns)
    }

    /// A look with one axis a label, of size 1 where this tensor has none.
    private func spread(over wanted: [Int]) -> Tensor {
        let places = wanted.map { labels.firstIndex(of: $0) }
        return Tensor(
            storage: tensor.storage, dtype: tensor.dtype, shape: places.map { $0.map { tensor.shape[$0] } ?? 1 },
            strides: places.map { $0.map { tensor.strides[$0] } ?? 0 }, offset: tensor.offset)
    }

    private func sizes(_ wanted: [Int]) -> [Int] {
        wanted.compactMap { label in labels.firstIndex(of: label).map { tensor.shape[$0] } }
    }

    /// The axes grouped and each group joined to one.
    private func arranged(_ groups: [[Int]]) throws -> Tensor {
        let order = groups.joined().compactMap { labels.firstIndex(of: $0) }
        return try tensor.permuted(order).reshaped(groups.map { sizes($0).reduce(1, *) })
    }
}
