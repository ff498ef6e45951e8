import Language
import Tensors

extension Lowering {
    /// The last statement of a function: its value is the function's.
    func last(_ node: Node) {
        switch node {
        case let node as Block:
            guard let final = node.statements.last else { return emit(.end, node: node) }
            for statement in node.statements.dropLast() { self.statement(statement) }
            last(final)
        case let node as Conditional: conditional(node, otherwise: .end) { last($0) }
        case let node as ValueStatement: giveBack(node.expression)
        case is Return, is Assign, is AssignSum, is AssignPart, is AssignSeveral, is Update, is ForLoop, is WhileLoop,
            is Jump:
            statement(node)
            emit(.end, node: node)
        default: emit(.executeLast, node: node)
        }
    }

    private func giveBack(_ node: Node) {
        if let local = node as? LocalName { return emit(.giveBack, 0, local.slot, node: local) }
        step {
            let register = register()
            value(node, into: register)
            emit(.giveBack, 0, register, node: node)
        }
    }

    func statement(_ node: Node) {
        switch node {
        case let node as Block: for statement in node.statements { self.statement(statement) }
        case let node as Conditional: conditional(node, otherwise: nil) { statement($0) }
        case let node as Assign: assign(node)
        case let node as AssignSum: sum(node)
        case let node as Update: update(node)
        case let node as AssignPart: assignPart(node)
        case let node as WhileLoop: whileLoop(node)
        case let node as ForLoop:
            loop(node.over, node.targets, node) { _ in statement(node.body) }
        case let node as Return:
            if let value = node.value { giveBack(value) } else { emit(.end, node: node) }
        case let node as Jump:
            guard let loop = loops.last else { return emit(.execute, node: node) }
            emit(.jump, to: node.flow == .exitLoop ? loop.exit : loop.next, node: node)
        case is Call, is ValueStatement:
            let node = (node as? ValueStatement)?.expression ?? node
            step {
                let register = register()
                value(node, into: register)
                emit(.clear, 0, register, node: node)
            }
        default: emitWhole(.execute, node: node)
        }
    }

    // MARK: Blocks

    /// A block as the value of an expression: what its last statement gives.
    func block(_ block: Block, into target: Int) {
        for statement in block.statements.dropLast() { self.statement(statement) }
        switch block.statements.last {
        case let final as ValueStatement: value(final.expression, into: target)
        case let final as Conditional: value(final, into: target)
        case let final as With: emitWhole(.evaluate, target, node: final)
        case let final:
            if let final { statement(final) }
            emit(.nothing, target, node: block)
        }
    }

    /// - Parameter otherwise: what happens where no condition holds and there is no `else`; nil for nothing.
    func conditional(_ node: Conditional, otherwise: Opcode?, target: Int = 0, _ body: (Block) -> Void) {
        let end = Label()
        for (index, branch) in node.branches.enumerated() {
            let next = Label()
            condition(branch.condition, otherwise: next)
            maybe { body(branch.body) }
            if index < node.branches.count - 1 || node.otherwise != nil || otherwise != nil {
                emit(.jump, to: end, node: node)
            }
            place(next)
        }
        if let block = node.otherwise {
            maybe { body(block) }
        } else if let otherwise {
            emit(otherwise, target, node: node)
        }
        place(end)
    }

    // MARK: Loops

    private func whileLoop(_ node: WhileLoop) {
        let (next, exit) = (Label(), Label())
        place(next)
        condition(node.condition, otherwise: exit)
        emit(.check, node: node)
        loops.append((next, exit))
        maybe { statement(node.body) }
        loops.removeLast()
        emit(.jump, to: next, node: node)
        place(exit)
    }

    /// - Parameters:
    ///   - node: a loop or a comprehension; visits what is neither a range nor a list.
    ///   - result: where a comprehension puts its list.
    func loop(
        _ over: IterationNode, _ targets: [Target], _ node: Node, result: Int = 0, _ body: (Label) -> Void
    ) {
        step {
            let (turn, next, exit) = (Label(), Label(), Label())
            let first = register()
            for _ in 0..<3 { _ = register() }
            emit(.iterate, first, to: exit, node: over)
            emit(.extra, result, to: loops.last?.exit, node: node)
            emit(.extra, to: loops.last?.next, node: node)
            emit(.jump, to: next, node: node)
            place(turn)
            let item: Int
            if targets.count == 1, case .local(let slot) = targets[0] {
                item = slot
            } else {
                item = register()
                emit(.takeApart, 0, item, node: node)
            }
            // A `break` in a comprehension is of the loop around it.
            if node is ForLoop { loops.append((next, exit)) }
            maybe {
                for case .local(let slot) in targets { assigned.insert(slot) }
                body(next)
            }
            if node is ForLoop { loops.removeLast() }
            place(next)
            emit(.next, item, first, to: turn, node: over)
            place(exit)
            emit(.clear, 0, first, node: node)
        }
    }

    // MARK: Assignments

    private func assign(_ node: Assign) {
        guard case .local(let slot) = node.target else {
            return step { emit(.storeGlobal, 0, operand(node.value), node: node) }
        }
        value(node.value, into: slot)
        assigned.insert(slot)
    }

    /// `x = x + e`; x is read first.
    private func sum(_ node: AssignSum) {
        switch node.target {
        case .global:
            step {
                if !isSimple(node.value) {
                    let register = register()
                    value(node.old, into: register)
                    emit(.clear, 0, register, node: node)
                }
                emit(.addGlobal, 0, operand(node.value), node: node)
            }
        case .local(let slot):
            if !assigned.contains(slot), !isSimple(node.value) { emit(.move, slot, slot, node: node.old) }
            add(node.value, to: slot, .add, node)
            assigned.insert(slot)
        }
    }

    private func update(_ node: Update) {
        guard let op = node.op else { return emitWhole(.execute, node: node) }
        switch node.place.target {
        case .global:
            guard node.place.path.isEmpty, op == .add else { return emitWhole(.execute, node: node) }
            step { emit(.addGlobal, 0, operand(node.value), node: node) }
        case .local(let slot):
            if node.place.path.isEmpty { return add(node.value, to: slot, op, node) }
            guard node.place.path.count == 1, case .field = node.place.path[0].kind else {
                return emitWhole(.execute, node: node)
            }
            step { emit(.updateField, slot, operand(node.value), node: node) }
        }
    }

    /// A name ∘= a value; a list in brackets with one item is not made, and a text in quotes is not copied.
    private func add(_ value: Node, to slot: Int, _ op: NumberOperator, _ node: Node) {
        step {
            if op == .add, let list = value as? ListNode, list.items.count == 1 {
                return emit(.append, slot, operand(list.items[0]), node: node)
            }
            if op == .add, let constant = value as? Constant, case .string = constant.value {
                emit(.appendText, slot, node: node)
                return emit(.extra, node: constant)
            }
            arithmetic(op, slot, value, node, into: slot)
        }
    }

    private func assignPart(_ node: AssignPart) {
        guard node.place.path.count == 1, case .local(let slot) = node.place.target,
            let key = node.place.path[0].plainSubscript
        else { return emitWhole(.execute, node: node) }
        step {
            let value = operand(node.value, before: key)
            emit(.storeElement, slot, value, operand(key), node: node)
        }
    }
}
