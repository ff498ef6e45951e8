/// Which top-level names some statements give values to, and which they read that have to come from before them.
public struct NameFlow: Sendable {
    /// Names that get a value, each once, in order. `ans` is among them where an expression stands at the top level.
    public internal(set) var definitions: [String] = []
    /// Definitions that do not happen on every way through: in a loop, in one branch of an `if`.
    public internal(set) var conditional: Set<String> = []
    /// Names that are read before the statements surely gave them a value, in order. What a `def` reads counts unless
    /// the statements themselves give it a value; `ans` is what a leading `|>` goes on from.
    public internal(set) var reads: [String] = []
    /// What functions made here read of the top level: looked up when they are called, which may be much later.
    public internal(set) var late: Set<String> = []
    /// Modules that `use` names, as written.
    public internal(set) var modules: [String] = []

    /// - Parameter moduleNames: the names that `use path` brings.
    public init(_ statements: some Sequence<Statement>, moduleNames: (String) -> [String] = { _ in [] }) {
        self = withoutActuallyEscaping(moduleNames) { names in
            let walk = FlowWalk(moduleNames: names)
            for statement in statements { walk.topLevel(statement) }
            return walk.finished()
        }
    }

    fileprivate init() {}
}

/// Walks statements in the order in which they run.
private final class FlowWalk {
    private struct Frame {
        /// Surely given a value before this point.
        var sure: Set<String>
        /// Names here are a function's own.
        var isFunction = false
        /// Of a `def`, which is called later, rather than of a block, which is called at once.
        var isLater = false
        /// Of a comprehension: assignments go to the frame around it.
        var isOverlay = false
    }

    private let moduleNames: (String) -> [String]
    private var frames = [Frame(sure: [])]
    private var flow = NameFlow()
    private var deferred: [String] = []
    private var known: (definitions: Set<String>, reads: Set<String>) = ([], [])

    init(moduleNames: @escaping (String) -> [String]) { self.moduleNames = moduleNames }

    func topLevel(_ statement: Statement) {
        visit(statement)
        // An expression whose value is none leaves `ans` as it was.
        if case .expression = statement.kind { note(definition: "ans") }
    }

    func finished() -> NameFlow {
        let sure = frames[0].sure
        for name in deferred where !sure.contains(name) { note(read: name) }
        flow.conditional = known.definitions.subtracting(sure)
        return flow
    }

    private func note(definition name: String) {
        if known.definitions.insert(name).inserted { flow.definitions.append(name) }
    }

    private func note(read name: String) {
        if known.reads.insert(name).inserted { flow.reads.append(name) }
    }

    // MARK: Names

    private func read(_ name: String) {
        var hasLeft = false
        var isLater = false
        for frame in frames.dropFirst().reversed() {
            if frame.sure.contains(name) { return }
            if frame.isFunction { hasLeft = true }
            if frame.isLater { isLater = true }
        }
        if hasLeft { flow.late.insert(name) }
        if frames[0].sure.contains(name) { return }
        if isLater { deferred.append(name) } else { note(read: name) }
    }

    private func define(_ name: String) {
        let index = frames.lastIndex { !$0.isOverlay } ?? 0
        frames[index].sure.insert(name)
        if index == 0 { note(definition: name) }
    }

    /// Runs `body`, after which only what was sure before, and what every one of the ways made sure, is sure.
    private func branches(_ ways: [() -> Void]) {
        let index = frames.lastIndex { !$0.isOverlay } ?? 0
        let before = frames[index].sure
        var after: Set<String>?
        for way in ways {
            frames[index].sure = before
            way()
            after = after?.intersection(frames[index].sure) ?? frames[index].sure
        }
        frames[index].sure = after ?? before
    }

    /// What may not run at all.
    private func maybe(_ body: @escaping () -> Void) { branches([body, {}]) }

    // MARK: Statements

    private func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

    private func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let expression): visit(expression)
        case .assign(let targets, let value):
            visit(value)
            for target in targets {
                if case .name(let name) = target.kind { define(name) } else { change(target) }
            }
        case .update(let target, _, let value):
            visit(value)
            change(target)
        case .define(let definition):
            visit(definition, isLater: true)
            if let name = definition.name { define(name.text) }
        case .whileLoop(let condition, let body):
            visit(condition)
            maybe { self.visit(body) }
        case .forLoop(let names, let over, let body):
            visit(over)
            maybe {
                for name in names { self.define(name.text) }
                self.visit(body)
            }
        case .useModule(let path, let alias):
            flow.modules.append(path)
            if let alias { define(alias.text) } else { for name in moduleNames(path) { define(name) } }
        case .returnValue(let value): if let value { visit(value) }
        case .breakLoop, .continueLoop: break
        }
    }

    /// `x += 1`, `x[i] = v`, `r.f = v`: reads the name and gives it a new value.
    private func change(_ target: Expression) {
        switch target.kind {
        case .name(let name):
            read(name)
            define(name)
        case .field(let owner, _): change(owner)
        case .index(let owner, let items):
            for item in items { item.forEachPart { visit($0) } }
            change(owner)
        default: visit(target)
        }
    }

    private func visit(_ definition: FunctionDefinition, isLater: Bool) {
        for parameter in definition.parameters { if let value = parameter.defaultValue { visit(value) } }
        frames.append(
            Frame(sure: Set(definition.parameters.map(\.name.text)), isFunction: true, isLater: isLater))
        visit(definition.body)
        frames.removeLast()
    }

    // MARK: Expressions

    private func visit(_ expression: Expression) {
        switch expression.kind {
        case .name(let name): read(name)
        case .function(let definition): visit(definition, isLater: false)
        case .pipe(let subject, let target):
            if let subject { visit(subject) } else { read("ans") }
            visit(target)
        case .comprehension(let value, let names, let over, let condition):
            visit(over)
            frames.append(Frame(sure: Set(names.map(\.text)), isOverlay: true))
            if let condition { visit(condition) }
            visit(value)
            frames.removeLast()
        case .conditional(let branches, let otherwise): visit(branches[...], otherwise)
        case .attempt(let value, let fallback):
            maybe { self.visit(value) }
            maybe { self.visit(fallback) }
        default:
            expression.forEachPart {
                visit($0)
            } statements: {
                visit($0)
            }
        }
    }

    /// The second condition is only met where the first one fails.
    private func visit(
        _ branches: ArraySlice<(condition: Expression, body: [Statement])>, _ otherwise: [Statement]?
    ) {
        guard let first = branches.first else {
            if let otherwise { visit(otherwise) }
            return
        }
        visit(first.condition)
        self.branches([{ self.visit(first.body) }, { self.visit(branches.dropFirst(), otherwise) }])
    }
}
