import Language
import Tensors

/// A place for a value: a slot of the running function, or a name of the top level.
enum Target {
    case local(Int)
    case global(GlobalCell)

    @inline(__always)
    func store(_ value: Value, _ frame: Frame) {
        switch self {
        case .local(let slot): frame.slot(slot).pointee = value
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
        case .local(let slot):
            let value = frame.slot(slot).pointee
            frame.slot(slot).pointee = nil
            return value
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
        let accessors = try path.map { try $0.evaluate(frame) }
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
        do { try place.change(.write(new), frame, at: place.span) } catch {
            throw frame.marking(error, at: place.path.last?.span ?? place.span, [Operand(value, "this", new)])
        }
        return .next
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
    let isAddition: Bool
    let apply: (inout Value, Value) throws -> Void

    init(
        _ place: Place, _ value: Node, isAddition: Bool, span: Span,
        apply: @escaping (inout Value, Value) throws -> Void
    ) {
        self.place = place
        self.value = value
        self.isAddition = isAddition
        self.apply = apply
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        let operand = try value.evaluate(frame)
        if isAddition, place.path.isEmpty, case .int(let step) = operand, case .int(let old)? = place.target.load(frame)
        {
            let (sum, overflow) = old.addingReportingOverflow(step)
            if !overflow {
                place.target.store(.int(sum), frame)
                return .next
            }
        }
        do { try place.change(.update { try self.apply(&$0, operand) }, frame, at: span) } catch {
            throw frame.locate(error, updating: place, by: (value, operand), at: span)
        }
        return .next
    }
}

/// `x = x + e`: as `x += e`, but a name of the outside is copied first.
final class AssignSum: Node {
    let target: Target
    let old: Node
    let value: Node
    let mark: Span

    init(_ target: Target, old: Node, value: Node, mark: Span, span: Span) {
        self.target = target
        self.old = old
        self.value = value
        self.mark = mark
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        // Reading the name first says that it is unknown before anything else happens.
        if target.load(frame) == nil { target.store(try old.evaluate(frame), frame) }
        let operand = try value.evaluate(frame)
        guard var sum = target.take(frame) else { return .next }
        defer { target.store(sum, frame) }
        do { try Arithmetic.add(operand, to: &sum) } catch {
            throw frame.locate(error, at: mark, between: (old, sum), and: (value, operand))
        }
        return .next
    }
}

extension Arithmetic {
    /// `target = target + value`, in place for lists and strings that nobody else looks at.
    static func add(_ value: Value, to target: inout Value) throws {
        if case .list(let more) = value, case .list = target { return try append(more, to: &target) }
        if case .string(let more) = value, case .string = target { return try append(more, to: &target) }
        target = try apply(.add, target, value)
    }

    private static func append(_ more: [Value], to target: inout Value) throws {
        guard case .list(var items) = target else { return }
        let count = items.count + more.count
        // An array that is full doubles.
        try Growth.allow(items: count > items.capacity ? max(count, 2 * items.count) : more.count)
        for item in more.prefix(4) { try Growth.allow(nesting: item) }
        target = .none
        items += more
        target = .list(items)
    }

    private static func append(_ more: String, to target: inout Value) throws {
        guard case .string(var text) = target else { return }
        try Growth.allow(bytes: more.utf8.count)
        target = .none
        text += more
        target = .string(text)
    }
}
