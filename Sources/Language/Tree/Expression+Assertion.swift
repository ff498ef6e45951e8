extension Expression {
    /// A call of `assert` so written that the command sees both sides of what fails:
    ///
    ///     assert(a < b, m)        assert([a, b], m, comparison="<")
    ///     assert(all(a == b))     assert([a, b], comparison="==")
    ///     assert(close(a, b))     assert([a, b, {}], comparison="close")
    ///     assert(not a)           assert([a], comparison="not")
    ///     assert(a and b, m)      if assert(a, m) == none then assert(b, m)
    ///
    /// Nil where this is no call of `assert`, or one that is as good as it stands.
    package var assertion: Expression? {
        guard case .call(let callee, let arguments, false) = kind, case .name("assert") = callee.kind,
            let first = arguments.first, first.name == nil
        else { return nil }
        let rest = Array(arguments.dropFirst())
        func call(_ sides: [Expression], _ comparison: String) -> Expression {
            let list = Argument(name: nil, value: Expression(.list(sides), span: first.value.span))
            let word = Expression(.string([.text(comparison)]), span: first.value.span)
            let name = Argument(name: Name("comparison", span: first.value.span), value: word)
            return Expression(.call(callee, arguments: [list] + rest + [name], hasBlock: false), span: span)
        }
        switch first.value.kind {
        case .binary(.and, let left, let right, _):
            func half(_ condition: Expression) -> Expression {
                let arguments = [Argument(name: nil, value: condition)] + rest
                return Expression(.call(callee, arguments: arguments, hasBlock: false), span: span)
            }
            let holds = Expression(.binary(.equal, half(left), Expression(.none, span: span), span: span), span: span)
            return Expression(
                .conditional(
                    branches: [(holds, [Statement(.expression(half(right)), span: span)])], otherwise: nil), span: span)
        case .binary(let op, let left, let right, _) where op.isCompared: return call([left, right], op.rawValue)
        case .chain(let operands, let operators):
            return call(operands, operators.map { $0.rawValue.replacing(" ", with: "_") }.joined(separator: " "))
        case .unary(.not, let operand):
            if case .binary(.isIn, let left, let right, _) = operand.kind { return call([left, right], "not in") }
            return call([operand], "not")
        case .call(let inner, let sides, false):
            guard case .name(let name) = inner.kind else { return nil }
            if name == "all", sides.count == 1, case .binary(let op, let a, let b, _) = sides[0].value.kind, op.isOrder
            {
                return call([a, b], op.rawValue)
            }
            guard name == "close", sides.count >= 2, sides[0].name == nil, sides[1].name == nil,
                sides.dropFirst(2).allSatisfy({ $0.name != nil })
            else { return nil }
            let settings = sides.dropFirst(2).compactMap { side in side.name.map { (key: $0, value: side.value) } }
            let record = Expression(.record(settings), span: first.value.span)
            return call([sides[0].value, sides[1].value, record], "close")
        default: return nil
        }
    }
}

extension BinaryOperator {
    /// `==`, `<` and their kin.
    fileprivate var isOrder: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }

    fileprivate var isCompared: Bool { isOrder || self == .isIn || self == .isNotIn }
}
