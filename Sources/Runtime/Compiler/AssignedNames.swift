import Language

/// The names that statements give values to, in order, without those of functions inside them.
struct AssignedNames {
    private(set) var names: [String] = []

    init(_ body: [Statement]) { for statement in body { visit(statement) } }

    private mutating func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

    private mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let expression): visit(expression)
        case .assign(let targets, let value):
            for target in targets { base(target) }
            visit(value)
        case .update(let target, _, let value):
            base(target)
            visit(value)
        case .define(let definition): if let name = definition.name { names.append(name.text) }
        case .whileLoop(let condition, let body):
            visit(condition)
            visit(body)
        case .forLoop(let loopNames, let over, let body):
            names += loopNames.map(\.text)
            visit(over)
            visit(body)
        case .useModule(_, let alias): if let alias { names.append(alias.text) }
        case .returnValue(let value): if let value { visit(value) }
        case .breakLoop, .continueLoop: break
        }
    }

    /// The name that `a.b[2].c = …` changes.
    private mutating func base(_ target: Expression) {
        switch target.kind {
        case .name(let name): names.append(name)
        case .field(let owner, _): base(owner)
        case .index(let owner, let subscripts):
            base(owner)
            for entry in subscripts { visit(entry) }
        default: visit(target)
        }
    }

    private mutating func visit(_ entry: Subscript) {
        switch entry.kind {
        case .index(let value): visit(value)
        case .slice(let start, let stop, let step): for value in [start, stop, step] { if let value { visit(value) } }
        case .ellipsis: break
        }
    }

    /// Only `if … end` and `with … end` hold statements, but they may stand anywhere inside an expression.
    private mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .none, .bool, .int, .float, .quantity, .name, .function: break
        case .string(let parts): for case .value(let value) in parts { visit(value) }
        case .list(let items): for item in items { visit(item) }
        case .record(let fields): for field in fields { visit(field.value) }
        case .comprehension(let value, _, let over, let condition):
            visit(over)
            visit(value)
            if let condition { visit(condition) }
        case .unary(_, let operand): visit(operand)
        case .binary(_, let left, let right, _):
            visit(left)
            visit(right)
        case .chain(let operands, _): for operand in operands { visit(operand) }
        case .call(let callee, let arguments, _):
            visit(callee)
            for argument in arguments { visit(argument.value) }
        case .pipe(let subject, let target):
            if let subject { visit(subject) }
            visit(target)
        case .field(let owner, _): visit(owner)
        case .index(let owner, let subscripts):
            visit(owner)
            for entry in subscripts { visit(entry) }
        case .conditional(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition)
                visit(branch.body)
            }
            if let otherwise { visit(otherwise) }
        case .attempt(let attempted, let fallback):
            visit(attempted)
            visit(fallback)
        case .with(let settings, let body):
            for setting in settings { visit(setting) }
            visit(body)
        }
    }
}
