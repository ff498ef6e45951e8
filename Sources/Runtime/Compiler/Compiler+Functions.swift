import Language
import Tensors

extension Compiler {
    /// A `def`, a lambda or a block as a node that makes the function.
    func function(_ definition: FunctionDefinition) throws -> Node {
        let outerScope = scope
        // At the top level a function finds itself among the globals, so a later definition replaces it everywhere.
        let inner = Scope(parent: outerScope, ownName: outerScope.isTop ? nil : definition.name?.text)
        for parameter in definition.parameters { inner.declare(parameter.name.text) }
        for name in AssignedNames(definition.body).names { inner.declare(name) }
        scope = inner
        defer { scope = outerScope }
        guard Set(definition.parameters.map(\.name.text)).count == definition.parameters.count else {
            throw error("syntax.duplicate-parameter", "a parameter is named twice", at: definition.span)
        }
        let parameters = try definition.parameters.map { parameter in
            FunctionCode.CodeParameter(
                name: parameter.name.text, defaultValue: try parameter.defaultValue.map { try expression($0) },
                defaultText: parameter.defaultValue.map { text(of: $0.span) })
        }
        let body = try block(definition.body, wantsValue: true, span: definition.span)
        let code = FunctionCode(
            name: definition.name?.text, documentation: definition.documentation, source: source,
            parameters: parameters, slotCount: inner.slotCount, captures: inner.captures, body: body, isTree: isTree)
        code.definition = definition
        code.module = module
        return FunctionNode(code, span: definition.span)
    }

    /// - Parameter subject: what a pipe puts before the other arguments.
    func call(
        _ callee: Expression, _ arguments: [Language.Argument], _ hasBlock: Bool, subject: Node?, _ span: Span
    ) throws -> Node {
        var positional = subject.map { [$0] } ?? []
        var named: [(name: Name, value: Node)] = []
        for argument in arguments {
            let node = try expression(argument.value)
            if let name = argument.name { named.append((name, node)) } else { positional.append(node) }
        }
        let target = try expression(callee)
        (target as? GlobalName)?.isCalled = true
        return Call(
            target, title: text(of: callee.span), positional: positional, named: named,
            hasBlock: hasBlock, span: span)
    }

    /// `x |> f(a)` is `f(x, a)`; `x |> f` is `f(x)`. Without `x`, the last answer.
    func pipe(_ subject: Expression?, _ target: Expression, _ span: Span) throws -> Node {
        let first = try subject.map { try expression($0) } ?? read("ans", span: span)
        if case .call(let callee, let arguments, let hasBlock) = target.kind {
            return try call(callee, arguments, hasBlock, subject: first, span)
        }
        return try call(target, [], false, subject: first, span)
    }
}
