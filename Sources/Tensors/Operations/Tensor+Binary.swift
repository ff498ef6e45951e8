import Glibc

/// Arithmetic, comparison and logic of two tensors.
extension Tensor {
    /// Which operand is a scalar of the language, and so does not promote the other's dtype.
    public enum ScalarSide: Sendable { case left, right }

    /// `a op b` element by element, broadcast (see `Frame`) and promoted (see `Promotion`).
    ///
    /// Comparisons and logic give bool. `/` gives floats. For bool, `+ - // % **` and `/` count true as 1, except
    /// that `+` of two bools is "or" and `*` is "and", as in NumPy. int64 wraps on overflow.
    /// - Throws: `tensor.shape-mismatch`; `tensor.division-by-zero` for int64 `//` and `%`;
    ///   `tensor.negative-power` for int64 `**`.
    public static func binary(
        _ operation: BinaryOperation, _ a: Tensor, _ b: Tensor, scalar: ScalarSide? = nil
    ) throws -> Tensor {
        let frame = try Frame.joining([a, b], for: operation.symbol)
        let meeting: DType =
            switch scalar {
            case .left: b.dtype.promoted(withScalar: a.dtype)
            case .right: a.dtype.promoted(withScalar: b.dtype)
            case nil: a.dtype.promoted(with: b.dtype)
            }
        if operation.isLogical {
            let run: BinaryRun<Bool, Bool> = truthRun(operation)
            return try combine(a.converted(to: .bool), b.converted(to: .bool), frame, run)
        }
        switch meeting {
        case .bool: return try combineBools(operation, a, b, frame)
        case .int64: return try combineIntegers(operation, a, b, frame)
        case .float32, .float16, .bfloat16:
            if operation.isComparison {
                // Rounded to the dtype in which they meet, so that a float16 tensor made from 0.1 equals 0.1.
                let (left, right) = (try a.converted(to: meeting), try b.converted(to: meeting))
                let run: BinaryRun<Float, Bool> = comparisonRun(operation)
                return try combine(left.converted(to: .float32), right.converted(to: .float32), frame, run)
            }
            let (left, right) = (try a.converted(to: .float32), try b.converted(to: .float32))
            return try combine(left, right, frame, floatRun(operation)).converted(to: meeting)
        }
    }

    /// `a op b` with a scalar of the language on the right. - Throws: as the form for two tensors.
    public static func binary(_ operation: BinaryOperation, _ a: Tensor, _ b: Scalar) throws -> Tensor {
        try binary(operation, a, Tensor(b), scalar: .right)
    }

    /// `a op b` with a scalar of the language on the left.
    public static func binary(_ operation: BinaryOperation, _ a: Scalar, _ b: Tensor) throws -> Tensor {
        try binary(operation, Tensor(a), b, scalar: .left)
    }

    private static func combineBools(_ operation: BinaryOperation, _ a: Tensor, _ b: Tensor, _ frame: Frame) throws
        -> Tensor
    {
        switch operation {
        case .add, .maximum: return try combine(a, b, frame, binaryRun { (x: Bool, y: Bool) in x || y })
        case .multiply, .minimum: return try combine(a, b, frame, binaryRun { (x: Bool, y: Bool) in x && y })
        case .equal: return try combine(a, b, frame, binaryRun { (x: Bool, y: Bool) in x == y })
        case .notEqual: return try combine(a, b, frame, binaryRun { (x: Bool, y: Bool) in x != y })
        default: return try combineIntegers(operation, a, b, frame)
        }
    }

