import Language
import Tensors

/// `if/elseif/else/end`, as a statement and as an expression.
final class Conditional: Node {
    let branches: [(condition: Node, body: Block)]
    let otherwise: Block?

    init(_ branches: [(condition: Node, body: Block)], otherwise: Block?, span: Span) {
        self.branches = branches
        self.otherwise = otherwise
        super.init(span)
    }

    override var mayRepeat: Bool {
        branches.contains { $0.body.mayRepeat } || otherwise?.mayRepeat ?? false
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        for branch in branches where try branch.condition.isTrue(frame) {
            return try branch.body.execute(frame, &result)
        }
        return try otherwise?.execute(frame, &result) ?? .next
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        for branch in branches where try branch.condition.isTrue(frame) { return try branch.body.evaluate(frame) }
        return try otherwise?.evaluate(frame) ?? .none
    }
}

/// `try expr else fallback`. Interrupts and limits pass through it.
final class Attempt: Node {
    let attempted: Node
    let fallback: Node

    init(_ attempted: Node, fallback: Node, span: Span) {
        self.attempted = attempted
        self.fallback = fallback
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        do { return try attempted.evaluate(frame) } catch let diagnostic as Diagnostic where !diagnostic.isLimit {
            return try fallback.evaluate(frame)
        }
    }
}

/// `with seed(7), threads(1) … end`.
final class With: Node {
    let settings: [Node]
    let body: Block

    init(_ settings: [Node], body: Block, span: Span) {
        self.settings = settings
        self.body = body
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        var entered: [any ScopedSetting] = []
        defer { for setting in entered.reversed() { setting.leave(frame.context) } }
        for node in settings {
            let value = try node.evaluate(frame)
            do {
                guard case .native(let object) = value, let setting = object as? any ScopedSetting else {
                    throw Problem(
                        "with.setting", "`with` takes settings such as seed(7), found \(value.typeWithArticle)")
                }
                try setting.enter(frame.context)
                entered.append(setting)
            } catch { throw frame.locate(error, at: node.span) }
        }
        return try body.execute(frame, &result)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var result = Value.none
        let flow = try execute(frame, &result)
        if flow != .next { throw Unwind(flow: flow, value: result) }
        return result
    }
}

final class Return: Node {
    let value: Node?

    init(_ value: Node?, span: Span) {
        self.value = value
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        result = try value?.evaluate(frame) ?? .none
        return .leave
    }
}

/// `break` and `continue`.
final class Jump: Node {
    let flow: Flow

    init(_ flow: Flow, span: Span) {
        self.flow = flow
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow { flow }
}

/// `use metrics.grounding`, `use "./mine.limn" as mine`.
final class Use: Node {
    let path: String
    let alias: Target?
    let module: Module

    init(_ path: String, alias: Target?, module: Module, span: Span) {
        self.path = path
        self.alias = alias
        self.module = module
        super.init(span)
    }

    override func execute(_ frame: Frame, _ result: inout Value) throws -> Flow {
        do {
            guard let interpreter = module.interpreter else { return .next }
            let used = try interpreter.loader.module(path, from: module, of: interpreter, in: frame.context)
            if let alias {
                alias.store(.native(Namespace(path: path, module: used)), frame)
            } else {
                for cell in used.publicCells { module.cell(cell.name).value = cell.value }
            }
        } catch { throw frame.locate(error, at: span, calling: "use \(path)", isLoading: true) }
        return .next
    }
}
