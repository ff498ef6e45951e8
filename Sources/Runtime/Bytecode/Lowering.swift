import Language
import Tensors

/// Writes the nodes of a function as instructions for the machine. Local names keep their slots; the steps of a
/// calculation get registers behind them. A node that has no instruction of its own is run by one that calls it.
final class Lowering {
    private(set) var instructions: [Instruction] = []
    private let localCount: Int
    private(set) var nextRegister: Int
    private var registerCount: Int
    /// The loops around the present place, innermost last.
    var loops: [(next: Label, exit: Label)] = []
    /// Local names that certainly have a value at the present place.
    var assigned: Set<Int>
    /// Registers are numbered with 16 bits; what needs more stays a tree.
    private static let mostRegisters = 60_000

    private init(localCount: Int, parameterCount: Int) {
        self.localCount = localCount
        assigned = Set(0..<parameterCount)
        nextRegister = localCount
        registerCount = localCount
    }

    /// A function's body, whose value is that of its last statement, or some statements of the top level.
    /// - Parameter isTree: the nodes run themselves, without the machine's fast cases.
    static func bytecode(
        of body: Node, localCount: Int, parameterCount: Int = 0, isTree: Bool = false
    ) -> Bytecode {
        let lowering = Lowering(localCount: localCount, parameterCount: parameterCount)
        if !isTree, localCount < mostRegisters {
            lowering.last(body)
            if lowering.registerCount < mostRegisters { return lowering.finished }
        }
        let plain = Lowering(localCount: localCount, parameterCount: 0)
        plain.emit(.executeLast, node: body)
        return plain.finished
    }

    private var finished: Bytecode { Bytecode(instructions, registerCount: registerCount) }

    // MARK: Registers

    /// A register for a step of a calculation; free again when the `step` around it ends.
    func register() -> Int {
        nextRegister += 1
        registerCount = max(registerCount, nextRegister)
        return nextRegister - 1
    }

    /// Registers taken inside are free afterwards.
    func step<Result>(_ body: () -> Result) -> Result {
        let first = nextRegister
        defer { nextRegister = first }
        return body()
    }

    /// What is written inside may be skipped: it gives no name a value for certain.
    func maybe(_ body: () -> Void) {
        let before = assigned
        body()
        assigned = before
    }

    func isLocal(_ register: Int) -> Bool { register < localCount }

    // MARK: Instructions

    /// A place in the code, known sooner or later.
    final class Label {
        fileprivate var position: Int?
        fileprivate var users: [Int] = []
    }

    func place(_ label: Label) {
        label.position = instructions.count
        for user in label.users { instructions[user].jump = Int32(instructions.count - user - 1) }
    }

    func emit(
        _ opcode: Opcode, _ target: Int = 0, _ a: Int = 0, _ b: Int = 0, number: Int = 0, to label: Label? = nil,
        isNumber: Bool = false, node: Node
    ) {
        var instruction = Instruction(
            opcode: opcode, target: UInt16(truncatingIfNeeded: target), a: UInt16(truncatingIfNeeded: a),
            b: UInt16(truncatingIfNeeded: b), number: Int32(truncatingIfNeeded: number), node: .passUnretained(node))
        if !isLocal(a) { instruction.spent.insert(.a) }
        if !isLocal(b) { instruction.spent.insert(.b) }
        if isNumber { instruction.spent.insert(.number) }
        if let label {
            if let position = label.position {
                instruction.jump = Int32(position - instructions.count - 1)
            } else {
                label.users.append(instructions.count)
            }
        }
        instructions.append(instruction)
    }

    /// The node runs itself, and may leave through `return`, `break` or `continue`.
    func emitWhole(_ opcode: Opcode, _ target: Int = 0, node: Node) {
        emit(opcode, target, to: loops.last?.exit, node: node)
        emit(.extra, to: loops.last?.next, node: node)
    }

    /// A small int that an instruction can hold.
    func number(_ node: Node) -> Int? {
        guard let constant = node as? Constant, case .int(let int) = constant.value, Int32(exactly: int) != nil else {
            return nil
        }
        return int
    }
}

extension Lowering {
    /// Whether running the node could change a local name, which the operand before it may be read from.
    func mayAssign(_ node: Node) -> Bool {
        switch node {
        case is Constant, is LocalName, is CapturedName, is SelfName, is GlobalName, is FunctionNode: false
        case let node as ArithmeticNode: mayAssign(node.left) || mayAssign(node.right)
        case let node as ComparisonNode: mayAssign(node.left) || mayAssign(node.right)
        case let node as LogicNode: mayAssign(node.left) || mayAssign(node.right)
        case let node as UnaryNode: mayAssign(node.operand)
        case let node as FieldNode: mayAssign(node.owner)
        case let node as IndexNode: mayAssign(node.owner) || node.plainSubscript.map(mayAssign) ?? true
        case let node as ListNode: node.items.contains(where: mayAssign)
        case let node as Call:
            mayAssign(node.callee) || node.positional.contains(where: mayAssign)
                || node.named.contains { mayAssign($0.value) }
        default: true
        }
    }

    /// Whether the node is read without calling anything.
    func isSimple(_ node: Node) -> Bool {
        switch node {
        case is Constant, is LocalName, is CapturedName: true
        case let node as ArithmeticNode: isSimple(node.left) && isSimple(node.right)
        default: false
        }
    }
}
