import Language
import Tensors

/// `x.name`.
final class FieldNode: Node {
    let owner: Node
    let name: Name
    /// Where the field was the last time: records of one kind have it at one place.
    @exclusivity(unchecked) private var place = 0

    init(_ owner: Node, _ name: Name, span: Span) {
        self.owner = owner
        self.name = name
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value { try read(try owner.evaluate(frame), frame) }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        frame.slot(instruction.target).put(try read(try frame.left(instruction, owner), frame))
    }

    /// The field of a record; nil where there is none.
    @inline(__always)
    func found(in record: Record) -> Value? { record.value(name.text, at: &place) }

    private func read(_ value: Value, _ frame: Frame) throws -> Value {
        if case .record(let record) = value, let field = found(in: record) { return field }
        do { return try Fields.read(value, name.text) } catch {
            throw explained(frame.locate(error, at: name.span), value, frame)
        }
    }

    /// Says that the name is a function, or adds the replacement that the suggestion names.
    private func explained(_ error: any Error, _ value: Value, _ frame: Frame) -> any Error {
        guard var diagnostic = error as? Diagnostic,
            diagnostic.id.hasSuffix("unknown") || diagnostic.id.hasSuffix("-column")
        else { return error }
        let isOwn = frame.context.registry.commands[name.text] != nil || frame.context.lazyModule(name.text) != nil
        // A name without brackets is a field that a record lacks, whatever commands are said to do.
        var isField = false
        if case .record = value { isField = !frame.isCalled(name) }
        if isField, !isOwn || suggestion(for: name.text, among: value.fieldNames) != nil {
            return diagnostic.naming(name, among: value.fieldNames)
        }
        let function = isOwn ? name.text : frame.context.registry.command(knownElsewhereAs: name.text)
        if isOwn || diagnostic.help == nil || name.text == "append" || name.text == "extend",
            let (help, fix) = frame.method(name, of: (owner, value), as: name.text == "append" ? nil : function)
        {
            diagnostic.help = help
            diagnostic.fixes = [fix]
            return diagnostic
        }
        return diagnostic.naming(name, among: value.fieldNames)
    }
}

/// What stands between the brackets, compiled.
struct SubscriptNode {
    enum Item {
        case value(Node)
        case slice(start: Node?, stop: Node?, step: Node?)
        case ellipsis
    }

    let axis: String?
    let item: Item
    let span: Span

    /// Its node where it is one value without an axis.
    var plainValue: Node? {
        if axis == nil, case .value(let node) = item { return node }
        return nil
    }

    func evaluate(_ frame: Frame) throws -> Subscripted {
        switch item {
        case .value(let node): return Subscripted(axis: axis, item: .value(try node.evaluate(frame)))
        case .ellipsis: return Subscripted(axis: axis, item: .ellipsis)
        case .slice(let start, let stop, let step):
            return Subscripted(
                axis: axis,
                item: .slice(
                    start: try bound(start, frame), stop: try bound(stop, frame), step: try bound(step, frame)))
        }
    }

    private func bound(_ node: Node?, _ frame: Frame) throws -> Int? {
        guard let node else { return nil }
        let value = try node.evaluate(frame)
        if case .none = value { return nil }
        do { return try Index.integer(value, of: "slice") } catch { throw frame.locate(error, at: node.span) }
    }
}

/// `x[…]`.
final class IndexNode: Node {
    let owner: Node
    let subscripts: [SubscriptNode]

    init(_ owner: Node, _ subscripts: [SubscriptNode], span: Span) {
        self.owner = owner
        self.subscripts = subscripts
        super.init(span)
    }

    /// The subscript where it is one value without an axis.
    var plainSubscript: Node? { subscripts.count == 1 ? subscripts[0].plainValue : nil }

    override func evaluate(_ frame: Frame) throws -> Value {
        let value = try owner.evaluate(frame)
        return try select(value, try subscripts.map { try $0.evaluate(frame) }, frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        guard let node = plainSubscript else { return }
        let value = try frame.left(instruction, owner)
        let key = Subscripted(axis: nil, item: .value(try frame.right(instruction, node)))
        frame.slot(instruction.target).put(try select(value, [key], frame))
    }

    private func select(_ value: Value, _ keys: [Subscripted], _ frame: Frame) throws -> Value {
        do { return try Indexing.select(value, keys) } catch {
            throw frame.locate(error, indexing: (owner, value), subscripts, keys, span)
        }
    }
}
