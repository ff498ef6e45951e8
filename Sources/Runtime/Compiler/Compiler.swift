import Language
import Tensors

/// Turns the syntax tree into nodes that run: every name gets its slot or its cell once, here.
final class Compiler {
    let source: Source
    let module: Module
    var scope: Scope
    /// Functions run as trees.
    let isTree: Bool

    init(source: Source, module: Module, isTree: Bool = false) {
        self.source = source
        self.module = module
        self.isTree = isTree
        scope = Scope(parent: nil)
    }

    /// A node for each statement of a top level. The frame that runs them needs `scope.slotCount` slots.
    func topLevel(_ statements: some Sequence<Statement>) throws -> [Node] {
        try statements.map { try statement($0, wantsValue: true) }
    }

    func block(_ statements: [Statement], wantsValue: Bool, span: Span) throws -> Block {
        var nodes = [Node]()
        nodes.reserveCapacity(statements.count)
        for (index, entry) in statements.enumerated() {
            nodes.append(try statement(entry, wantsValue: wantsValue && index == statements.count - 1))
        }
        return Block(nodes, span: span)
    }

    func error(_ id: String, _ message: String, at span: Span, help: String? = nil) -> Diagnostic {
        Diagnostic(id, message, labels: [.init(source, span)], help: help)
    }

    /// The script's own text of a span, on one line and not long.
    func text(of span: Span) -> String {
        let start = min(max(span.start, 0), source.bytes.count)
        let end = min(max(span.end, start), source.bytes.count)
        let text = String(decoding: source.bytes[start..<end], as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 60 ? String(line.prefix(59)) + "…" : line
    }

    // MARK: Names

    func read(_ name: String, span: Span) -> Node {
        if let slot = scope.overlaySlot(name) {
            return LocalName(name, slot: slot, outer: global(name, span), span: span)
        }
        if scope.isTop { return global(name, span) }
        let outer = outer(name, span)
        guard let slot = scope.locals[name] else { return outer }
        return LocalName(name, slot: slot, outer: outer, span: span)
    }

    /// The name as it is outside of the running function.
    func outer(_ name: String, _ span: Span) -> Node {
        if scope.locals[name] == nil, scope.ownName == name { return SelfName(span) }
        if let index = scope.capture(name) { return CapturedName(index: index, outer: global(name, span), span: span) }
        return global(name, span)
    }

    private func global(_ name: String, _ span: Span) -> Node {
        GlobalName(cell: module.cell(name), module: module, span: span)
    }

    /// Where an assignment to a name puts the value.
    func target(_ name: String) -> Target {
        scope.isTop ? .global(module.cell(name)) : .local(scope.declare(name))
    }
}
