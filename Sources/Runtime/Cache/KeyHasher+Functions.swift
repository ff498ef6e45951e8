import Language
import Tensors

extension KeyHasher {
    /// A function by what it does: its text, the values that it captured, and what the names in it mean.
    /// - Throws: `Unkept` where it may do more than compute: print, read files, draw from the session's random numbers.
    public mutating func add(_ function: Function) throws {
        let identity = ObjectIdentifier(function.closure.map { $0 as AnyObject } ?? function)
        if let place = functions[identity] { return add(place) }
        functions[identity] = functions.count
        guard let closure = function.closure else { return try add(command: function.name, isSeeded: false) }
        guard let definition = closure.code.definition, let module = closure.code.module else {
            throw Unkept("a function without a text cannot be told by its content")
        }
        add(closure.code.source.text(of: definition.span))
        add(closure.captures.count)
        for value in closure.captures { try add(value ?? .none) }
        var names = MeantNames()
        names.visit(definition)
        for use in names.uses {
            add(use.name)
            if let value = module.cells[use.name]?.value {
                try add(value)
            } else if context.registry.commands[use.name] != nil {
                try add(command: use.name, isSeeded: use.isSeeded)
            } else if let value = try? module.interpreter?.builtin(named: use.name, in: context) {
                try add(value)
            }
        }
    }

    /// A command inside a function. - Throws: `Unkept` where it is not pure.
    private mutating func add(command name: String?, isSeeded: Bool) throws {
        guard let name, let type = context.registry.commands[name] else {
            throw Unkept("what \(name.map { "`\($0)`" } ?? "a function of the program") does cannot be told")
        }
        switch type.purity {
        case .pure: break
        case .seeded where isSeeded: break
        case .seeded: throw Unkept("a function calls `\(name)` without seed=, which draws from the session")
        case .impure: throw Unkept("a function calls `\(name)`, which does more than compute")
        }
        add("command \(name)")
        add(type.caching?.version ?? 0)
    }
}

/// The names in a function whose meaning lies outside of it, in the order of their first use.
struct MeantNames {
    struct Use {
        var name: String
        /// Each call gives `seed=`.
        var isSeeded: Bool
    }

    private(set) var uses: [Use] = []
    /// Names that always have a value inside: parameters, and the names of comprehensions.
    private var bound: [Set<String>] = []

    mutating func visit(_ definition: FunctionDefinition) {
        for parameter in definition.parameters { if let value = parameter.defaultValue { visit(value) } }
        bound.append(Set(definition.parameters.map(\.name.text)))
        visit(definition.body)
        bound.removeLast()
    }

    private mutating func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

    mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let expression): visit(expression)
        case .assign(let targets, let value):
            // A bare name is only written; `x[i] = v` reads what it changes a part of.
            for target in targets {
                if case .name = target.kind { continue }
                visit(target)
            }
            visit(value)
        case .update(let target, _, let value):
            visit(target)
            visit(value)
        case .define(let definition): visit(definition)
        case .whileLoop(let condition, let body):
            visit(condition)
            visit(body)
        case .forLoop(_, let over, let body):
            visit(over)
            visit(body)
        case .returnValue(let value): if let value { visit(value) }
        case .useModule, .breakLoop, .continueLoop: break
        }
    }

    private mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .name(let name): meet(name, isSeeded: false)
        case .function(let definition): visit(definition)
        case .call(let callee, let arguments, _):
            if case .name(let name) = callee.kind {
                meet(name, isSeeded: arguments.contains { $0.name?.text == "seed" })
            } else {
                visit(callee)
            }
            for argument in arguments { visit(argument.value) }
        case .comprehension(let value, let names, let over, let condition):
            visit(over)
            bound.append(Set(names.map(\.text)))
            if let condition { visit(condition) }
            visit(value)
            bound.removeLast()
        default:
            var inner: [Expression] = []
            var blocks: [[Statement]] = []
            expression.forEachPart {
                inner.append($0)
            } statements: {
                blocks.append($0)
            }
            for part in inner { visit(part) }
            for block in blocks { visit(block) }
        }
    }

    private mutating func meet(_ name: String, isSeeded: Bool) {
        if bound.contains(where: { $0.contains(name) }) { return }
        if let index = uses.firstIndex(where: { $0.name == name }) {
            uses[index].isSeeded = uses[index].isSeeded && isSeeded
        } else {
            uses.append(Use(name: name, isSeeded: isSeeded))
        }
    }
}

extension Source {
    /// The bytes of a span as text.
    func text(of span: Span) -> String {
        let start = min(max(span.start, 0), bytes.count)
        return String(decoding: bytes[start..<min(max(span.end, start), bytes.count)], as: UTF8.self)
    }
}
