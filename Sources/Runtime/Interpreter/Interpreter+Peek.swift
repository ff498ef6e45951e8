import Language

extension Interpreter {
    /// The value of an expression that does nothing: names, fields, constant subscripts; nil for every other one.
    ///
    /// Calls are never made. Of those that keep the kind of their table or list (`where`, `sort` …) the first argument is
    /// taken, which has the same columns.
    package func peek(_ expression: Expression, in source: Source, elements: [String: Value] = [:]) -> Value? {
        try? context.runDeep { Peek(interpreter: self, source: source, elements: elements).value(expression) }
    }

    /// As `peek` of an expression that is given as text.
    package func peek(_ text: String, elements: [String: Value] = [:]) -> Value? {
        let source = Source(name: "in", text: text)
        return try? context.runDeep {
            let program = try Parser.parse(source)
            guard program.body.count == 1, case .expression(let expression) = program.body[0].kind else { return nil }
            return Peek(interpreter: self, source: source, elements: elements).value(expression)
        }
    }
}

private struct Peek {
    let interpreter: Interpreter
    let source: Source
    let elements: [String: Value]

    /// Commands that give rows or elements of what they take.
    private static let keeping: Set<String> = [
        "where", "sort", "first", "last", "unique", "reverse", "shuffle", "choose", "show", "with_column",
    ]
    /// Fields that cost more than a look.
    private static let costly: Set<String> = ["hash", "rows"]

    func value(_ expression: Expression) -> Value? {
        switch expression.kind {
        case .int, .float, .bool, .none, .string, .unary: return constant(expression)
        case .name(let name): return elements[name] ?? interpreter.value(named: name)
        case .field(let base, let name):
            guard !Peek.costly.contains(name.text), let base = value(base) else { return nil }
            return try? Fields.read(base, name.text)
        case .index(let base, let subscripts): return element(base, subscripts)
        case .call(let callee, let arguments, _):
            guard keeps(callee), let first = arguments.first, first.name == nil else { return nil }
            return value(first.value)
        case .pipe(let subject, let call):
            let callee: Expression
            if case .call(let name, _, _) = call.kind { callee = name } else { callee = call }
            guard keeps(callee) else { return nil }
            guard let subject else { return interpreter.value(named: "ans") }
            return value(subject)
        default: return nil
        }
    }

    private func keeps(_ callee: Expression) -> Bool {
        if case .name(let name) = callee.kind { return Peek.keeping.contains(name) }
        return false
    }

    private func constant(_ expression: Expression) -> Value? {
        switch expression.kind {
        case .int(let int): return .int(int)
        case .float(let float): return .float(float)
        case .bool(let bool): return .bool(bool)
        case .none: return Optional.some(.none)
        case .string(let parts):
            guard parts.count <= 1 else { return nil }
            guard let part = parts.first else { return .string("") }
            if case .text(let text) = part { return .string(text) }
            return nil
        case .unary(.minus, let inner):
            if case .int(let int) = inner.kind { return .int(-int) }
            return nil
        default: return nil
        }
    }

    /// Positions, labels and slices, all written out: what they select is looked at where it lies.
    private func element(_ base: Expression, _ subscripts: [Subscript]) -> Value? {
        guard subscripts.allSatisfy(isConstant), let base = value(base) else { return nil }
        let name = "subject"
        let selection = Expression(
            .index(Expression(.name(name), span: Span(0, 0)), subscripts), span: Span(0, 0))
        let module = Module(directory: nil)
        module.belong(to: interpreter)
        module.cell(name).value = base
        return try? interpreter.execute(
            [Statement(.expression(selection), span: Span(0, 0))], source, in: module)
    }

    private func isConstant(_ item: Subscript) -> Bool {
        switch item.kind {
        case .ellipsis: true
        case .index(let index): constant(index) != nil
        case .slice(let start, let stop, let step):
            [start, stop, step].allSatisfy { $0.map { constant($0) != nil } ?? true }
        }
    }
}

extension Value {
    /// What a loop over it would visit first; nil where that takes work or there is nothing.
    package var firstElement: Value? {
        switch self {
        case .list(let items): items.first
        case .table(let table):
            table.rowCount > 0
                ? .record(table.row(0)) : .record(Record(table.columnNames.map { ($0, Value.none) }))
        default: nil
        }
    }
}
