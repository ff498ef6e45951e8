import Glibc
import Tensors

/// Arithmetic of plain numbers. Integers never wrap; `//` and `%` round towards minus infinity, as Python's.
enum Numbers {
    static func apply(_ op: NumberOperator, _ a: Int, _ b: Int) throws -> Value {
        switch op {
        case .add: return try checked(a.addingReportingOverflow(b), a, op, b)
        case .subtract: return try checked(a.subtractingReportingOverflow(b), a, op, b)
        case .multiply: return try checked(a.multipliedReportingOverflow(by: b), a, op, b)
        case .divide:
            if b == 0 { throw Problem.divisionByZero }
            return .float(Double(a) / Double(b))
        case .floorDivide:
            if b == 0 { throw Problem.divisionByZero }
            let (quotient, overflow) = a.dividedReportingOverflow(by: b)
            if overflow { throw Problem.overflow(a, op, b) }
            return .int(a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient)
        case .remainder:
            if b == 0 { throw Problem.divisionByZero }
            if b == -1 { return .int(0) }
            let rest = a % b
            return .int(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
        case .power: return b < 0 ? try negativePower(a, b) : .int(try power(a, b))
        }
    }

    static func apply(_ op: NumberOperator, _ a: Double, _ b: Double) -> Double {
        switch op {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .divide: return a / b
        case .floorDivide:
            if b == 0 || !a.isFinite || b.isInfinite { return (a / b).rounded(.down) }
            return ((a - remainder(a, b)) / b).rounded()
        case .remainder: return remainder(a, b)
        case .power: return pow(a, b)
        }
    }

    private static func remainder(_ a: Double, _ b: Double) -> Double {
        let rest = fmod(a, b)
        if rest == 0 { return copysign(0, b) }
        return (rest < 0) != (b < 0) ? rest + b : rest
    }

    private static func negativePower(_ a: Int, _ b: Int) throws -> Value {
        if a == 0 { throw Problem.divisionByZero }
        return .float(pow(Double(a), Double(b)))
    }

    private static func power(_ base: Int, _ exponent: Int) throws -> Int {
        var result = 1
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 {
                let (product, overflow) = result.multipliedReportingOverflow(by: factor)
                if overflow { throw Problem.overflow(base, .power, exponent) }
                result = product
            }
            rest >>= 1
            if rest == 0 { break }
            let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
            if overflow { throw Problem.overflow(base, .power, exponent) }
            factor = square
        }
        return result
    }

    @inline(__always)
    private static func checked(
        _ result: (partialValue: Int, overflow: Bool), _ a: Int, _ op: NumberOperator, _ b: Int
    ) throws -> Value {
        if result.overflow { throw Problem.overflow(a, op, b) }
        return .int(result.partialValue)
    }
}

/// The operators that make numbers of numbers.
enum NumberOperator: String {
    case add = "+", subtract = "-", multiply = "*", divide = "/", floorDivide = "//", remainder = "%", power = "**"

    /// For messages: "cannot *add* a list and an int".
    var verb: String {
        switch self {
        case .add: "add"
        case .subtract: "subtract"
        case .multiply: "multiply"
        case .divide, .floorDivide: "divide"
        case .remainder: "take the remainder of"
        case .power: "raise to a power"
        }
    }
}

extension Problem {
    static var divisionByZero: Problem {
        Problem("number.division-by-zero", "division by zero", help: "a float gives `inf` or `nan` instead: x / 0.0")
    }

    static func overflow(_ a: Int, _ op: NumberOperator, _ b: Int) -> Problem {
        Problem(
            "number.overflow", "\(a) \(op.rawValue) \(b) does not fit in an int (64 bits)",
            help: "make one of them a float: \(a).0 \(op.rawValue) \(b)")
    }
}
