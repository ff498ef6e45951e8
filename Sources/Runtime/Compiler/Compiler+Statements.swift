import Language
import Tensors

extension Compiler {
    /// - Parameter wantsValue: the statement ends a block whose value is used.
    func statement(_ statement: Statement, wantsValue: Bool) throws -> Node {
        let span = statement.span
        switch statement.kind {
        case .expression(let expression): return try expressionStatement(expression, wantsValue: wantsValue)
        case .assign(let targets, let value): return try assignment(targets, value, span)
        case .update(let target, let op, let value): return try update(target, op, value, span)
        case .define(let definition):
            let name = definition.name?.text ?? ""
            let target = target(name)
            return Assign(target, try function(definition), span: span)
        case .whileLoop(let condition, let body):
            return WhileLoop(try expression(condition), body: try loopBody(body, span), span: span)
        case .forLoop(let names, let over, let body):
            let over = IterationNode(try expression(over))
            return ForLoop(names.map { target($0.text) }, over: over, body: try loopBody(body, span), span: span)
        case .useModule(let path, let alias):
            guard scope.isTop else {
                throw error("module.inside-function", "`use` stands at the top level, not inside a function", at: span)
            }
            return Use(path, alias: alias.map { target($0.text) }, module: module, span: span)
        case .returnValue(let value):
            guard !scope.isTop else {
                throw error("syntax.return-outside", "`return` stands only inside a function", at: span)
            }
            return Return(try value.map { try expression($0) }, span: span)
        case .breakLoop: return try jump(.exitLoop, "break", span)
        case .continueLoop: return try jump(.nextTurn, "continue", span)
        }
    }

    private func expressionStatement(_ expression: Expression, wantsValue: Bool) throws -> Node {
        switch expression.kind {
        case .conditional, .with: return try self.expression(expression, wantsValue: wantsValue)
        default:
            let node = try self.expression(expression)
            return wantsValue ? ValueStatement(node) : node
        }
    }

    private func loopBody(_ body: [Statement], _ span: Span) throws -> Block {
        scope.loopDepth += 1
        defer { scope.loopDepth -= 1 }
        return try block(body, wantsValue: false, span: span)
    }

    private func jump(_ flow: Flow, _ word: String, _ span: Span) throws -> Node {
        guard scope.loopDepth > 0 else {
            let id = word == "break" ? "syntax.break-outside" : "syntax.continue-outside"
            throw error(id, "`\(word)` stands only inside a loop", at: span)
        }
        return Jump(flow, span: span)
    }

    // MARK: Assignments

    private func assignment(_ targets: [Expression], _ value: Expression, _ span: Span) throws -> Node {
        guard targets.count == 1, let target = targets.first else {
            return AssignSeveral(try targets.map(place), try expression(value), span: span)
        }
        guard case .name(let name) = target.kind else {
            return AssignPart(try place(target), try expression(value), span: span)
        }
        if case .binary(.add, let left, let right, let mark) = value.kind, case .name(name) = left.kind {
            let old = read(name, span: left.span)
            return AssignSum(self.target(name), old: old, value: try expression(right), mark: mark, span: span)
        }
        return Assign(self.target(name), try expression(value), span: span)
    }

    private func update(_ target: Expression, _ op: BinaryOperator, _ value: Expression, _ span: Span) throws -> Node {
        let place = try place(target)
        let value = try expression(value)
        if op == .add {
            return Update(place, value, isAddition: true, span: span) { try Arithmetic.add($1, to: &$0) }
        }
        guard let apply = Compiler.operation(op) else {
            throw error("syntax.operator", "`\(op.rawValue)=` is no assignment", at: span)
        }
        return Update(place, value, isAddition: false, span: span) { $0 = try apply($0, $1) }
    }

    private func place(_ expression: Expression) throws -> Place {
        var path = [AccessorNode]()
        var current = expression
        while true {
            switch current.kind {
            case .name(let name):
                let isLocal = !scope.isTop || scope.overlaySlot(name) != nil
                let target = scope.overlaySlot(name).map { Target.local($0) } ?? target(name)
                return Place(
                    name: name, target: target, isOuter: isLocal ? outer(name, current.span) : nil,
                    path: path.reversed(), span: current.span)
            case .field(let owner, let name):
                path.append(AccessorNode(kind: .field(name.text), span: name.span))
                current = owner
            case .index(let owner, let subscripts):
                let span =
                    subscripts.first.map { $0.span.joined(with: subscripts.last?.span ?? $0.span) } ?? current.span
                path.append(AccessorNode(kind: .subscripts(try subscripts.map(subscriptNode)), span: span))
                current = owner
            default:
                throw error(
                    "assign.target", "only a name, a field or an item can be given a value", at: current.span)
            }
        }
    }
}
