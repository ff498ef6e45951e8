import COpenBLAS

/// LAPACK's drivers on doubles. Matrices are column-major, as Fortran has them.
///
/// A driver cannot be stopped: long ones run aside and hold what they work on, so that an interrupt can leave them.
enum Lapack {
    /// What a driver's `info` says: 0 is success, above 0 the numbers were at fault.
    struct Failure: Error {
        var info: Int32
    }

    private static func check(_ info: Int32) throws { if info != 0 { throw Failure(info: info) } }

    /// - Parameter work: roughly how many operations it takes.
    private static func aside<Value>(_ work: Double, _ body: @escaping () throws -> Value) throws -> Value {
        try OpenBLAS.load()
        return try Aside.run(work: work) { Result(catching: body) }.get()
    }

    private static func cube(_ n: Int) -> Double { Double(n) * Double(n) * Double(n) }

    /// A = U·diag(s)·Vᵀ. `a` (m×n) is destroyed. Thin: u is m×k and vt is k×n, k the lesser; full: m×m and n×n.
    static func svd(_ a: Doubles, m: Int, n: Int, full: Bool, s: Doubles, u: Doubles, vt: Doubles) throws {
        try aside(8 * Double(m) * Double(n) * Double(full ? max(m, n) : min(m, n))) {
            var (rows, columns, info) = (Int32(m), Int32(n), Int32(0))
            var ldvt = Int32(full ? n : min(m, n))
            var job = CChar(UInt8(ascii: full ? "A" : "S"))
            var pivots = [Int32](repeating: 0, count: 8 * min(m, n))
            var size = Int32(-1)
            var best = 0.0
            var lda = rows
            dgesdd_(
                &job, &rows, &columns, a.start, &lda, s.start, u.start, &rows, vt.start, &ldvt, &best, &size, &pivots,
                &info,
                1)
            try check(info)
            size = Int32(best)
            let work = try Doubles(Int(size))
            dgesdd_(
                &job, &rows, &columns, a.start, &lda, s.start, u.start, &rows, vt.start, &ldvt, work.start, &size,
                &pivots,
                &info, 1)
            try check(info)
        }
    }

    /// Eigenvalues (rising) and vectors (columns, in `a`) of the symmetric matrix whose upper triangle is in `a`.
    static func eigh(_ a: Doubles, n: Int, values: Doubles) throws {
        try aside(8 * cube(n)) {
            var (order, info) = (Int32(n), Int32(0))
            var job = CChar(UInt8(ascii: "V"))
            var triangle = CChar(UInt8(ascii: "U"))
            var (size, integers) = (Int32(-1), Int32(-1))
            var best = 0.0
            var bestIntegers = Int32(0)
            var lda = order
            dsyevd_(
                &job, &triangle, &order, a.start, &lda, values.start, &best, &size, &bestIntegers, &integers, &info, 1,
                1)
            try check(info)
            (size, integers) = (Int32(best), bestIntegers)
            let work = try Doubles(Int(size))
            var spare = [Int32](repeating: 0, count: Int(integers))
            dsyevd_(
                &job, &triangle, &order, a.start, &lda, values.start, work.start, &size, &spare, &integers, &info, 1, 1)
            try check(info)
        }
    }

    /// Solves A·X = B in place of `b` (n×k). `a` becomes its LU factors.
    static func solve(_ a: Doubles, n: Int, _ b: Doubles, k: Int) throws {
        try aside(cube(n) + 2 * Double(n) * Double(n) * Double(k)) {
            var (order, sides, info) = (Int32(n), Int32(k), Int32(0))
            var (lda, ldb) = (order, order)
            var pivots = [Int32](repeating: 0, count: n)
            dgesv_(&order, &sides, a.start, &lda, &pivots, b.start, &ldb, &info)
            try check(info)
        }
    }

    /// The determinant; `a` becomes its LU factors.
    static func determinant(_ a: Doubles, n: Int) throws -> Double {
        try aside(cube(n)) {
            var (rows, columns, lda, info) = (Int32(n), Int32(n), Int32(n), Int32(0))
            var pivots = [Int32](repeating: 0, count: n)
            dgetrf_(&rows, &columns, a.start, &lda, &pivots, &info)
            // Above 0 means an exact zero on the diagonal: the product below is 0.
            if info < 0 { throw Failure(info: info) }
            var product = 1.0
            for index in 0..<n {
                product *= a.start[index + index * n]
                if pivots[index] != Int32(index + 1) { product = -product }
            }
            return product
        }
    }

    /// The upper factor U of A = Uᵀ·U in the upper triangle of `a`.
    static func cholesky(_ a: Doubles, n: Int) throws {
        try aside(cube(n) / 3) {
            var (order, lda, info) = (Int32(n), Int32(n), Int32(0))
            var triangle = CChar(UInt8(ascii: "U"))
            dpotrf_(&triangle, &order, a.start, &lda, &info, 1)
            try check(info)
        }
    }

    /// Q (m×k, k the lesser size) in `a`, R in the upper triangle of `r` (k×n).
    static func qr(_ a: Doubles, m: Int, n: Int, r: Doubles) throws {
        try aside(4 * Double(m) * Double(n) * Double(min(m, n))) {
            let k = min(m, n)
            var (rows, columns, lda, info) = (Int32(m), Int32(n), Int32(m), Int32(0))
            let scales = try Doubles(k)
            var size = Int32(-1)
            var best = 0.0
            dgeqrf_(&rows, &columns, a.start, &lda, scales.start, &best, &size, &info)
            try check(info)
            // dorgqr wants room for its n columns at least; the same workspace serves both.
            size = Int32(max(best, Double(64 * max(n, 1))))
            let work = try Doubles(Int(size))
            dgeqrf_(&rows, &columns, a.start, &lda, scales.start, work.start, &size, &info)
            try check(info)
            for column in 0..<n {
                for row in 0..<k { r.start[row + column * k] = row <= column ? a.start[row + column * m] : 0 }
            }
            var (kept, reflectors) = (Int32(k), Int32(k))
            dorgqr_(&rows, &kept, &reflectors, a.start, &lda, scales.start, work.start, &size, &info)
            try check(info)
        }
    }
}
