import Language
import Tensors

extension Lowering {
    /// The register that holds the node's value: a local name's own slot, or a new register.
    func operand(_ node: Node) -> Int {
        if let local = node as? LocalName { return local.slot }
        let register = register()
        value(node, into: register)
        return register
    }

    /// The left of two operands; a copy where reading the right one could change it, or do something before an
    /// unknown name on the left is found.
    func operand(_ node: Node, before other: Node) -> Int {
        guard let local = node as? LocalName, mayAssign(other) || !assigned.contains(local.slot) && !isSimple(other)
        else { return operand(node) }
        let register = register()
        value(node, into: register)
        return register
    }

    /// Leaves the node's value in a register, which is written last.
    func value(_ node: Node, into target: Int) {
        step {
            switch node {
            case let node as Constant:
                if let number = number(node) { return emit(.integer, target, number: number, node: node) }
                emit(.constant, target, node: node)
            case let node as LocalName: emit(.move, target, node.slot, node: node)
            case let node as CapturedName: emit(.captured, target, number: node.index, node: node)
            case let node as GlobalName: emit(.loadGlobal, target, node: node)
            case let node as ArithmeticNode: arithmetic(node.op, node.left, node.right, node, into: target)
            case let node as OperatorNode:
                let left = operand(node.left, before: node.right)
                emit(.operate, target, left, operand(node.right), node: node)
            case let node as UnaryNode: emit(.operate, target, operand(node.operand), node: node)
            case let node as ComparisonNode:
                let left = operand(node.left, before: node.right)
                emit(.compare, target, left, operand(node.right), number: node.op.index, node: node)
            case let node as LogicNode: logic(node, into: target)
            case let node as Call: call(node, into: target)
            case let node as FieldNode: emit(.field, target, operand(node.owner), node: node)
            case let node as IndexNode:
                guard let key = node.plainSubscript else { return emitWhole(.evaluate, target, node: node) }
                let owner = operand(node.owner, before: key)
                emit(.element, target, owner, operand(key), node: node)
            case let node as ListNode:
                let first = nextRegister
                let registers = node.items.map { _ in register() }
                for (item, register) in zip(node.items, registers) { value(item, into: register) }
                emit(.list, target, first, number: node.items.count, node: node)
            case let node as Conditional:
                conditional(node, otherwise: .nothing, target: target) {
                    block($0, into: target)
                }
            case let node as Comprehension: comprehension(node, into: target)
            default: emitWhole(.evaluate, target, node: node)
            }
        }
    }

    /// - Parameter node: says what is wrong; an assignment where this is its operator.
    func arithmetic(_ op: NumberOperator, _ left: Node, _ right: Node, _ node: Node, into target: Int) {
        let a = operand(left, before: right)
        arithmetic(op, a, right, node, into: target)
    }

    func arithmetic(_ op: NumberOperator, _ a: Int, _ right: Node, _ node: Node, into target: Int) {
        if let number = number(right), let opcode = op.opcodeForNumber {
            return emit(opcode, target, a, number: number, isNumber: true, node: node)
        }
        emit(op.opcode, target, a, operand(right), node: node)
    }

    private func logic(_ node: LogicNode, into target: Int) {
        let (result, end) = (register(), Label())
        value(node.left, into: result)
        emit(.decide, result, result, number: node.isAnd ? 1 : 0, to: end, node: node)
        step {
            let right = register()
            value(node.right, into: right)
            emit(.combine, result, result, right, node: node)
        }
        place(end)
        emit(.move, target, result, node: node)
    }

    /// Jumps where the condition does not hold.
    func condition(_ node: Node, otherwise: Label) {
        step {
            guard let node = node as? ComparisonNode else {
                return emit(.ifTrue, 0, operand(node), to: otherwise, node: node)
            }
            let a = operand(node.left, before: node.right)
            if let number = number(node.right) {
                return emit(node.op.opcodeForNumber, 0, a, number: number, to: otherwise, isNumber: true, node: node)
            }
            emit(node.op.opcode, 0, a, operand(node.right), to: otherwise, node: node)
        }
    }

    private func call(_ node: Call, into target: Int) {
        guard node.named.isEmpty, !node.hasBlock else { return emitWhole(.evaluate, target, node: node) }
        let isSimple = node.positional.allSatisfy(self.isSimple)
        var callee: Int?
        if node.cell == nil {
            if let local = node.callee as? LocalName, isSimple {
                callee = local.slot
            } else {
                let register = register()
                value(node.callee, into: register)
                callee = register
            }
        }
        if !isSimple { emit(.checkCallee, 0, 0, callee ?? 0, number: callee == nil ? 1 : 0, node: node) }
        let first = nextRegister
        let registers = node.positional.map { _ in register() }
        for (argument, register) in zip(node.positional, registers) { value(argument, into: register) }
        emit(
            callee == nil ? .callGlobal : .call, target, first, callee ?? 0, number: node.positional.count, node: node)
    }

    private func comprehension(_ node: Comprehension, into target: Int) {
        let list = register()
        emit(.emptyList, list, node: node)
        loop(node.over, node.targets, node, result: list) { next in
            if let wanted = node.condition { condition(wanted, otherwise: next) }
            step {
                let item = register()
                value(node.value, into: item)
                emit(.append, list, item, node: node)
            }
        }
        emit(.move, target, list, node: node)
    }
}

extension NumberOperator {
    fileprivate var opcode: Opcode {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .floorDivide: .floorDivide
        case .remainder: .remainder
        case .power: .operate
        }
    }

    fileprivate var opcodeForNumber: Opcode? {
        switch self {
        case .add: .addNumber
        case .subtract: .subtractNumber
        case .multiply: .multiplyNumber
        case .floorDivide: .floorDivideNumber
        case .remainder: .remainderNumber
        case .divide, .power: nil
        }
    }
}

extension Comparison.Operator {
    fileprivate var opcode: Opcode {
        switch self {
        case .equal: .ifEqual
        case .notEqual: .ifNotEqual
        case .less: .ifLess
        case .lessOrEqual: .ifLessOrEqual
        case .greater: .ifGreater
        case .greaterOrEqual: .ifGreaterOrEqual
        }
    }

    fileprivate var opcodeForNumber: Opcode {
        switch self {
        case .equal: .ifEqualNumber
        case .notEqual: .ifNotEqualNumber
        case .less: .ifLessNumber
        case .lessOrEqual: .ifLessOrEqualNumber
        case .greater: .ifGreaterNumber
        case .greaterOrEqual: .ifGreaterOrEqualNumber
        }
    }
}
