import COpenBLAS

/// Equations, inverses and determinants of the matrices in the last two axes; the axes before them are batches.
/// Computed in double precision by LAPACK and rounded to float32.
extension Tensor {
    /// X with A·X = B. A vector B (one axis) gives a vector; otherwise B is a stack of matrices, and batches
    /// broadcast, as `numpy.linalg.solve`. (LAPACK dgesv.)
    /// - Throws: `linear.singular`; `linear.rank .not-square .not-finite`; `tensor.shape-mismatch`; `limit.memory`.
    public func solve(_ other: Tensor) throws -> Tensor {
        guard rank >= 2, other.rank >= 1 else { throw Problem("linear.rank", "solve needs a matrix and a right side") }
        let right = other.rank == 1 ? try other.expanded(at: 1) : other
        let frame = try Frame.joining([front(dropping: 2), right.front(dropping: 2)], for: "solve")
        let a = try Matrices(stretched(to: frame), for: "solve", square: true)
        let b = try Matrices(right.stretched(to: frame), for: "solve")
        guard a.rows == b.rows else {
            throw Problem.shapeMismatch(
                "solve", self, other, why: "\(a.rows) equations meet \(b.rows) rows of the right side",
                help: "the right side has one row an equation")
        }
        let (n, k) = (a.rows, b.columns)
        let result = try Floats(frame.shape + [n, k])
        let (factors, sides) = (try Doubles(n * n), try Doubles(n * k))
        try b.forEach { index, values in
            try a.tensor.withElements(Float.self) { elements in
                let matrix = UnsafeBufferPointer(rebasing: elements[index * n * n..<(index + 1) * n * n])
                try factors.loadByColumns(matrix, rows: n, columns: n)
            }
            try sides.loadByColumns(values, rows: n, columns: k)
            do {
                try Lapack.solve(factors, n: n, sides, k: k)
            } catch is Lapack.Failure {
                throw Problem.singular(index)
            }
            try inRows(n, of: k) { row in
                for column in 0..<k {
                    result.start[(index * n + row) * k + column] = Float(sides.start[row + column * n])
                }
            }
        }
        let solution = result.tensor(frame.axes + [Axis(a.columnAxis.name), b.columnAxis])
        return other.rank == 1 ? try solution.squeezed(axis: -1) : solution
    }

    /// The matrices' inverses; their row and column axes change places. - Throws: as `solve`.
    public func inverse() throws -> Tensor {
        let source = try Matrices(self, for: "inverse", square: true)
        let unit = try Tensor.eye(source.rows)
        var plain = self
        plain.axes = source.batchAxes + [.unnamed, .unnamed]
        var result = try plain.solve(unit)
        result.axes = source.batchAxes + [source.columnAxis, source.rowAxis]
        return result
    }

    /// The determinants; 1 for a 0 by 0 matrix. (LAPACK dgetrf.) - Throws: `linear.rank .not-square .not-finite`.
    public func determinant() throws -> Tensor {
        let source = try Matrices(self, for: "determinant", square: true)
        let n = source.rows
        let result = try Floats(source.batch)
        if n == 0 { result.start.update(repeating: 1, count: source.count) }
        let a = try Doubles(n * n)
        try source.forEach { index, elements in
            try a.load(elements)
            result.start[index] = Float(try Lapack.determinant(a, n: n))
        }
        return result.tensor(source.batchAxes)
    }

    /// The pseudo-inverses of Moore and Penrose, by singular values; those up to `tolerance` times the largest count
    /// as 0 (unless given: the greater size times float32's 1.2e-7, as torch).
    /// - Throws: as `svd`.
    public func pinv(tolerance: Double? = nil) throws -> Tensor {
        let source = try Matrices(self, for: "pinv")
        let (m, n) = (source.rows, source.columns)
        let result = try Floats(source.batch + [n, m])
        let inverse = try Doubles(n * m)
        try source.forEach { index, elements in
            try Tensor.pseudoInverse(elements, m, n, tolerance, index, into: inverse)
            try result.store(inverse.start, count: n * m, at: index * n * m)
        }
        return result.tensor(source.batchAxes + [source.columnAxis, source.rowAxis])
    }

