import Language
import Tensors

/// `x += e` and its kin; a list or a string grows where it is.
final class Update: Node {
    let place: Place
    let value: Node
    /// nil for an operator that makes no numbers.
    let op: NumberOperator?
    let apply: (inout Value, Value) throws -> Void
    /// The field that it changes, where it is one of a name's value, and where that was the last time.
    private let field: String?
    @exclusivity(unchecked) private var fieldPlace = 0

    init(
        _ place: Place, _ value: Node, op: NumberOperator?, span: Span,
        apply: @escaping (inout Value, Value) throws -> Void
    ) {
        self.place = place
        self.value = value
        self.op = op
        self.apply = apply
        if place.path.count == 1, case .field(let name) = place.path[0].kind { field = name } else { field = nil }
        super.init(span)
    }

    /// `record.field ∘= number` of two ints or floats; false where it is anything else, which changes nothing.
    func changeField(_ record: inout Record, by operand: Value) -> Bool {
        guard let field, let op else { return false }
        return record.changeNumber(field, at: &fieldPlace) { old in
            switch (op, old, operand) {
            case (.add, .int(let x), .int(let y)): Machine.exactly(x.addingReportingOverflow(y)).map { .int($0) }
            case (.subtract, .int(let x), .int(let y)):
                Machine.exactly(x.subtractingReportingOverflow(y)).map { .int($0) }
            case (.add, .float(let x), .float(let y)): .float(x + y)
            case (.subtract, .float(let x), .float(let y)): .float(x - y)
            case (.multiply, .float(let x), .float(let y)): .float(x * y)
            default: nil
            }
        }
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        try update(by: try value.evaluate(frame), frame)
        return .next
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        switch instruction.opcode {
        // The value stands in brackets, and is read without them.
        case .append:
            guard let list = value as? ListNode else { return }
            let item = try frame.left(instruction, list.items[0])
            try update(by: try list.list([item], frame), frame)
        case .appendText: try update(by: try value.evaluate(frame), frame)
        case .updateField, .addGlobal: try update(by: try frame.left(instruction, value), frame)
        default: try update(by: try frame.right(instruction, value), frame)
        }
    }

    override func addToGlobal(_ operand: Register) -> Bool { place.target.cell?.add(operand) ?? false }

    private func update(by operand: Value, _ frame: Frame) throws {
        do { try place.change(.update { try self.apply(&$0, operand) }, frame, at: span) } catch {
            throw frame.locate(error, updating: place, by: (value, operand), at: span)
        }
    }
}

/// `x = x + e`: as `x += e`, but a name of the outside is copied first.
final class AssignSum: Node {
    let target: Target
    let old: Node
    let value: Node
    let mark: Span
    override var operatorSpan: Span { mark }

    init(_ target: Target, old: Node, value: Node, mark: Span, span: Span) {
        self.target = target
        self.old = old
        self.value = value
        self.mark = mark
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        try readOld(frame)
        try add(try value.evaluate(frame), frame)
        return .next
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        try readOld(frame)
        switch instruction.opcode {
        case .append:
            guard let list = value as? ListNode else { return }
            let item = try frame.left(instruction, list.items[0])
            try add(try list.list([item], frame), frame)
        case .appendText: try add(try value.evaluate(frame), frame)
        case .addGlobal: try add(try frame.left(instruction, value), frame)
        default: try add(try frame.right(instruction, value), frame)
        }
    }

    override func addToGlobal(_ operand: Register) -> Bool { target.cell?.add(operand) ?? false }

    /// Reading the name first says that it is unknown before anything else happens.
    private func readOld(_ frame: Frame) throws {
        if target.load(frame) == nil { target.store(try old.evaluate(frame), frame) }
    }

    private func add(_ operand: Value, _ frame: Frame) throws {
        guard var sum = target.take(frame) else { return }
        defer { target.store(sum, frame) }
        do { try Arithmetic.add(operand, to: &sum) } catch {
            throw frame.locate(error, at: mark, between: (old, sum), and: (value, operand))
        }
    }
}
