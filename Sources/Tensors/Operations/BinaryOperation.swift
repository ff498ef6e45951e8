import Glibc

/// An operation on two operands, element by element.
public enum BinaryOperation: String, Sendable, CaseIterable {
    case add, subtract, multiply, divide, floorDivide, remainder, power
    case minimum, maximum
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case and, or, xor

    /// Gives bool whatever the operands are.
    public var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: true
        default: false
        }
    }

    /// Asks of each operand only whether it is other than 0.
    public var isLogical: Bool { self == .and || self == .or || self == .xor }

    /// How the operation is written, for messages.
    public var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .floorDivide: "//"
        case .remainder: "%"
        case .power: "**"
        case .minimum: "minimum"
        case .maximum: "maximum"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessEqual: "<="
        case .greater: ">"
        case .greaterEqual: ">="
        case .and: "and"
        case .or: "or"
        case .xor: "xor"
        }
    }
}

/// One run of an operation: target, first operand and its step, second operand and its step, how many.
typealias BinaryRun<A, R> = (
    UnsafeMutablePointer<R>, UnsafePointer<A>, Int, UnsafePointer<A>, Int, Int
) -> Void

/// The loop of a run, with the common layouts apart so that the compiler can vectorise them.
@inline(__always)
func binaryRun<A, R>(_ body: @escaping (A, A) -> R) -> BinaryRun<A, R> {
    { target, a, aStep, b, bStep, count in
        switch (aStep, bStep) {
        case (1, 1): for i in 0..<count { target[i] = body(a[i], b[i]) }
        case (1, 0):
            let right = b[0]
            for i in 0..<count { target[i] = body(a[i], right) }
        case (0, 1):
            let left = a[0]
            for i in 0..<count { target[i] = body(left, b[i]) }
        default: for i in 0..<count { target[i] = body(a[i &* aStep], b[i &* bStep]) }
        }
    }
}

/// The quotient rounded down, as Python and NumPy give it.
func floorQuotient(_ a: Float, _ b: Float) -> Float {
    if b == 0 { return a / b }
    let rest = fmodf(a, b)
    var quotient = (a - rest) / b
    if rest != 0, (b < 0) != (rest < 0) { quotient -= 1 }
    if quotient == 0 { return copysignf(0, a / b) }
    let whole = quotient.rounded(.down)
    return quotient - whole > 0.5 ? whole + 1 : whole
}

/// The rest that has the divisor's sign, as Python and NumPy give it.
func floorRemainder(_ a: Float, _ b: Float) -> Float {
    let rest = fmodf(a, b)
    if rest == 0 { return copysignf(0, b) }
    return (b < 0) != (rest < 0) ? rest + b : rest
}

/// Both round down; a divisor of 0 has been refused before, and dividing the least integer by -1 wraps.
func floorQuotient(_ a: Int64, _ b: Int64) -> Int64 {
    if b == -1 { return 0 &- a }
    if b == 0 { return 0 }
    let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient
}

func floorRemainder(_ a: Int64, _ b: Int64) -> Int64 {
    if b == -1 || b == 0 { return 0 }
    let rest = a % b
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
}

/// Wraps as multiplication does; a negative exponent has been refused before.
func wrappingPower(_ base: Int64, _ exponent: Int64) -> Int64 {
    var (result, square, rest) = (Int64(1), base, exponent)
    while rest > 0 {
        if rest & 1 == 1 { result = result &* square }
        square = square &* square
        rest >>= 1
    }
    return result
}