    private static func combineIntegers(
        _ operation: BinaryOperation, _ a: Tensor, _ b: Tensor, _ frame: Frame
    ) throws -> Tensor {
        let (left, right) = (try a.converted(to: .int64), try b.converted(to: .int64))
        if operation.isComparison {
            return try combine(left, right, frame, comparisonRun(operation) as BinaryRun<Int64, Bool>)
        }
        let run: BinaryRun<Int64, Int64>
        switch operation {
        case .divide:
            return try combine(left, right, frame, binaryRun { (x: Int64, y: Int64) in Float(Double(x) / Double(y)) })
        case .add: run = binaryRun { $0 &+ $1 }
        case .subtract: run = binaryRun { $0 &- $1 }
        case .multiply: run = binaryRun { $0 &* $1 }
        case .minimum: run = binaryRun { $0 < $1 ? $0 : $1 }
        case .maximum: run = binaryRun { $0 > $1 ? $0 : $1 }
        case .floorDivide, .remainder:
            if try right.containsInteger(where: { $0 == 0 }) {
                throw Problem(
                    "tensor.division-by-zero", "\(operation.symbol): a divisor is 0, and an int64 has no infinity",
                    help: "make an operand float, or replace the zeros with where(...)")
            }
            run = operation == .remainder ? binaryRun { floorRemainder($0, $1) } : binaryRun { floorQuotient($0, $1) }
        case .power:
            if try right.containsInteger(where: { $0 < 0 }) {
                throw Problem(
                    "tensor.negative-power", "**: an int64 cannot be raised to a negative power",
                    help: "make the base float: 2.0 ** x")
            }
            run = binaryRun { wrappingPower($0, $1) }
        default: throw Problem.wrongDType(operation.symbol, .int64, expected: "another dtype")
        }
        return try combine(left, right, frame, run)
    }

    private func containsInteger(where matches: (Int64) -> Bool) throws -> Bool {
        try withElements(Int64.self) { $0.contains(where: matches) }
    }

    private static func floatRun(_ operation: BinaryOperation) -> BinaryRun<Float, Float> {
        switch operation {
        case .add: binaryRun { $0 + $1 }
        case .subtract: binaryRun { $0 - $1 }
        case .multiply: binaryRun { $0 * $1 }
        case .divide: binaryRun { $0 / $1 }
        case .floorDivide: binaryRun { floorQuotient($0, $1) }
        case .remainder: binaryRun { floorRemainder($0, $1) }
        case .power: binaryRun { $1 == 2 ? $0 * $0 : powf($0, $1) }
        // A NaN on either side wins, as in NumPy.
        case .minimum: binaryRun { $0 < $1 || $0.isNaN ? $0 : $1 }
        case .maximum: binaryRun { $0 > $1 || $0.isNaN ? $0 : $1 }
        default: binaryRun { x, _ in x }
        }
    }

    @inline(__always)
    private static func comparisonRun<T: Comparable>(_ operation: BinaryOperation) -> BinaryRun<T, Bool> {
        switch operation {
        case .equal: binaryRun { $0 == $1 }
        case .notEqual: binaryRun { $0 != $1 }
        case .less: binaryRun { $0 < $1 }
        case .lessEqual: binaryRun { $0 <= $1 }
        case .greater: binaryRun { $0 > $1 }
        default: binaryRun { $0 >= $1 }
        }
    }

    private static func truthRun(_ operation: BinaryOperation) -> BinaryRun<Bool, Bool> {
        switch operation {
        case .and: binaryRun { $0 && $1 }
        case .or: binaryRun { $0 || $1 }
        default: binaryRun { $0 != $1 }
        }
    }

    /// Runs over both operands as `frame` lays them out.
    static func combine<A: Element, R: Element>(
        _ a: Tensor, _ b: Tensor, _ frame: Frame, _ run: BinaryRun<A, R>
    ) throws -> Tensor {
        let (left, right) = (try frame.fitting(a, for: "broadcast"), try frame.fitting(b, for: "broadcast"))
        let walk = Walk(shape: frame.shape, strides: [rowMajor(frame.shape), left.strides, right.strides])
        return try Tensor(R.self, shape: frame.shape, axes: frame.axes) { target in
            guard let out = target.baseAddress else { return }
            let first = UnsafePointer(left.storage.base.assumingMemoryBound(to: A.self))
            let second = UnsafePointer(right.storage.base.assumingMemoryBound(to: A.self))
            try withExtendedLifetime((left, right)) {
                try walk.forEachRun(from: [0, left.offset, right.offset, 0]) { at, count in
                    run(out + at[0], first + at[1], walk.step[1], second + at[2], walk.step[2], count)
                }
            }
        }
    }
}
