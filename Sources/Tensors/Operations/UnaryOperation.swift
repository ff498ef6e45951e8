import Glibc

/// An operation on one operand, element by element.
public enum UnaryOperation: String, Sendable, CaseIterable {
    case negate, abs, sign, square, reciprocal
    case exp, exp2, expm1, log, log2, log10, log1p, sqrt, rsqrt
    case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
    case floor, ceil, round, trunc
    case relu, sigmoid, silu, gelu, softplus, erf
    case isNaN, isInfinite, isFinite, not
}

/// One run of an operation: target, operand and its step, how many.
typealias UnaryRun<A, R> = (UnsafeMutablePointer<R>, UnsafePointer<A>, Int, Int) -> Void

@inline(__always)
func unaryRun<A, R>(_ body: @escaping (A) -> R) -> UnaryRun<A, R> {
    { target, source, step, count in
        if step == 1 {
            for i in 0..<count { target[i] = body(source[i]) }
        } else {
            for i in 0..<count { target[i] = body(source[i &* step]) }
        }
    }
}

extension UnaryOperation {
    /// What is computed in float32 and gives float32.
    var floatRun: UnaryRun<Float, Float> {
        switch self {
        case .negate: unaryRun { -$0 }
        case .abs: unaryRun { Swift.abs($0) }
        case .sign: unaryRun { $0.isNaN ? $0 : ($0 > 0 ? 1 : ($0 < 0 ? -1 : 0)) }
        case .square: unaryRun { $0 * $0 }
        case .reciprocal: unaryRun { 1 / $0 }
        case .exp: unaryRun { expf($0) }
        case .exp2: unaryRun { exp2f($0) }
        case .expm1: unaryRun { expm1f($0) }
        case .log: unaryRun { logf($0) }
        case .log2: unaryRun { log2f($0) }
        case .log10: unaryRun { log10f($0) }
        case .log1p: unaryRun { log1pf($0) }
        case .sqrt: unaryRun { $0.squareRoot() }
        case .rsqrt: unaryRun { 1 / $0.squareRoot() }
        case .sin: unaryRun { sinf($0) }
        case .cos: unaryRun { cosf($0) }
        case .tan: unaryRun { tanf($0) }
        case .asin: unaryRun { asinf($0) }
        case .acos: unaryRun { acosf($0) }
        case .atan: unaryRun { atanf($0) }
        case .sinh: unaryRun { sinhf($0) }
        case .cosh: unaryRun { coshf($0) }
        case .tanh: unaryRun { tanhf($0) }
        case .floor: unaryRun { $0.rounded(.down) }
        case .ceil: unaryRun { $0.rounded(.up) }
        case .round: unaryRun { $0.rounded(.toNearestOrEven) }
        case .trunc: unaryRun { $0.rounded(.towardZero) }
        case .relu: unaryRun { $0 < 0 ? 0 : $0 }
        case .sigmoid: unaryRun { 1 / (1 + expf(-$0)) }
        case .silu: unaryRun { $0 / (1 + expf(-$0)) }
        // The exact form, x Φ(x), torch's default; by erfc, which keeps its digits far below 0.
        case .gelu: unaryRun { Float(0.5 * Double($0) * Glibc.erfc(-Double($0) * 0.707_106_781_186_547_5)) }
        // log(1 + eˣ) without overflow.
        case .softplus: unaryRun { ($0 < 0 ? 0 : $0) + log1pf(expf(-Swift.abs($0))) }
        case .erf: unaryRun { erff($0) }
        case .isNaN, .isInfinite, .isFinite, .not: unaryRun { $0 }
        }
    }

    /// What int64 has without becoming float; nil for the rest.
    var integerRun: UnaryRun<Int64, Int64>? {
        switch self {
        case .negate: unaryRun { 0 &- $0 }
        case .abs: unaryRun { $0 < 0 ? 0 &- $0 : $0 }
        case .sign: unaryRun { $0.signum() }
        case .square: unaryRun { $0 &* $0 }
        case .floor, .ceil, .round, .trunc: unaryRun { $0 }
        case .relu: unaryRun { $0 < 0 ? 0 : $0 }
        default: nil
        }
    }

    /// What gives bool; nil for the rest.
    var testRun: UnaryRun<Float, Bool>? {
        switch self {
        case .isNaN: unaryRun { $0.isNaN }
        case .isInfinite: unaryRun { $0.isInfinite }
        case .isFinite: unaryRun { $0.isFinite }
        case .not: unaryRun { $0 == 0 }
        default: nil
        }
    }
}

extension Tensor {
    /// The operation on every element; names and labels stay.
    ///
    /// A float keeps its dtype. int64 stays for `negate abs sign square floor ceil round trunc relu` (wrapping) and
    /// becomes float32 for the rest; bool counts as 0 and 1. `round` takes halves to the even number.
    /// `isNaN isInfinite isFinite not` give bool.
    public func unary(_ operation: UnaryOperation) throws -> Tensor {
        if let run = operation.testRun {
            if operation == .not && dtype == .bool { return try mapped(unaryRun { (x: Bool) in !x }) }
            if operation == .not && dtype == .int64 { return try mapped(unaryRun { (x: Int64) in x == 0 }) }
            return try converted(to: .float32).mapped(run)
        }
        if !dtype.isFloating, let run = operation.integerRun { return try converted(to: .int64).mapped(run) }
        return try converted(to: .float32).mapped(operation.floatRun).converted(to: dtype.floating)
    }

    /// Runs over the elements, strided as they are, into a new tensor.
    func mapped<A: Element, R: Element>(_ run: UnaryRun<A, R>) throws -> Tensor {
        let walk = Walk(shape: shape, strides: [Tensor.rowMajor(shape), strides])
        return try Tensor(R.self, shape: shape, axes: axes) { target in
            guard let out = target.baseAddress else { return }
            let source = UnsafePointer(storage.base.assumingMemoryBound(to: A.self))
            try withExtendedLifetime(storage) {
                try walk.forEachRun(from: [0, offset, 0, 0]) { at, count in
                    run(out + at[0], source + at[1], walk.step[1], count)
                }
            }
        }
    }

    /// Values below `low` become `low`, above `high` `high`; a NaN stays. Either bound may be nil. The dtype stays.
    ///
    /// An int64 tensor takes the bounds rounded inwards.
    public func clamped(min low: Double? = nil, max high: Double? = nil) throws -> Tensor {
        if dtype == .bool { return try converted(to: .int64).clamped(min: low, max: high) }
        if dtype == .int64 {
            let least = low.map { Int64(clamping: $0.rounded(.up)) } ?? .min
            let most = high.map { Int64(clamping: $0.rounded(.down)) } ?? .max
            return try mapped(unaryRun { (x: Int64) in Swift.min(Swift.max(x, least), most) })
        }
        let (least, most) = (Float(low ?? -.infinity), Float(high ?? .infinity))
        return try converted(to: .float32).mapped(
            unaryRun { (x: Float) in
                let raised = x < least ? least : x
                return raised > most ? most : raised
            }
        ).converted(to: dtype)
    }
}

extension Int64 {
    /// The nearest integer there is; 0 for a NaN.
    init(clamping value: Double) {
        self = value.isNaN ? 0 : value >= 0x1p63 ? .max : value < -0x1p63 ? .min : Int64(value)
    }
}
