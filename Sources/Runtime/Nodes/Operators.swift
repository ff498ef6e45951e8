import Language
import Tensors

/// `+ - * / // % **`.
final class ArithmeticNode: Node {
    let op: NumberOperator
    let left: Node
    let right: Node
    let mark: Span

    init(_ op: NumberOperator, _ left: Node, _ right: Node, mark: Span, span: Span) {
        self.op = op
        self.left = left
        self.right = right
        self.mark = mark
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        try apply(try left.evaluate(frame), try right.evaluate(frame), frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let a = try frame.left(instruction, left)
        let b = try frame.right(instruction, right)
        frame.slot(instruction.target).put(try apply(a, b, frame))
    }

    private func apply(_ a: Value, _ b: Value, _ frame: Frame) throws -> Value {
        do { return try Arithmetic.apply(op, a, b) } catch {
            throw frame.locate(error, at: mark, between: (left, a), and: (right, b))
        }
    }
}

/// `== != < <= > >=`.
final class ComparisonNode: Node {
    let op: Comparison.Operator
    let left: Node
    let right: Node
    let mark: Span

    init(_ op: Comparison.Operator, _ left: Node, _ right: Node, mark: Span, span: Span) {
        self.op = op
        self.left = left
        self.right = right
        self.mark = mark
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        try apply(try left.evaluate(frame), try right.evaluate(frame), frame)
    }

    override func isTrue(_ frame: Frame) throws -> Bool {
        try truth(try left.evaluate(frame), try right.evaluate(frame), frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let a = try frame.left(instruction, left)
        frame.slot(instruction.target).put(try apply(a, try frame.right(instruction, right), frame))
    }

    override func holds(_ instruction: Instruction, _ frame: Frame) throws -> Bool {
        let a = try frame.left(instruction, left)
        return try truth(a, try frame.right(instruction, right), frame)
    }

    private func apply(_ a: Value, _ b: Value, _ frame: Frame) throws -> Value {
        do { return try Comparison.apply(op, a, b) } catch {
            throw frame.locate(error, at: mark, between: (left, a), and: (right, b))
        }
    }

    private func truth(_ a: Value, _ b: Value, _ frame: Frame) throws -> Bool {
        do { return try Comparison.apply(op, a, b).truth() } catch {
            throw frame.locate(error, at: mark, between: (left, a), and: (right, b))
        }
    }
}

/// An operator without a fast path: `@`, `in`, `not in`.
final class OperatorNode: Node {
    let left: Node
    let right: Node
    let mark: Span
    let apply: (Value, Value) throws -> Value

    init(_ left: Node, _ right: Node, mark: Span, span: Span, apply: @escaping (Value, Value) throws -> Value) {
        self.left = left
        self.right = right
        self.mark = mark
        self.apply = apply
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let a = try left.evaluate(frame)
        let b = try right.evaluate(frame)
        do { return try apply(a, b) } catch {
            throw frame.locate(error, at: mark, between: (left, a), and: (right, b))
        }
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let a = try frame.left(instruction, left)
        let b = try frame.right(instruction, right)
        do { frame.slot(instruction.target).put(try apply(a, b)) } catch {
            throw frame.locate(error, at: mark, between: (left, a), and: (right, b))
        }
    }
}

/// `-x`, `+x`, `not x`.
final class UnaryNode: Node {
    let operand: Node
    let apply: (Value) throws -> Value

    init(_ operand: Node, span: Span, apply: @escaping (Value) throws -> Value) {
        self.operand = operand
        self.apply = apply
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let value = try operand.evaluate(frame)
        do { return try apply(value) } catch { throw frame.locate(error, at: span) }
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let value = try frame.left(instruction, operand)
        do { frame.slot(instruction.target).put(try apply(value)) } catch { throw frame.locate(error, at: span) }
    }
}

/// `and`, `or`: the right side is read only where it decides. Tensors of many elements combine elementwise.
final class LogicNode: Node {
    let isAnd: Bool
    let left: Node
    let right: Node

    init(isAnd: Bool, _ left: Node, _ right: Node, span: Span) {
        self.isAnd = isAnd
        self.left = left
        self.right = right
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let a = try left.evaluate(frame)
        if let decided = try decided(by: a, frame) { return .bool(decided) }
        return try combined(a, try right.evaluate(frame), frame)
    }

    override func needsRight(_ instruction: Instruction, _ frame: Frame) throws -> Bool {
        guard let a = frame.slot(instruction.a).pointee, let decided = try decided(by: a, frame) else { return true }
        frame.slot(instruction.target).put(.bool(decided))
        return false
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let a = try frame.left(instruction, left)
        frame.slot(instruction.target).put(try combined(a, try frame.right(instruction, right), frame))
    }

    /// The answer where the left side alone decides; nil where the right one is needed.
    private func decided(by a: Value, _ frame: Frame) throws -> Bool? {
        if case .tensor(let tensor) = a, tensor.rank > 0 { return nil }
        let first = try truth(a, left, frame)
        return first != isAnd ? first : nil
    }

    private func combined(_ a: Value, _ b: Value, _ frame: Frame) throws -> Value {
        if case .tensor(let tensor) = a, tensor.rank > 0 {
            do { return try TensorOperators.logical(tensor, and: isAnd, b) } catch {
                throw frame.locate(
                    error, at: frame.gap(between: left, and: right), between: (left, a), and: (right, b))
            }
        }
        if case .tensor(let tensor) = b, tensor.rank > 0 {
            do { return try TensorOperators.logical(tensor, and: isAnd, a) } catch {
                throw frame.locate(
                    error, at: frame.gap(between: left, and: right), between: (left, a), and: (right, b))
            }
        }
        return .bool(try truth(b, right, frame))
    }

    private func truth(_ value: Value, _ node: Node, _ frame: Frame) throws -> Bool {
        if case .bool(let bool) = value { return bool }
        do { return try value.truth() } catch { throw frame.locate(error, at: node.span) }
    }
}

/// `a < b < c`: every operand is read once, and the rest not at all after the first comparison that fails.
final class ChainNode: Node {
    let operands: [Node]
    let operators: [(Value, Value) throws -> Value]

    init(_ operands: [Node], _ operators: [(Value, Value) throws -> Value], span: Span) {
        self.operands = operands
        self.operators = operators
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        guard var left = try operands.first?.evaluate(frame) else { return .bool(true) }
        var answer = Value.bool(true)
        for (index, compare) in operators.enumerated() {
            let (before, operand) = (operands[index], operands[index + 1])
            let right = try operand.evaluate(frame)
            do {
                let next = try compare(left, right)
                if case .tensor(let mask) = next, mask.rank > 0 {
                    answer = try TensorOperators.logical(mask, and: true, answer)
                } else if case .tensor(let mask) = answer, mask.rank > 0 {
                    answer = try TensorOperators.logical(mask, and: true, next)
                } else {
                    if try !next.truth() { return .bool(false) }
                    answer = .bool(true)
                }
            } catch {
                let sign = frame.gap(between: before, and: operand)
                throw frame.locate(error, at: sign, between: (before, left), and: (operand, right))
            }
            left = right
        }
        return answer
    }
}
