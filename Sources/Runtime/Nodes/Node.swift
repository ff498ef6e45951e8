import Language
import Tensors

/// What a statement says about the statements after it.
enum Flow { case next, exitLoop, nextTurn, leave }

/// A piece of script ready to run: its names are resolved to slots and its constants are made.
class Node {
    let span: Span

    init(_ span: Span) { self.span = span }

    /// A statement of the top level that may do the same many times.
    var mayRepeat: Bool { false }

    /// The value of an expression.
    func evaluate(_ frame: Frame) throws -> Value { .none }

    /// Runs it as a statement. `result` takes the value of a block whose value is wanted, or of a `return`.
    func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        _ = try evaluate(frame)
        return .next
    }

    /// Where an error of the operator stands.
    var operatorSpan: Span { span }

    /// Adds a number to the name of the top level that the statement changes; false where they are not both numbers.
    func addToGlobal(_ operand: Register) -> Bool { false }

    /// Does what the machine has no fast case for; the operands have been read.
    func complete(_ instruction: Instruction, _ frame: Frame) throws {}

    /// Whether an operator needs its right side, where the left one is no bool; puts the answer where it does not.
    func needsRight(_ instruction: Instruction, _ frame: Frame) throws -> Bool { true }

    /// Refuses a callee that is no function, before its arguments are read.
    func checkCallee(_ instruction: Instruction, _ frame: Frame) throws {}

    /// Whether the value in `a` holds as a condition, where it is no bool.
    func holds(_ instruction: Instruction, _ frame: Frame) throws -> Bool {
        let value = try frame.left(instruction, self)
        do { return try value.truth() } catch { throw frame.locate(error, at: span) }
    }

    /// A loop or a comprehension over what is neither a range nor a list.
    func visit(_ value: Value, _ instruction: Instruction, _ frame: Frame, _ result: inout Value) throws -> Flow {
        .next
    }

    /// The value as a condition.
    func isTrue(_ frame: Frame) throws -> Bool {
        let value = try evaluate(frame)
        if case .bool(let bool) = value { return bool }
        do { return try value.truth() } catch { throw frame.locate(error, at: span) }
    }
}

/// Carries a `return`, `break` or `continue` out of an `if` that stands inside a larger expression.
/// The usual places of these words do not throw.
struct Unwind: Error {
    var flow: Flow
    var value: Value
}

/// Statements one after the other.
final class Block: Node {
    let statements: [Node]

    init(_ statements: [Node], span: Span) {
        self.statements = statements
        super.init(span)
    }

    override var mayRepeat: Bool { statements.contains { $0.mayRepeat } }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        for statement in statements {
            let flow = try statement.execute(frame, &result)
            if flow != .next { return flow }
        }
        return .next
    }

    /// As the value of an expression: what its last statement gives.
    override func evaluate(_ frame: Frame) throws -> Value {
        var result = Value.none
        let flow = try execute(frame, &result)
        if flow != .next { throw Unwind(flow: flow, value: result) }
        return result
    }
}

/// The last expression of a block whose value is wanted.
final class ValueStatement: Node {
    let expression: Node

    init(_ expression: Node) {
        self.expression = expression
        super.init(expression.span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        result = try expression.evaluate(frame)
        return .next
    }
}
