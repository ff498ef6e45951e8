import COpenBLAS

/// A look at a float32 matrix in memory: `rows` by `columns`, any strides.
struct MatrixView {
    var start: UnsafePointer<Float>
    var rows: Int
    var columns: Int
    var rowStride: Int
    var columnStride: Int

    /// How BLAS can read it without a copy: the leading dimension, and whether it lies transposed.
    var layout: (transposed: Bool, leading: Int)? {
        if columnStride == 1 || columns <= 1 {
            if rows <= 1 { return (false, max(columns, 1)) }
            if rowStride >= max(columns, 1), columnStride == 1 || columns == 1 { return (false, rowStride) }
        }
        if rowStride == 1 || rows <= 1 {
            if columns <= 1 { return (true, max(rows, 1)) }
            if columnStride >= max(rows, 1) { return (true, columnStride) }
        }
        return nil
    }
}

/// The library is loaded when it is first needed.
enum OpenBLAS {
    /// To be called before any function of it. - Throws: `library.missing`.
    static func load() throws {
        if let problem = limn_openblas_load() { throw Problem("library.missing", String(cString: problem)) }
    }
}

enum Gemm {
    /// `target` (row-major, `leading` floats a row) becomes a·b, plus its own values where `adding`.
    /// - Throws: `tensor.too-large` where a size does not fit BLAS's 32 bits; `limit.memory`; `library.missing`;
    ///   `Interrupted`.
    static func multiply(
        _ a: MatrixView, _ b: MatrixView, into target: UnsafeMutablePointer<Float>, leading: Int, adding: Bool = false
    ) throws {
        let (rows, inner, columns) = (a.rows, a.columns, b.columns)
        if rows == 0 || columns == 0 { return }
        guard inner > 0 else {
            if !adding { for row in 0..<rows { (target + row * leading).update(repeating: 0, count: columns) } }
            return
        }
        let work = 2 * Double(rows) * Double(inner) * Double(columns)
        if work > Chunk.operations {
            if try multiplyInParts(a, b, into: target, leading: leading, adding: adding, work: work) { return }
        }
        // BLAS reads neither negative nor double strides: such operands are gathered first.
        guard let left = a.layout else {
            return try gathering(a) { try multiply($0, b, into: target, leading: leading, adding: adding) }
        }
        guard let right = b.layout else {
            return try gathering(b) { try multiply(a, $0, into: target, leading: leading, adding: adding) }
        }
        guard max(rows, inner, columns, left.leading, right.leading, leading) <= Int(Int32.max) else {
            throw Problem(
                "tensor.too-large", "a matrix product of \(rows)×\(inner) and \(inner)×\(columns) is too large")
        }
        try OpenBLAS.load()
        cblas_sgemm(
            CblasRowMajor, left.transposed ? CblasTrans : CblasNoTrans, right.transposed ? CblasTrans : CblasNoTrans,
            Int32(rows), Int32(columns), Int32(inner), 1, a.start, Int32(left.leading), b.start, Int32(right.leading),
            adding ? 1 : 0, target, Int32(leading))
    }

    /// Cuts a product that would take long into several, with a check before each. The cuts depend on the sizes only, so
    /// the bits do.
    /// - Returns: false where there is nothing to cut.
    private static func multiplyInParts(
        _ a: MatrixView, _ b: MatrixView, into target: UnsafeMutablePointer<Float>, leading: Int, adding: Bool,
        work: Double
    ) throws -> Bool {
        let parts = work / Chunk.operations
        func size(_ count: Int, atLeast least: Int) -> Int { max(Int(Double(count) / parts), least) / least * least }
        if a.rows > 512 {
            try inChunks(a.rows, of: size(a.rows, atLeast: 256)) { part in
                var piece = a
                piece.start += part.lowerBound * a.rowStride
                piece.rows = part.count
                try multiply(piece, b, into: target + part.lowerBound * leading, leading: leading, adding: adding)
            }
            return true
        }
        if b.columns > 512 {
            try inChunks(b.columns, of: size(b.columns, atLeast: 256)) { part in
                var piece = b
                piece.start += part.lowerBound * b.columnStride
                piece.columns = part.count
                try multiply(a, piece, into: target + part.lowerBound, leading: leading, adding: adding)
            }
            return true
        }
        guard a.columns > 8192 else { return false }
        try inChunks(a.columns, of: size(a.columns, atLeast: 4096)) { part in
            var (left, right) = (a, b)
            left.start += part.lowerBound * a.columnStride
            left.columns = part.count
            right.start += part.lowerBound * b.rowStride
            right.rows = part.count
            try multiply(left, right, into: target, leading: leading, adding: adding || part.lowerBound > 0)
        }
        return true
    }

    private static func gathering(_ view: MatrixView, _ body: (MatrixView) throws -> Void) throws {
        let storage = try Storage(byteCount: view.rows * view.columns * 4)
        try withExtendedLifetime(storage) {
            let copy = storage.base.assumingMemoryBound(to: Float.self)
            for row in 0..<view.rows {
                try inChunks(view.columns) { part in
                    for column in part {
                        copy[row * view.columns + column] =
                            view.start[row * view.rowStride + column * view.columnStride]
                    }
                }
            }
            try body(
                MatrixView(
                    start: copy, rows: view.rows, columns: view.columns, rowStride: view.columns, columnStride: 1))
        }
    }
}
