/// How tightly an operator binds, loosest first. Python's order; `|>` is the loosest.
///
///     |>                          left
///     or                          left
///     and                         left
///     not                         prefix
///     in, not in, < <= > >= == != chains: `a < b < c` is `a < b and b < c`
///     + -                         left
///     * / // % @                  left
///     - +                         prefix: `-2 ** 2` is `-(2 ** 2)`
///     **                          right: `2 ** -1` is allowed
///     f(x) x[i] r.field           postfix
///
/// A lambda, an inline `if` and a `try` reach as far to the right as they can.
enum Precedence: Int, Comparable {
    case pipe, or, and, not, comparison, sum, product, sign, power

    static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
}

/// An operator between two operands.
enum InfixOperator {
    case pipe
    case binary(BinaryOperator)

    var precedence: Precedence {
        guard case .binary(let op) = self else { return .pipe }
        switch op {
        case .or: return .or
        case .and: return .and
        case .isIn, .isNotIn, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: return .comparison
        case .add, .subtract: return .sum
        case .multiply, .divide, .floorDivide, .remainder, .matmul: return .product
        case .power: return .power
        }
    }

    init?(_ token: Token) {
        switch token.kind {
        case .symbol(.pipe): self = .pipe
        case .symbol(let symbol):
            guard let op = BinaryOperator(rawValue: symbol.rawValue) else { return nil }
            self = .binary(op)
        case .keyword(.and): self = .binary(.and)
        case .keyword(.or): self = .binary(.or)
        case .keyword(.in): self = .binary(.isIn)
        default: return nil
        }
    }
}
