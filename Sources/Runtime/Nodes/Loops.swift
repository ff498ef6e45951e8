import Language
import Tensors

final class WhileLoop: Node {
    let condition: Node
    let body: Block

    init(_ condition: Node, body: Block, span: Span) {
        self.condition = condition
        self.body = body
        super.init(span)
    }

    override var mayRepeat: Bool { true }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        while try condition.isTrue(frame) {
            do { try frame.context.check() } catch { throw frame.locate(error, at: span) }
            switch try turn(body, frame, &result) {
            case .next, .nextTurn: continue
            case .exitLoop: return .next
            case .leave: return .leave
            }
        }
        return .next
    }
}

final class ForLoop: Node {
    let targets: [Target]
    let over: IterationNode
    let body: Block

    init(_ targets: [Target], over: IterationNode, body: Block, span: Span) {
        self.targets = targets
        self.over = over
        self.body = body
        super.init(span)
    }

    override var mayRepeat: Bool { true }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        var flow = Flow.next
        try over.visit(frame, pairs: targets.count == 2) { try turn($0, frame, &flow, &result) }
        return flow == .leave ? .leave : .next
    }

    override func visit(
        _ value: Value, _ instruction: Instruction, _ frame: Frame, _ result: inout Value
    ) throws -> Flow {
        var flow = Flow.next
        try over.visit(value, frame, targets.count == 2) { try turn($0, frame, &flow, &result) }
        return flow == .leave ? .leave : .next
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        try store(try frame.left(instruction, over), targets, frame, at: over.span)
    }

    /// One turn; false where it is the last.
    private func turn(_ item: Value, _ frame: Frame, _ flow: inout Flow, _ result: inout Value) throws -> Bool {
        try store(item, targets, frame, at: over.span)
        flow = try Runtime.turn(body, frame, &result)
        return flow == .next || flow == .nextTurn
    }
}

/// One turn of a loop; catches a `break` from inside an expression.
@inline(__always)
func turn(_ body: Block, _ frame: Frame, _ result: inout Value) throws -> Flow {
    do { return try body.execute(frame, &result) } catch let unwind as Unwind {
        result = unwind.value
        return unwind.flow
    }
}

/// Gives an item to the loop's names: one takes it whole, several take its parts.
func store(_ item: Value, _ targets: [Target], _ frame: Frame, at span: Span) throws {
    if targets.count == 1 { return targets[0].store(item, frame) }
    do {
        let parts = try item.parts(targets.count)
        for (target, part) in zip(targets, parts) { target.store(part, frame) }
    } catch { throw frame.locate(error, at: span) }
}

/// `[f(x) for x in xs if c]`. Its names are seen nowhere else.
final class Comprehension: Node {
    let value: Node
    let targets: [Target]
    let over: IterationNode
    let condition: Node?

    init(_ value: Node, targets: [Target], over: IterationNode, condition: Node?, span: Span) {
        self.value = value
        self.targets = targets
        self.over = over
        self.condition = condition
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var items = [Value]()
        try over.visit(frame, pairs: targets.count == 2) { try add($0, to: &items, frame) }
        return .list(items)
    }

    override func visit(
        _ value: Value, _ instruction: Instruction, _ frame: Frame, _ result: inout Value
    ) throws -> Flow {
        var items = [Value]()
        try over.visit(value, frame, targets.count == 2) { try add($0, to: &items, frame) }
        frame.slot(instruction.target).put(.list(items))
        return .next
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        switch instruction.opcode {
        case .takeApart: try store(try frame.left(instruction, over), targets, frame, at: over.span)
        case .append:
            let item = try frame.left(instruction, value)
            do { _ = try frame.slot(instruction.target).append(item) } catch { throw frame.locate(error, at: span) }
        default: frame.slot(instruction.target).put(try frame.left(instruction, self))
        }
    }

    private func add(_ item: Value, to items: inout [Value], _ frame: Frame) throws -> Bool {
        try store(item, targets, frame, at: over.span)
        if let condition, try !condition.isTrue(frame) { return true }
        let item = try value.evaluate(frame)
        do { try Growth.append(item, to: &items) } catch { throw frame.locate(error, at: span) }
        return true
    }
}

extension Value {
    /// The parts of a value that is taken apart into `count` names. - Throws: `assign.count`, `assign.parts`.
    func parts(_ count: Int) throws -> [Value] {
        var parts = [Value]()
        switch self {
        case .list(let items): parts = items
        case .tensor(let tensor) where tensor.rank > 0:
            guard tensor.shape[0] == count else { throw Problem.partCount(tensor.shape[0], count) }
            parts = try (0..<count).map { try TensorIndexing.part(tensor, at: $0) }
        case .native(let object):
            guard let elements = try object.elements() else { fallthrough }
            parts = elements
        default: throw Problem("assign.parts", "cannot take \(typeWithArticle) apart into \(count) names")
        }
        guard parts.count == count else { throw Problem.partCount(parts.count, count) }
        return parts
    }
}

extension Problem {
    static func partCount(_ found: Int, _ wanted: Int) -> Problem {
        Problem("assign.count", "\(found) \(found == 1 ? "value" : "values") for \(wanted) names")
    }
}
