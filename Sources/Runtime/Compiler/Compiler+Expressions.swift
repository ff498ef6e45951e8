import Language
import Tensors

extension Compiler {
    func expression(_ expression: Expression, wantsValue: Bool = true) throws -> Node {
        let span = expression.span
        switch expression.kind {
        case .none: return Constant(.none, span: span)
        case .bool(let bool): return Constant(.bool(bool), span: span)
        case .int(let int): return Constant(.int(int), span: span)
        case .float(let float): return Constant(.float(float), span: span)
        case .quantity(let amount, let unit): return Constant(.quantity(Quantity(amount, unit)), span: span)
        case .string(let parts): return try string(parts, span)
        case .name(let name): return read(name, span: span)
        case .list(let items): return ListNode(try items.map { try self.expression($0) }, span: span)
        case .record(let fields):
            return RecordNode(try fields.map { ($0.key.text, try self.expression($0.value)) }, span: span)
        case .comprehension(let value, let names, let over, let condition):
            return try comprehension(value, names, over, condition, span)
        case .unary(let op, let operand): return try unary(op, operand, span)
        case .binary(let op, let left, let right, let mark): return try binary(op, left, right, mark, span)
        case .chain(let operands, let operators):
            let apply = operators.compactMap { Compiler.operation($0) }
            return ChainNode(try operands.map { try self.expression($0) }, apply, span: span)
        case .call(let callee, let arguments, let hasBlock):
            if let asserted = expression.assertion, module.cells["assert"]?.value == nil {
                return try self.expression(asserted)
            }
            return try call(callee, arguments, hasBlock, subject: nil, span)
        case .pipe(let subject, let target): return try pipe(subject, target, span)
        case .field(let owner, let name): return FieldNode(try self.expression(owner), name, span: span)
        case .index(let owner, let subscripts):
            return IndexNode(try self.expression(owner), try subscripts.map(subscriptNode), span: span)
        case .function(let definition): return try function(definition)
        case .conditional(let branches, let otherwise):
            let branches = try branches.map { branch in
                (
                    condition: try self.expression(branch.condition),
                    body: try block(branch.body, wantsValue: wantsValue, span: span)
                )
            }
            let otherwise = try otherwise.map { try block($0, wantsValue: wantsValue, span: span) }
            return Conditional(branches, otherwise: otherwise, span: span)
        case .attempt(let attempted, let fallback):
            return Attempt(try self.expression(attempted), fallback: try self.expression(fallback), span: span)
        case .with(let settings, let body):
            return With(
                try settings.map { try self.expression($0) }, body: try block(body, wantsValue: wantsValue, span: span),
                span: span)
        }
    }

    private func string(_ parts: [StringPart], _ span: Span) throws -> Node {
        if parts.isEmpty { return Constant(.string(""), span: span) }
        if parts.count == 1, case .text(let text) = parts[0] { return Constant(.string(text), span: span) }
        return Interpolation(
            try parts.map { part in
                switch part {
                case .text(let text): .text(text)
                case .value(let value): .value(try expression(value))
                }
            }, span: span)
    }

    private func comprehension(
        _ value: Expression, _ names: [Name], _ over: Expression, _ condition: Expression?, _ span: Span
    ) throws -> Node {
        let over = IterationNode(try expression(over))
        let slots = scope.beginOverlay(names.map(\.text))
        defer { scope.endOverlay() }
        return Comprehension(
            try expression(value), targets: slots.map { .local($0) }, over: over,
            condition: try condition.map { try expression($0) }, span: span)
    }

    // MARK: Operators

    private func unary(_ op: UnaryOperator, _ operand: Expression, _ span: Span) throws -> Node {
        let node = try expression(operand)
        switch op {
        case .minus:
            if let constant = node as? Constant, let value = try? Arithmetic.negate(constant.value) {
                return Constant(value, span: span)
            }
            return UnaryNode(node, span: span) { try Arithmetic.negate($0) }
        case .plus: return UnaryNode(node, span: span) { try Arithmetic.plus($0) }
        case .not:
            return UnaryNode(node, span: span) { value in
                if case .tensor(let tensor) = value, tensor.rank > 0 { return try TensorOperators.not(tensor) }
                return .bool(!(try value.truth()))
            }
        }
    }

    private func binary(
        _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ mark: Span, _ span: Span
    ) throws -> Node {
        let a = try expression(left)
        let b = try expression(right)
        if let number = NumberOperator(rawValue: op.rawValue) {
            return ArithmeticNode(number, a, b, mark: mark, span: span)
        }
        if let comparison = Comparison.Operator(rawValue: op.rawValue) {
            return ComparisonNode(comparison, a, b, mark: mark, span: span)
        }
        switch op {
        case .and, .or: return LogicNode(isAnd: op == .and, a, b, span: span)
        default:
            guard let apply = Compiler.operation(op) else {
                throw error("syntax.operator", "`\(op.rawValue)` is no operator", at: mark)
            }
            return OperatorNode(a, b, mark: mark, span: span, apply: apply)
        }
    }

    /// What an operator does with two values; nil for `and` and `or`, which do not always read both.
    static func operation(_ op: BinaryOperator) -> ((Value, Value) throws -> Value)? {
        if let number = NumberOperator(rawValue: op.rawValue) { return { try Arithmetic.apply(number, $0, $1) } }
        if let comparison = Comparison.Operator(rawValue: op.rawValue) {
            return { try Comparison.apply(comparison, $0, $1) }
        }
        switch op {
        case .matmul: return { try TensorOperators.matmul($0, $1) }
        case .isIn: return { .bool(try Membership.contains($1, $0)) }
        case .isNotIn: return { .bool(try !Membership.contains($1, $0)) }
        default: return nil
        }
    }

    func subscriptNode(_ entry: Subscript) throws -> SubscriptNode {
        let item: SubscriptNode.Item
        switch entry.kind {
        case .index(let value): item = .value(try expression(value))
        case .ellipsis: item = .ellipsis
        case .slice(let start, let stop, let step):
            item = .slice(
                start: try start.map { try expression($0) }, stop: try stop.map { try expression($0) },
                step: try step.map { try expression($0) })
        }
        return SubscriptNode(axis: entry.axis?.text, item: item, span: entry.span)
    }
}
