/// Factorisations of the matrices in the last two axes; the axes before them are batches. Computed in double
/// precision by LAPACK and rounded to float32. The axis between two factors has no name.
extension Tensor {
    /// Singular values: A = u · diag(s) · vt, s falling. With `full`, u and vt are square; else u is (m, k) and vt
    /// (k, n), k the lesser size. Signs are LAPACK's choice. (LAPACK dgesdd.)
    /// - Throws: `linear.rank`, `linear.not-finite`, `linear.no-convergence`, `limit.memory`, `Interrupted`.
    public func svd(full: Bool = false) throws -> (u: Tensor, s: Tensor, vt: Tensor) {
        let source = try Matrices(self, for: "svd")
        let (m, n) = (source.rows, source.columns)
        let k = Swift.min(m, n)
        let (uColumns, vRows) = full ? (m, n) : (k, k)
        let u = try Floats(source.batch + [m, uColumns])
        let s = try Floats(source.batch + [k])
        let vt = try Floats(source.batch + [vRows, n])
        if k == 0, full {
            u.fillIdentity()
            vt.fillIdentity()
        }
        let (a, values) = (try Doubles(m * n), try Doubles(k))
        let (left, right) = (try Doubles(n * vRows), try Doubles(uColumns * m))
        try source.forEach { index, elements in
            // A row-major is Aᵀ for LAPACK, and Aᵀ = V·S·Uᵀ: the factors come out row-major in each other's place.
            try a.load(elements)
            try Problem.translating("svd", index) {
                try Lapack.svd(a, m: n, n: m, full: full, s: values, u: left, vt: right)
            }
            try u.store(right.start, count: m * uColumns, at: index * m * uColumns)
            try s.store(values.start, count: k, at: index * k)
            try vt.store(left.start, count: vRows * n, at: index * vRows * n)
        }
        return (
            u.tensor(source.batchAxes + [source.rowAxis, .unnamed]), s.tensor(source.batchAxes + [.unnamed]),
            vt.tensor(source.batchAxes + [.unnamed, source.columnAxis])
        )
    }

    /// Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices. (LAPACK dsyevd.)
    /// - Throws: `linear.not-symmetric` where two mirrored elements differ by more than 1e-3 of the largest; as `svd`.
    public func eigh() throws -> (values: Tensor, vectors: Tensor) {
        let source = try Matrices(self, for: "eigh", square: true)
        let n = source.rows
        let values = try Floats(source.batch + [n])
        let vectors = try Floats(source.batch + [n, n])
        let (a, w) = (try Doubles(n * n), try Doubles(n))
        try source.forEach { index, elements in
            var largest: Float = 0
            try inChunks(elements.count) { largest = elements[$0].reduce(largest) { Swift.max($0, Swift.abs($1)) } }
            let scale = largest
            try inRows(n, of: n) { row in
                for column in 0...row {
                    let (one, two) = (elements[row * n + column], elements[column * n + row])
                    guard Swift.abs(one - two) <= 1e-3 * scale else {
                        throw Problem.notSymmetric(row, column, one, two)
                    }
                    a.start[column + row * n] = (Double(one) + Double(two)) / 2
                }
            }
            try Problem.translating("eigh", index) { try Lapack.eigh(a, n: n, values: w) }
            try values.store(w.start, count: n, at: index * n)
            try inRows(n, of: n) { row in
                for column in 0..<n { vectors.start[(index * n + row) * n + column] = Float(a.start[row + column * n]) }
            }
        }
        return (
            values.tensor(source.batchAxes + [.unnamed]), vectors.tensor(source.batchAxes + [source.rowAxis, .unnamed])
        )
    }

    /// The lower triangular L with A = L·Lᵀ; only the lower triangle of A is read. (LAPACK dpotrf.)
    /// - Throws: `linear.not-positive-definite`; as `svd`.
    public func cholesky() throws -> Tensor {
        let source = try Matrices(self, for: "cholesky", square: true)
        let n = source.rows
        let lower = try Floats(source.batch + [n, n])
        let a = try Doubles(n * n)
        try source.forEach { index, elements in
            try a.load(elements)
            do {
                try Lapack.cholesky(a, n: n)
            } catch let failure as Lapack.Failure {
                throw Problem(
                    "linear.not-positive-definite",
                    "cholesky: the matrix\(Problem.batchPlace(index)) is not positive definite (at row \(failure.info - 1))",
                    help: "add a small multiple of eye(\(n))")
            }
            for row in 0..<n { try lower.store(a.start + row * n, count: row + 1, at: (index * n + row) * n) }
        }
        return lower.tensor(source.batchAxes + [source.rowAxis, .unnamed])
    }

    /// A = q·r with orthonormal columns in q (m, k) and r (k, n) upper triangular, k the lesser size.
    /// (LAPACK dgeqrf, dorgqr.) - Throws: as `svd`.
    public func qr() throws -> (q: Tensor, r: Tensor) {
        let source = try Matrices(self, for: "qr")
        let (m, n) = (source.rows, source.columns)
        let k = Swift.min(m, n)
        let (q, r) = (try Floats(source.batch + [m, k]), try Floats(source.batch + [k, n]))
        let (a, upper) = (try Doubles(m * n), try Doubles(k * n))
        try source.forEach { index, elements in
            try a.loadByColumns(elements, rows: m, columns: n)
            try Problem.translating("qr", index) { try Lapack.qr(a, m: m, n: n, r: upper) }
            try inRows(m, of: k) { row in
                for column in 0..<k { q.start[(index * m + row) * k + column] = Float(a.start[row + column * m]) }
            }
            try inRows(k, of: n) { row in
                for column in 0..<n { r.start[(index * k + row) * n + column] = Float(upper.start[row + column * k]) }
            }
        }
        return (
            q.tensor(source.batchAxes + [source.rowAxis, .unnamed]),
            r.tensor(source.batchAxes + [.unnamed, source.columnAxis])
        )
    }
}

extension Problem {
    /// Which matrix of a stack, where it is not the first.
    static func batchPlace(_ index: Int) -> String { index == 0 ? "" : " number \(index)" }

    static func notSymmetric(_ row: Int, _ column: Int, _ one: Float, _ two: Float) -> Problem {
        Problem(
            "linear.not-symmetric",
            "eigh needs a symmetric matrix; element [\(row), \(column)] is \(one) and [\(column), \(row)] is \(two)",
            help: "for a covariance use x.T @ x; for any matrix there is svd")
    }

    /// LAPACK's failures in words.
    static func translating(_ action: String, _ index: Int, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch is Lapack.Failure {
            throw Problem(
                "linear.no-convergence", "\(action): the iteration for the matrix\(batchPlace(index)) did not converge",
                help: "scale the matrix so that its largest element is near 1")
        }
    }
}
