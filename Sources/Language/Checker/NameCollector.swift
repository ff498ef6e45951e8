/// Collects the names that statements give values to, without those inside functions.
final class NameCollector {
    private let source: Source
    private let modules: ModuleNames
    private(set) var definitions: [String: Definition] = [:]

    init(source: Source, modules: ModuleNames) {
        self.source = source
        self.modules = modules
    }

    func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

    private func add(_ name: String, _ span: Span, _ signature: Signature? = nil) {
        if definitions[name] == nil {
            definitions[name] = Definition(span: span, signature: signature)
        } else {
            // Two values: which one a call meets is not known.
            definitions[name]?.signature = nil
        }
    }

    private func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let expression): visit(expression)
        case .assign(let targets, let value):
            for target in targets { visit(target: target) }
            visit(value)
        case .update(let target, _, let value):
            visit(target: target)
            visit(value)
        case .define(let definition):
            if let name = definition.name { add(name.text, name.span, Signature(definition)) }
        case .whileLoop(let condition, let body):
            visit(condition)
            visit(body)
        case .forLoop(let names, let over, let body):
            for name in names { add(name.text, name.span) }
            visit(over)
            visit(body)
        case .useModule(let path, let alias):
            if let alias {
                add(alias.text, alias.span)
            } else {
                for (name, definition) in modules.names(path, user: source) ?? [:] {
                    add(name, statement.span, definition.signature)
                }
            }
        case .returnValue(let value): if let value { visit(value) }
        case .breakLoop, .continueLoop: break
        }
    }

    private func visit(target: Expression) {
        if case .name(let name) = target.kind { add(name, target.span) } else { visit(target) }
    }

    private func visit(_ expression: Expression) {
        expression.forEachPart {
            visit($0)
        } statements: {
            visit($0)
        }
    }
}
