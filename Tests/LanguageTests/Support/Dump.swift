import Language

/// The tree of a text as nested brackets, so that tests can compare it as one line.
func dump(_ text: String) throws -> String {
    try Parser.parse(Source(name: "test", text: text)).body.map { dump($0) }.joined(separator: " ")
}

func diagnostic(_ text: String, name: String = "test") -> Diagnostic? {
    do throws(Diagnostic) {
        _ = try Parser.parse(Source(name: name, text: text))
        return nil
    } catch {
        return error
    }
}

private func dump(_ statements: [Statement]) -> String {
    "{" + statements.map { dump($0) }.joined(separator: " ") + "}"
}

private func dump(_ statement: Statement) -> String {
    let text: String
    switch statement.kind {
    case .expression(let expression): text = dump(expression)
    case .assign(let targets, let value):
        text = "(= \(targets.map { dump($0) }.joined(separator: " ")) \(dump(value)))"
    case .update(let target, let op, let value): text = "(\(op.rawValue)= \(dump(target)) \(dump(value)))"
    case .define(let definition): text = dump(definition)
    case .whileLoop(let condition, let body): text = "(while \(dump(condition)) \(dump(body)))"
    case .forLoop(let names, let over, let body):
        text = "(for \(names.map(\.text).joined(separator: ",")) \(dump(over)) \(dump(body)))"
    case .useModule(let path, let alias): text = "(use \(path)\(alias.map { " as \($0.text)" } ?? ""))"
    case .returnValue(let value): text = "(return\(value.map { " " + dump($0) } ?? ""))"
    case .breakLoop: text = "(break)"
    case .continueLoop: text = "(continue)"
    }
    return statement.isSilent ? text + ";" : text
}

private func dump(_ definition: FunctionDefinition) -> String {
    let parameters = definition.parameters.map { parameter in
        parameter.name.text + (parameter.defaultValue.map { "=" + dump($0) } ?? "")
    }
    let head = definition.name.map { "def \($0.text)" } ?? "fn"
    return "(\(head) [\(parameters.joined(separator: " "))] \(dump(definition.body)))"
}

private func dump(_ item: Subscript) -> String {
    let kind: String
    switch item.kind {
    case .index(let expression): kind = dump(expression)
    case .slice(let start, let stop, let step):
        kind = [start, stop, step].map { $0.map { dump($0) } ?? "" }.joined(separator: ":")
    case .ellipsis: kind = "..."
    }
    return (item.axis.map { $0.text + "=" } ?? "") + kind
}

private func joined(_ expressions: [Expression]) -> String { expressions.map { dump($0) }.joined(separator: " ") }

func dump(_ expression: Expression) -> String {
    switch expression.kind {
    case .none: return "none"
    case .bool(let value): return "\(value)"
    case .int(let value): return "\(value)"
    case .float(let value): return "\(value)"
    case .quantity(let amount, let unit): return "<\(amount) \(unit)>"
    case .string(let parts):
        return "\""
            + parts.map { part in
                switch part {
                case .text(let text): return text.replacing("\n", with: "\\n")
                case .value(let value): return "$" + dump(value)
                }
            }.joined() + "\""
    case .name(let name): return name
    case .list(let items): return "[\(joined(items))]"
    case .record(let entries):
        return "{" + entries.map { "\($0.key.text):\(dump($0.value))" }.joined(separator: " ") + "}"
    case .comprehension(let value, let names, let over, let condition):
        return "(each \(dump(value)) \(names.map(\.text).joined(separator: ",")) \(dump(over))"
            + (condition.map { " if " + dump($0) } ?? "") + ")"
    case .unary(let op, let operand): return "(\(op.rawValue) \(dump(operand)))"
    case .binary(let op, let left, let right, _): return "(\(op.rawValue) \(dump(left)) \(dump(right)))"
    case .chain(let operands, let operators):
        return "(chain \(operators.map(\.rawValue).joined(separator: ",")) \(joined(operands)))"
    case .call(let callee, let arguments, let hasBlock):
        let inner = arguments.map { ($0.name.map { $0.text + "=" } ?? "") + dump($0.value) }
        return "(\(([hasBlock ? "call-do" : "call", dump(callee)] + inner).joined(separator: " ")))"
    case .pipe(let subject, let target): return "(|> \(subject.map { dump($0) } ?? "_") \(dump(target)))"
    case .field(let base, let name): return "(. \(dump(base)) \(name.text))"
    case .index(let base, let items): return "(at \(dump(base)) \(items.map { dump($0) }.joined(separator: " ")))"
    case .function(let definition): return dump(definition)
    case .conditional(let branches, let otherwise):
        let inner = branches.map { dump($0.condition) + " " + dump($0.body) }.joined(separator: " ")
        return "(if \(inner)\(otherwise.map { " else " + dump($0) } ?? ""))"
    case .attempt(let value, let fallback): return "(try \(dump(value)) \(dump(fallback)))"
    case .with(let settings, let body): return "(with \(joined(settings)) \(dump(body)))"
    }
}
