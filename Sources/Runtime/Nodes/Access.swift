import Language
import Tensors

/// `x.name`.
final class FieldNode: Node {
    let owner: Node
    let name: Name

    init(_ owner: Node, _ name: Name, span: Span) {
        self.owner = owner
        self.name = name
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let value = try owner.evaluate(frame)
        if case .record(let record) = value, let field = record[name.text] { return field }
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
        let function = isOwn ? name.text : frame.context.registry.command(knownElsewhereAs: name.text)
        if isOwn || diagnostic.help == nil || name.text == "append" || name.text == "extend",
            let (help, fix) = frame.method(name, of: owner, as: name.text == "append" ? nil : function)
        {
            diagnostic.help = help
            diagnostic.fixes = [fix]
            return diagnostic
        }
        guard diagnostic.help != nil, let other = suggestion(for: name.text, among: value.fieldNames) else {
            return diagnostic
        }
        diagnostic.fixes = [.init(span: name.span, replacement: other, title: "write `\(other)`")]
        return diagnostic
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

    override func evaluate(_ frame: Frame) throws -> Value {
        let value = try owner.evaluate(frame)
        if case .list(let items) = value, subscripts.count == 1, case .value(let node) = subscripts[0].item,
            subscripts[0].axis == nil
        {
            let key = try node.evaluate(frame)
            if case .int(let index) = key, index >= 0, index < items.count { return items[index] }
            return try select(value, [Subscripted(axis: nil, item: .value(key))], frame)
        }
        return try select(value, try subscripts.map { try $0.evaluate(frame) }, frame)
    }

    private func select(_ value: Value, _ keys: [Subscripted], _ frame: Frame) throws -> Value {
        do { return try Indexing.select(value, keys) } catch {
            throw frame.locate(error, indexing: (owner, value), subscripts, keys, span)
        }
    }
}