    /// The X of least length among those that make A·X − B least, by singular values; for one matrix A and a vector
    /// or matrix B. - Throws: `linear.rank`, `tensor.shape-mismatch`; as `svd`.
    public func lstsq(_ other: Tensor, tolerance: Double? = nil) throws -> Tensor {
        let a = try Matrices(self, for: "lstsq")
        guard rank == 2, other.rank == 1 || other.rank == 2 else {
            throw Problem("linear.rank", "lstsq needs one matrix and a right side of one or two axes")
        }
        let b = try Matrices(other.rank == 1 ? other.expanded(at: 1) : other, for: "lstsq")
        guard a.rows == b.rows else {
            throw Problem.shapeMismatch(
                "lstsq", self, other, why: "\(a.rows) equations meet \(b.rows) rows of the right side",
                help: "the right side has one row an equation")
        }
        let (m, n, k) = (a.rows, a.columns, b.columns)
        let result = try Floats([n, k])
        let (inverse, sides, product) = (try Doubles(n * m), try Doubles(m * k), try Doubles(n * k))
        try a.forEach { index, elements in
            try Tensor.pseudoInverse(elements, m, n, tolerance, index, into: inverse)
            try b.forEach { _, values in
                try sides.load(values)
                try Aside.run(work: 2 * Double(n) * Double(k) * Double(m)) {
                    cblas_dgemm(
                        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(k), Int32(m), 1, inverse.start,
                        Int32(m), sides.start, Int32(k), 0, product.start, Int32(k))
                }
                try result.store(product.start, count: n * k, at: 0)
            }
        }
        let solution = result.tensor([Axis(a.columnAxis.name), b.columnAxis])
        return other.rank == 1 ? try solution.squeezed(axis: -1) : solution
    }

    /// V·diag(1/s)·Uᵀ, row-major (n by m).
    private static func pseudoInverse(
        _ elements: UnsafeBufferPointer<Float>, _ m: Int, _ n: Int, _ tolerance: Double?, _ index: Int,
        into target: Doubles
    ) throws {
        let k = Swift.min(m, n)
        let (a, values) = (try Doubles(m * n), try Doubles(k))
        let (vt, u) = (try Doubles(n * k), try Doubles(k * m))
        try a.load(elements)
        try Problem.translating("pinv", index) { try Lapack.svd(a, m: n, n: m, full: false, s: values, u: vt, vt: u) }
        let cut = values.start[0] * (tolerance ?? Double(Swift.max(m, n)) * Double(Float.ulpOfOne))
        try inRows(k, of: n) { row in
            let value = values.start[row]
            for column in 0..<n { vt.start[row * n + column] *= value > cut ? 1 / value : 0 }
        }
        try Aside.run(work: 2 * Double(n) * Double(k) * Double(m)) {
            cblas_dgemm(
                CblasRowMajor, CblasTrans, CblasTrans, Int32(n), Int32(m), Int32(k), 1, vt.start, Int32(n), u.start,
                Int32(k), 0, target.start, Int32(m))
        }
    }

    /// The axes before the last `count`.
    private func front(dropping count: Int) -> Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: Array(shape.dropLast(count)),
            strides: Array(strides.dropLast(count)),
            offset: offset, axes: Array(axes.dropLast(count)))
    }

    /// With the batches of `frame` in front of the last two axes.
    private func stretched(to frame: Frame) throws -> Tensor {
        let batches = try frame.fitting(front(dropping: 2), for: "solve")
        return Tensor(
            storage: storage, dtype: dtype, shape: frame.shape + shape.suffix(2),
            strides: batches.strides + strides.suffix(2), offset: offset, axes: frame.axes + axes.suffix(2))
    }
}

extension Problem {
    static func singular(_ index: Int) -> Problem {
        Problem(
            "linear.singular", "the matrix\(batchPlace(index)) is singular: its rows are not independent",
            help: "use pinv or lstsq, or add a small multiple of eye(n)")
    }
}
