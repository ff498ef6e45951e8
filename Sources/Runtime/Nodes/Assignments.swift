import Language
import Tensors

/// A place for a value: a slot of the running function, or a name of the top level.
enum Target {
    case local(Int)
    case global(GlobalCell)

    /// The name of the top level.
    var cell: GlobalCell? {
        if case .global(let cell) = self { cell } else { nil }
    }

    @inline(__always)
    func store(_ value: Value, _ frame: Frame) {
        switch self {
        case .local(let slot): frame.slot(slot).put(value)
        case .global(let cell): cell.value = value
        }
    }

    @inline(__always)
    func load(_ frame: Frame) -> Value? {
        switch self {
        case .local(let slot): frame.slot(slot).pointee
        case .global(let cell): cell.value
        }
    }

    /// Takes the value out, so that the taker is the only one who looks at it. Put one back whatever happens.
    @inline(__always)
    func take(_ frame: Frame) -> Value? {
        switch self {
        case .local(let slot): return frame.slot(slot).take()
        case .global(let cell):
            let value = cell.value
            cell.value = nil
            return value
        }
    }
}

/// `x = e`.
final class Assign: Node {
    let target: Target
    let value: Node

    init(_ target: Target, _ value: Node, span: Span) {
        self.target = target
        self.value = value
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        target.store(try value.evaluate(frame), frame)
        return .next
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        target.store(try frame.left(instruction, value), frame)
    }
}

/// A name, or a part of the value behind one: `x`, `x[i]`, `a.b[2].c`.
struct Place {
    let name: String
    let target: Target
    /// The name was given its value outside of this function, which must not change it.
    let isOuter: Node?
    let path: [AccessorNode]
    let span: Span

    /// Changes the value in place.
    func change(_ change: Change, _ frame: Frame, at mark: Span) throws {
        try self.change(change, try path.map { try $0.evaluate(frame) }, frame, at: mark)
    }

    /// The same with the way to the part read already.
    func change(_ change: Change, _ accessors: [Accessor], _ frame: Frame, at mark: Span) throws {
        guard var value = target.take(frame) else { throw try missing(frame) }
        defer { target.store(value, frame) }
        var assigning = Assigning(change, span: mark)
        do { try assigning.update(&value, accessors[...]) } catch {
            throw frame.locate(error, at: path.isEmpty ? mark : assigning.span)
        }
    }

    /// Why there is nothing to change: the name is of the outside, or of nobody.
    private func missing(_ frame: Frame) throws -> any Error {
        guard let isOuter else {
            return Problem(
                "name.unknown", "there is no name `\(name)` to change", help: "give it a value first: \(name) = …"
            )
            .diagnostic(frame.source, span)
        }
        _ = try isOuter.evaluate(frame)
        return Problem(
            "name.outer", "`\(name)` belongs to the outside of this function, which can read it but not change it",
            help: "return the new value, or make a copy first: \(name) = \(name)"
        ).diagnostic(frame.source, span)
    }
}

/// An accessor of a place, compiled.
struct AccessorNode {
    enum Kind {
        case field(String)
        case subscripts([SubscriptNode])
    }

    let kind: Kind
    let span: Span

    /// The subscript where there is one, of one value without an axis.
    var plainSubscript: Node? {
        guard case .subscripts(let nodes) = kind, nodes.count == 1 else { return nil }
        return nodes[0].plainValue
    }

    func evaluate(_ frame: Frame) throws -> Accessor {
        switch kind {
        case .field(let name): Accessor(kind: .field(name), span: span)
        case .subscripts(let nodes): Accessor(kind: .subscripts(try nodes.map { try $0.evaluate(frame) }), span: span)
        }
    }
}

/// `x[i] = e`, `r.field = e`.
final class AssignPart: Node {
    let place: Place
    let value: Node

    init(_ place: Place, _ value: Node, span: Span) {
        self.place = place
        self.value = value
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        let new = try value.evaluate(frame)
        do { try place.change(.write(new), frame, at: place.span) } catch { throw marked(error, new, frame) }
        return .next
    }

    private func marked(_ error: any Error, _ new: Value, _ frame: Frame) -> any Error {
        frame.marking(error, at: place.path.last?.span ?? place.span, [Operand(value, "this", new)])
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        guard let node = place.path[0].plainSubscript else { return }
        let new = try frame.left(instruction, value)
        let key = Subscripted(axis: nil, item: .value(try frame.right(instruction, node)))
        let accessor = Accessor(kind: .subscripts([key]), span: place.path[0].span)
        do { try place.change(.write(new), [accessor], frame, at: place.span) } catch {
            throw marked(error, new, frame)
        }
    }
}

/// `a, b = e`: names and parts take the parts of one value.
final class AssignSeveral: Node {
    let places: [Place]
    let value: Node

    init(_ places: [Place], _ value: Node, span: Span) {
        self.places = places
        self.value = value
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        let whole = try value.evaluate(frame)
        let parts: [Value]
        do { parts = try whole.parts(places.count) } catch { throw frame.locate(error, at: value.span) }
        for (place, part) in zip(places, parts) {
            if place.path.isEmpty {
                place.target.store(part, frame)
            } else {
                try place.change(.write(part), frame, at: place.span)
            }
        }
        return .next
    }
}

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
