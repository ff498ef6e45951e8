import Tensors

/// The operators where a tensor takes part: names, broadcasting and promotion are the tensor library's.
///
/// A plain number takes the tensor's own dtype where it fits; a list becomes a tensor first. A result of rank 0 is a
/// plain number again.
enum TensorOperators {
    static func apply(_ op: NumberOperator, _ a: Value, _ b: Value) throws -> Value {
        let operation: BinaryOperation =
            switch op {
            case .add: .add
            case .subtract: .subtract
            case .multiply: .multiply
            case .divide: .divide
            case .floorDivide: .floorDivide
            case .remainder: .remainder
            case .power: .power
            }
        return try binary(operation, a, b, written: op.rawValue)
    }

    static func compare(_ op: Comparison.Operator, _ a: Value, _ b: Value) throws -> Value {
        let operation: BinaryOperation =
            switch op {
            case .equal: .equal
            case .notEqual: .notEqual
            case .less: .less
            case .lessOrEqual: .lessEqual
            case .greater: .greater
            case .greaterOrEqual: .greaterEqual
            }
        return try binary(operation, a, b, written: op.rawValue)
    }

    private static func binary(_ operation: BinaryOperation, _ a: Value, _ b: Value, written: String) throws -> Value {
        if case .tensor(let x) = a, case .tensor(let y) = b { return try .of(Tensor.binary(operation, x, y)) }
        if case .tensor(let x) = a, let y = b.scalar { return try .of(Tensor.binary(operation, x, y)) }
        if let x = a.scalar, case .tensor(let y) = b { return try .of(Tensor.binary(operation, x, y)) }
        return try .of(Tensor.binary(operation, try operand(a, written), try operand(b, written)))
    }

    private static func operand(_ value: Value, _ written: String) throws -> Tensor {
        switch value {
        case .tensor(let tensor): return tensor
        case .list(let items): return try Tensor(nested: items)
        default:
            throw Problem(
                "operator.type", "`\(written)` of a tensor takes numbers and tensors, found \(value.typeWithArticle)")
        }
    }

    static func negate(_ tensor: Tensor) throws -> Tensor { try tensor.unary(.negate) }

    static func matmul(_ a: Value, _ b: Value) throws -> Value {
        try .of(try operand(a, "@").matmul(try operand(b, "@")))
    }

    /// Elementwise `and`, `or`: anything but 0 is true.
    static func logical(_ a: Tensor, and isAnd: Bool, _ b: Value) throws -> Value {
        try binary(isAnd ? .and : .or, .tensor(a), b, written: isAnd ? "and" : "or")
    }

    static func not(_ tensor: Tensor) throws -> Value { try .of(tensor.unary(.not)) }

    /// Same shape, names and elements; a number is the same whatever its dtype.
    static func areEqual(_ a: Tensor, _ b: Tensor) -> Bool {
        guard a.shape == b.shape, a.names == b.names else { return false }
        if a.dtype == .int64, b.dtype == .int64 { return (try? a.integers() == b.integers()) ?? false }
        return (try? a.floats() == b.floats()) ?? false
    }
}

extension Value {
    /// A tensor as a value; a plain number where it has rank 0.
    public static func of(_ tensor: Tensor) throws -> Value {
        tensor.rank == 0 ? try tensor.plainValue() : .tensor(tensor)
    }

    /// A plain number as the tensor library takes it: it adopts the dtype of the tensor that it meets.
    public var scalar: Scalar? {
        switch self {
        case .int(let int): .int(Int64(int))
        case .float(let float): .float(float)
        case .bool(let bool): .bool(bool)
        case .quantity(let quantity) where quantity.unit == "%": .float(quantity.amount / 100)
        default: nil
        }
    }
}
