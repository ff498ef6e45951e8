extension Expression {
    /// Visits what stands directly inside: expressions, and the statements of `if` and `with` blocks. A function's
    /// body is not visited.
    package func forEachPart(_ expression: (Expression) -> Void, statements: ([Statement]) -> Void) {
        switch kind {
        case .none, .bool, .int, .float, .quantity, .name, .function: break
        case .string(let parts): for case .value(let value) in parts { expression(value) }
        case .list(let items): items.forEach(expression)
        case .record(let entries): for entry in entries { expression(entry.value) }
        case .comprehension(let value, _, let over, let condition):
            expression(over)
            if let condition { expression(condition) }
            expression(value)
        case .unary(_, let operand): expression(operand)
        case .binary(_, let left, let right, _):
            expression(left)
            expression(right)
        case .chain(let operands, _): operands.forEach(expression)
        case .call(let callee, let arguments, _):
            expression(callee)
            for argument in arguments { expression(argument.value) }
        case .pipe(let subject, let target):
            if let subject { expression(subject) }
            expression(target)
        case .field(let base, _): expression(base)
        case .index(let base, let items):
            expression(base)
            for item in items { item.forEachPart(expression) }
        case .conditional(let branches, let otherwise):
            for branch in branches {
                expression(branch.condition)
                statements(branch.body)
            }
            if let otherwise { statements(otherwise) }
        case .attempt(let value, let fallback):
            expression(value)
            expression(fallback)
        case .with(let settings, let body):
            settings.forEach(expression)
            statements(body)
        }
    }
}

extension Subscript {
    package func forEachPart(_ expression: (Expression) -> Void) {
        switch kind {
        case .index(let value): expression(value)
        case .slice(let start, let stop, let step):
            for bound in [start, stop, step] { if let bound { expression(bound) } }
        case .ellipsis: break
        }
    }
}
