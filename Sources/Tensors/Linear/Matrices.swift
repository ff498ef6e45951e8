/// A stack of matrices on its way to LAPACK: the last two axes of a tensor as float32, all finite.
struct Matrices {
    let tensor: Tensor
    let rows: Int
    let columns: Int
    /// Sizes and axes in front of the matrices.
    let batch: [Int]
    let batchAxes: [Axis]
    var rowAxis: Axis { tensor.axes[tensor.rank - 2] }
    var columnAxis: Axis { tensor.axes[tensor.rank - 1] }
    var count: Int { batch.reduce(1, *) }

    /// - Throws: `linear.rank`, `linear.not-finite`, `linear.not-square`, `tensor.too-large`.
    init(_ source: Tensor, for action: String, square: Bool = false) throws {
        guard source.rank >= 2 else {
            throw Problem(
                "linear.rank", "\(action) needs a matrix; the tensor has the shape \(source.shapeDescription)",
                help: "give at least two axes")
        }
        tensor = try source.converted(to: .float32).contiguous()
        rows = source.shape[source.rank - 2]
        columns = source.shape[source.rank - 1]
        batch = Array(source.shape.dropLast(2))
        batchAxes = Array(source.axes.dropLast(2))
        if square, rows != columns {
            throw Problem(
                "linear.not-square", "\(action) needs square matrices; these are \(rows) by \(columns)",
                help: "for other shapes there are svd, pinv and lstsq")
        }
        // LAPACK counts in 32 bits, workspaces of twice the square included.
        guard rows <= 30_000, columns <= 30_000 else {
            throw Problem("tensor.too-large", "\(action) of \(rows) by \(columns): at most 30000 by 30000")
        }
        // With a NaN inside, LAPACK's iterations may not end well.
        try tensor.withElements(Float.self) { elements in
            try inChunks(elements.count) { part in
                guard let bad = elements[part].firstIndex(where: { !$0.isFinite }) else { return }
                let found = elements[bad].isNaN ? "nan" : "\(elements[bad])"
                throw Problem(
                    "linear.not-finite", "\(action) needs finite numbers; element \(bad) is \(found)",
                    help: "find them with is_nan(x) and is_finite(x)")
            }
        }
    }

    /// Calls `body` for each matrix with its number and its elements, row-major.
    func forEach(_ body: (Int, UnsafeBufferPointer<Float>) throws -> Void) throws {
        let size = rows * columns
        guard size > 0 else { return }
        try tensor.withElements(Float.self) { elements in
            for index in 0..<count {
                try Interrupt.check()
                try body(index, UnsafeBufferPointer(rebasing: elements[index * size..<(index + 1) * size]))
            }
        }
    }
}

/// Calls `body` for each row, with a check whenever a chunk of elements was passed.
func inRows(_ rows: Int, of columns: Int, _ body: (Int) throws -> Void) throws {
    try inChunks(rows, of: max(1, Chunk.elements / max(columns, 1))) { for row in $0 { try body(row) } }
}

/// Room for doubles, priced as tensors are.
final class Doubles {
    private let storage: Storage
    let count: Int
    var start: UnsafeMutablePointer<Double> { storage.base.assumingMemoryBound(to: Double.self) }

    init(_ count: Int) throws {
        storage = try Storage(byteCount: max(count, 1) * 8)
        self.count = count
    }

    /// Takes over a row-major matrix as it is: for LAPACK its transpose.
    func load(_ source: UnsafeBufferPointer<Float>) throws {
        try inChunks(min(count, source.count)) { for index in $0 { start[index] = Double(source[index]) } }
    }

    /// Takes over a row-major matrix as LAPACK sees it, by columns.
    func loadByColumns(_ source: UnsafeBufferPointer<Float>, rows: Int, columns: Int) throws {
        try inRows(rows, of: columns) { row in
            for column in 0..<columns { start[row + column * rows] = Double(source[row * columns + column]) }
        }
    }
}

/// A float32 tensor that is written matrix by matrix.
final class Floats {
    private let storage: Storage
    private let shape: [Int]
    var start: UnsafeMutablePointer<Float> { storage.base.assumingMemoryBound(to: Float.self) }

    /// Zeros.
    init(_ shape: [Int]) throws {
        self.shape = shape
        let count = try Tensor.elementCount(of: shape)
        storage = try Storage(byteCount: count * 4)
        try UnsafeMutableBufferPointer(start: start, count: count).fill(0)
    }

    /// Ones on the diagonals of the last two axes.
    func fillIdentity() {
        let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
        for matrix in 0..<shape.dropLast(2).reduce(1, *) {
            for index in 0..<min(rows, columns) { start[matrix * rows * columns + index * columns + index] = 1 }
        }
    }

    /// Copies doubles, rounded once, to position `offset`.
    func store(_ source: UnsafePointer<Double>, count: Int, at offset: Int) throws {
        try inChunks(count) { for index in $0 { start[offset + index] = Float(source[index]) } }
    }

    func tensor(_ axes: [Axis]) -> Tensor {
        var seen = Set<String>()
        let distinct = axes.map { axis in
            axis.name.map { seen.insert($0).inserted } ?? true ? axis : Axis(nil, labels: axis.labels)
        }
        return Tensor(
            storage: storage, dtype: .float32, shape: shape, strides: Tensor.rowMajor(shape), axes: distinct)
    }
}
