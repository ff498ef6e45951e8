/// The matrix product, as NumPy's `@`.
extension Tensor {
    /// Matrices in the last two axes are multiplied; the axes before them are batches and broadcast. A vector on the
    /// left is a row, on the right a column, and its axis is dropped from the result.
    ///
    /// The result keeps the names and labels of the outer axes (rows of this tensor, columns of `other`) and of the
    /// batches; the two inner axes meet by size, whatever they are called. A name that would come twice is dropped
    /// from the columns. Floats are multiplied and added in float32; int64 wraps; bool means "any of all pairs".
    /// - Throws: `tensor.shape-mismatch`; `tensor.rank` for a scalar; `limit.memory`; `Interrupted`.
    public func matmul(_ other: Tensor) throws -> Tensor {
        guard rank > 0, other.rank > 0 else {
            throw Problem(
                "tensor.rank", "a matrix product needs vectors or matrices; one side is a scalar", help: "use * instead"
            )
        }
        let left = rank == 1 ? try expanded(at: 0) : self
        let right = other.rank == 1 ? try other.expanded(at: 1) : other
        let inner = left.shape[left.rank - 1]
        guard inner == right.shape[right.rank - 2] else {
            throw Problem.shapeMismatch(
                "matrix product", self, other,
                why: "\(inner) columns meet \(right.shape[right.rank - 2]) rows",
                help: "the last axis of the first must be as long as the last but one of the second")
        }
        let type = left.dtype.promoted(with: right.dtype)
        let computing: DType = type == .bool ? .int64 : type.computing
        var product = try Tensor.batchedProduct(left.converted(to: computing), right.converted(to: computing))
            .converted(to: type)
        if other.rank == 1 { product = try product.squeezed(axis: -1) }
        if rank == 1 { product = try product.squeezed(axis: other.rank == 1 ? -1 : -2) }
        return product
    }

    /// Both float32 or both int64, rank at least 2, inner sizes equal.
    private static func batchedProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        let (batchA, batchB) = (a.batchView, b.batchView)
        let frame = try Frame.joining([batchA, batchB], for: "matrix product")
        let looks = try (frame.fitting(batchA, for: "matrix product"), frame.fitting(batchB, for: "matrix product"))
        let (rows, inner, columns) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
        var axes = frame.axes
        for axis in [a.axes[a.rank - 2], b.axes[b.rank - 1]] {
            let isTaken = axis.name != nil && axes.contains { $0.name == axis.name }
            axes.append(isTaken ? Axis(nil, labels: axis.labels) : axis)
        }
        let shape = frame.shape + [rows, columns]
        // One matrix for all batches, which lie end to end: one product of many rows instead of many of few.
        if a.dtype == .float32, b.rank == 2, a.rank > 2, a.isContiguous {
            return try Tensor(Float.self, shape: shape, axes: axes) { target in
                guard let start = target.baseAddress, !target.isEmpty else { return }
                let tall = MatrixView(
                    start: a.matrix(at: a.offset).start, rows: a.count / Swift.max(inner, 1), columns: inner,
                    rowStride: inner, columnStride: 1)
                guard inner > 0 else { return target.update(repeating: 0) }
                try withExtendedLifetime((a.storage, b.storage)) {
                    try Gemm.multiply(tall, b.matrix(at: b.offset), into: start, leading: columns)
                }
            }
        }
        let places = try looks.0.elementPositions(with: looks.1)
        guard a.dtype == .float32 else {
            return try Tensor(Int64.self, shape: shape, axes: axes) { target in
                try target.fill(0)
                try withExtendedLifetime((a.storage, b.storage)) {
                    for (index, place) in places.enumerated() {
                        try Interrupt.check()
                        try integerProduct(
                            a.storage.base.assumingMemoryBound(to: Int64.self) + place.0, a.strides.suffix(2),
                            b.storage.base.assumingMemoryBound(to: Int64.self) + place.1, b.strides.suffix(2),
                            into: UnsafeMutableBufferPointer(rebasing: target[(index * rows * columns)...]),
                            (rows, inner, columns))
                    }
                }
            }
        }
        return try Tensor(Float.self, shape: shape, axes: axes) { target in
            guard let start = target.baseAddress else { return }
            try withExtendedLifetime((a.storage, b.storage)) {
                for (index, place) in places.enumerated() {
                    try Interrupt.check()
                    try Gemm.multiply(
                        a.matrix(at: place.0), b.matrix(at: place.1), into: start + index * rows * columns,
                        leading: columns)
                }
            }
        }
    }

    /// The axes before the last two.
    private var batchView: Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: Array(shape.dropLast(2)), strides: Array(strides.dropLast(2)),
            offset: offset, axes: Array(axes.dropLast(2)))
    }

    /// Where each element of two looks of one shape lies, in row-major order.
    private func elementPositions(with other: Tensor) throws -> [(Int, Int)] {
        var places: [(Int, Int)] = []
        try MemoryBudget.allow(count, of: 16)
        places.reserveCapacity(count)
        let walk = Walk(shape: shape, strides: [strides, other.strides])
        try walk.forEachRun(from: [offset, other.offset, 0, 0]) { at, length in
            for step in 0..<length { places.append((at[0] + step * walk.step[0], at[1] + step * walk.step[1])) }
        }
        return places
    }

    /// The matrix in the last two axes of a float32 tensor that begins at this element of the storage.
    func matrix(at start: Int) -> MatrixView {
        MatrixView(
            start: UnsafePointer(storage.base.assumingMemoryBound(to: Float.self)) + start,
            rows: shape[rank - 2], columns: shape[rank - 1], rowStride: strides[rank - 2],
            columnStride: strides[rank - 1])
    }

    private static func integerProduct(
        _ a: UnsafePointer<Int64>, _ aStrides: ArraySlice<Int>, _ b: UnsafePointer<Int64>, _ bStrides: ArraySlice<Int>,
        into target: UnsafeMutableBufferPointer<Int64>, _ sizes: (rows: Int, inner: Int, columns: Int)
    ) throws {
        var sinceCheck = 0
        let (aRow, aColumn) = (aStrides[aStrides.startIndex], aStrides[aStrides.startIndex + 1])
        let (bRow, bColumn) = (bStrides[bStrides.startIndex], bStrides[bStrides.startIndex + 1])
        for row in 0..<sizes.rows {
            for step in 0..<sizes.inner {
                sinceCheck += sizes.columns + 1
                if sinceCheck > Chunk.elements {
                    try Interrupt.check()
                    sinceCheck = 0
                }
                let factor = a[row * aRow + step * aColumn]
                for column in 0..<sizes.columns {
                    target[row * sizes.columns + column] &+= factor &* b[step * bRow + column * bColumn]
                }
            }
        }
    }
}
