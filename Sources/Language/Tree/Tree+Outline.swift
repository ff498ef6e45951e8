// The tree as nested brackets: two texts have the same outline if they do the same. Comments, documentation and layout
// are not in it.

extension Program {
    /// The outline of some of its statements.
    public func outline(of statements: Range<Int>) -> String {
        body[statements.clamped(to: body.indices)].map(\.outline).joined(separator: " ")
    }
}

extension Statement {
    package var outline: String {
        let text: String
        switch kind {
        case .expression(let expression): text = expression.outline
        case .assign(let targets, let value):
            text = "(= \(targets.map(\.outline).joined(separator: " ")) \(value.outline))"
        case .update(let target, let op, let value): text = "(\(op.rawValue)= \(target.outline) \(value.outline))"
        case .define(let definition): text = definition.outline
        case .whileLoop(let condition, let body): text = "(while \(condition.outline) \(block(body)))"
        case .forLoop(let names, let over, let body):
            text = "(for \(names.map(\.text).joined(separator: ",")) \(over.outline) \(block(body)))"
        case .useModule(let path, let alias): text = "(use \(path)\(alias.map { " as \($0.text)" } ?? ""))"
        case .returnValue(let value): text = "(return\(value.map { " " + $0.outline } ?? ""))"
        case .breakLoop: text = "(break)"
        case .continueLoop: text = "(continue)"
        }
        return isSilent ? text + ";" : text
    }
}

private func block(_ statements: [Statement]) -> String {
    "{" + statements.map(\.outline).joined(separator: " ") + "}"
}

private func joined(_ expressions: [Expression]) -> String { expressions.map(\.outline).joined(separator: " ") }

extension FunctionDefinition {
    fileprivate var outline: String {
        let parameters = parameters.map { parameter in
            parameter.name.text + (parameter.defaultValue.map { "=" + $0.outline } ?? "")
        }
        let head = name.map { "def \($0.text)" } ?? "fn"
        return "(\(head) [\(parameters.joined(separator: " "))] \(block(body)))"
    }
}

extension Subscript {
    fileprivate var outline: String {
        let text: String
        switch kind {
        case .index(let expression): text = expression.outline
        case .slice(let start, let stop, let step):
            text = [start, stop, step].map { $0?.outline ?? "" }.joined(separator: ":")
        case .ellipsis: text = "..."
        }
        return (axis.map { $0.text + "=" } ?? "") + text
    }
}

extension StringPart {
    fileprivate var outline: String {
        switch self {
        case .text(let text):
            text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
                .replacing("$", with: "\\$")
        case .value(let value): "$" + value.outline
        }
    }
}

extension Expression {
    package var outline: String {
        switch kind {
        case .none: return "none"
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .float(let value): return "\(value)"
        case .quantity(let amount, let unit): return "<\(amount) \(unit)>"
        case .string(let parts): return "\"" + parts.map(\.outline).joined() + "\""
        case .name(let name): return name
        case .list(let items): return "[\(joined(items))]"
        case .record(let entries):
            return "{" + entries.map { "\($0.key.text):\($0.value.outline)" }.joined(separator: " ") + "}"
        case .comprehension(let value, let names, let over, let condition):
            return "(each \(value.outline) \(names.map(\.text).joined(separator: ",")) \(over.outline)"
                + (condition.map { " if " + $0.outline } ?? "") + ")"
        case .unary(let op, let operand): return "(\(op.rawValue) \(operand.outline))"
        case .binary(let op, let left, let right, _): return "(\(op.rawValue) \(left.outline) \(right.outline))"
        case .chain(let operands, let operators):
            return "(chain \(operators.map(\.rawValue).joined(separator: ",")) \(joined(operands)))"
        case .call(let callee, let arguments, let hasBlock):
            let inner = arguments.map { ($0.name.map { $0.text + "=" } ?? "") + $0.value.outline }
            return "(\(([hasBlock ? "call-do" : "call", callee.outline] + inner).joined(separator: " ")))"
        case .pipe(let subject, let target): return "(|> \(subject?.outline ?? "_") \(target.outline))"
        case .field(let base, let name): return "(. \(base.outline) \(name.text))"
        case .index(let base, let items): return "(at \(base.outline) \(items.map(\.outline).joined(separator: " ")))"
        case .function(let definition): return definition.outline
        case .conditional(let branches, let otherwise):
            let inner = branches.map { $0.condition.outline + " " + block($0.body) }.joined(separator: " ")
            return "(if \(inner)\(otherwise.map { " else " + block($0) } ?? ""))"
        case .attempt(let value, let fallback): return "(try \(value.outline) \(fallback.outline))"
        case .with(let settings, let body): return "(with \(joined(settings)) \(block(body)))"
        }
    }
}
