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
