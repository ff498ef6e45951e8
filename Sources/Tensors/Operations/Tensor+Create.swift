import Glibc

/// A number of the language, before it has become a tensor.
public enum Scalar: Sendable, Equatable {
    case bool(Bool), int(Int64), float(Double)

    /// bool, int64 or float32.
    public var dtype: DType {
        switch self {
        case .bool: .bool
        case .int: .int64
        case .float: .float32
        }
    }

    var double: Double {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .float(let value): value
        }
    }
}

/// New tensors.
extension Tensor {
    /// All zero (false for bool). - Throws: `tensor.bad-shape`, `limit.memory`.
    public static func zeros(_ shape: [Int], dtype: DType = .float32, axes: [Axis]? = nil) throws -> Tensor {
        let storage = try Storage(zeroed: elementCount(of: shape) * dtype.size)
        return Tensor(storage: storage, dtype: dtype, shape: shape, strides: rowMajor(shape), axes: axes)
    }

    /// All one (true for bool).
    public static func ones(_ shape: [Int], dtype: DType = .float32, axes: [Axis]? = nil) throws -> Tensor {
        try full(shape, scalar: .int(1), dtype: dtype, axes: axes)
    }

    /// Every element the same number.
    public static func full(
        _ shape: [Int], _ value: Double, dtype: DType = .float32, axes: [Axis]? = nil
    ) throws -> Tensor {
        try full(shape, scalar: .float(value), dtype: dtype, axes: axes)
    }

    /// Every element the same scalar, in its own dtype (bool, int64, float32) unless another is asked for.
    public static func full(
        _ shape: [Int], scalar: Scalar, dtype: DType? = nil, axes: [Axis]? = nil
    ) throws -> Tensor {
        let one = try Tensor(scalar).converted(to: dtype ?? scalar.dtype)
        var filled = try one.broadcast(to: shape).copied()
        if let axes { filled.axes = axes }
        return filled
    }

    /// A tensor of rank 0: bool, int64 or float32.
    public init(_ scalar: Scalar) throws {
        switch scalar {
        case .bool(let value): try self.init([value], shape: [])
        case .int(let value): try self.init([value], shape: [])
        case .float(let value): try self.init([Float(value)], shape: [])
        }
    }

    /// `start, start + step, …` before `stop`, as int64. - Throws: `tensor.bad-argument` for a step of 0.
    public static func arange(_ start: Int, _ stop: Int, _ step: Int = 1) throws -> Tensor {
        guard step != 0 else { throw Problem("tensor.bad-argument", "a range needs a step other than 0") }
        let count = rangeCount(start, stop, step)
        return try Tensor(Int64.self, shape: [count]) { target in
            try inChunks(count) { for index in $0 { target[index] = Int64(start &+ index &* step) } }
        }
    }

    /// How many of `start, start + step, …` lie before `stop`, without overflow; past `Int.max` it is `Int.max`.
    static func rangeCount(_ start: Int, _ stop: Int, _ step: Int) -> Int {
        if step > 0 ? start >= stop : start <= stop { return 0 }
        let span = step > 0 ? UInt(bitPattern: stop &- start) : UInt(bitPattern: start &- stop)
        return Int(clamping: (span - 1) / step.magnitude + 1)
    }

    /// `start, start + step, …` before `stop`, as float32; computed in Double.
    /// - Throws: `tensor.bad-argument` for a step of 0 or bounds that are not finite.
    public static func arange(_ start: Double, _ stop: Double, _ step: Double = 1) throws -> Tensor {
        let count = ((stop - start) / step).rounded(.up)
        guard step != 0, start.isFinite, step.isFinite, count.isFinite else {
            throw Problem("tensor.bad-argument", "a range from \(start) to \(stop) in steps of \(step) has no end")
        }
        guard count < 0x1p59 else { throw Problem.outOfMemory(Int.max) }
        return try Tensor(Float.self, shape: [Int(Swift.max(count, 0))]) { target in
            try inChunks(target.count) { for index in $0 { target[index] = Float(start + Double(index) * step) } }
        }
    }

    /// `count` numbers from `start` to `stop`, both included, evenly spaced; computed in Double.
    public static func linspace(_ start: Double, _ stop: Double, _ count: Int) throws -> Tensor {
        let step = count > 1 ? (stop - start) / Double(count - 1) : 0
        return try Tensor(Float.self, shape: [count]) { target in
            try inChunks(target.count) { for index in $0 { target[index] = Float(start + Double(index) * step) } }
            if count > 1 { target[count - 1] = Float(stop) }
        }
    }

    /// Ones on the diagonal, zeros elsewhere: `rows` by `columns` (square unless given).
    public static func eye(_ rows: Int, _ columns: Int? = nil, dtype: DType = .float32) throws -> Tensor {
        let columns = columns ?? rows
        let square = try Tensor(Float.self, shape: [rows, columns]) { target in
            try target.fill(0)
            for index in 0..<Swift.min(rows, columns) { target[index * columns + index] = 1 }
        }
        return try square.converted(to: dtype)
    }
}
