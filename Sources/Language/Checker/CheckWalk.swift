/// Walks a program in the order in which it runs and resolves every name.
final class CheckWalk {
    /// The names of the top level, of a function, or of a comprehension.
    struct Scope {
        var isFunction: Bool
        /// Given a value before this point.
        var known: [String: Definition]
        /// Given a value anywhere: what a function sees of the scopes around it, since it runs later.
        var all: [String: Definition]
    }

    enum Resolution {
        case found(Signature?)
        /// It gets its first value further down.
        case late(Span)
        case unknown
    }

    let source: Source
    let signatures: any Signatures
    let modules: ModuleNames
    let globals: Set<String>
    var scopes: [Scope] = []
    var diagnostics: [Diagnostic] = []
    /// Where the function of the call that is being looked at stands.
    var called: Span?
    /// A module could not be found, so any name may be one of its.
    private var isBlind = false

    init(source: Source, signatures: any Signatures, modules: ModuleNames) {
        self.source = source
        self.signatures = signatures
        self.modules = modules
        globals = Set(signatures.names)
    }

    func topLevel(_ body: [Statement]) {
        scopes = [Scope(isFunction: false, known: [:], all: names(in: body))]
        visit(body)
    }

    private func names(in body: [Statement]) -> [String: Definition] {
        let collector = NameCollector(source: source, modules: modules)
        collector.visit(body)
        return collector.definitions
    }

    // MARK: Names

    func resolve(_ name: String) -> Resolution {
        var hasLeftFunction = false
        var late: Span?
        for scope in scopes.reversed() {
            if let definition = scope.known[name] { return .found(definition.signature) }
            if let definition = scope.all[name] {
                if hasLeftFunction { return .found(definition.signature) }
                late = late ?? definition.span
            }
            if scope.isFunction { hasLeftFunction = true }
        }
        if globals.contains(name) { return .found(signatures.function(named: name)) }
        if let signature = signatures.function(named: name) { return .found(signature) }
        return late.map { .late($0) } ?? .unknown
    }

    private func use(_ name: String, _ span: Span) {
        switch resolve(name) {
        case .found: break
        case .late(let first): diagnostics.append(.usedEarly(name, source, span, first: first))
        case .unknown where isBlind: break
        case .unknown:
            var names = signatures.names
            if source.isBeforeField(span) { names = [] }
            for scope in scopes {
                let own = scope.all.merging(scope.known) { $1 }
                // A function has no fields, nor has a constant.
                names += own.keys.sorted().filter { !source.isBeforeField(span) || own[$0]?.signature == nil }
            }
            let isFunction = (called == span || source.isAmongArguments(span)) && name != "isinstance"
            let synonym = isFunction ? signatures.function(knownElsewhereAs: name) : nil
            let near = synonym ?? suggestion(for: name, among: names)
            diagnostics.append(
                .unknownName(name, source, span, near: near) { word in
                    self.globals.contains(word) ? word : self.signatures.function(knownElsewhereAs: word)
                })
        }
    }

    /// Gives a name a value in the innermost scope that keeps values (a comprehension does not).
    private func define(_ name: String, _ span: Span, _ signature: Signature? = nil) {
        let index = scopes.lastIndex { $0.isFunction } ?? 0
        guard scopes.indices.contains(index) else { return }
        scopes[index].known[name] = Definition(span: span, signature: signature)
    }

    // MARK: Statements

    private func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

    private func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let expression): visit(expression)
        case .assign(let targets, let value):
            visit(value)
            for target in targets { assign(target) }
        case .update(let target, _, let value):
            visit(value)
            change(target)
        case .define(let definition):
            if let name = definition.name { define(name.text, name.span, Signature(definition)) }
            visit(definition)
        case .whileLoop(let condition, let body):
            visit(condition)
            loop(body)
        case .forLoop(let names, let over, let body):
            visit(over)
            for name in names { define(name.text, name.span) }
            loop(body)
        case .useModule(let path, let alias): use(path, alias, statement.span)
        case .returnValue(let value): if let value { visit(value) }
        case .breakLoop, .continueLoop: break
        }
    }

    /// In a second turn the names of the body have their values already.
    private func loop(_ body: [Statement]) {
        for (name, definition) in names(in: body) where resolve(name).isLate { define(name, definition.span) }
        visit(body)
    }

    private func assign(_ target: Expression) {
        if case .name(let name) = target.kind { define(name, target.span) } else { change(target) }
    }

    /// `x += 1`, `x[i] = v`, `r.f = v`: the name has a value, and it is the function's own.
    private func change(_ target: Expression) {
        var base = target
        while true {
            switch base.kind {
            case .field(let owner, _): base = owner
            case .index(let owner, let items):
                for item in items { item.forEachPart { visit($0) } }
                base = owner
            case .name(let name):
                if isOuter(name) {
                    diagnostics.append(.outerName(name, source, base.span))
                } else {
                    use(name, base.span)
                }
                return
            default: return visit(base)
            }
        }
    }

    /// Inside a function: the name is known, but only outside.
    private func isOuter(_ name: String) -> Bool {
        guard let function = scopes.lastIndex(where: { $0.isFunction }) else { return false }
        if scopes[function...].contains(where: { $0.known[name] != nil }) { return false }
        return scopes[..<function].contains { $0.all[name] != nil || $0.known[name] != nil }
    }

    private func use(_ path: String, _ alias: Name?, _ span: Span) {
        if scopes.contains(where: \.isFunction) {
            diagnostics.append(
                Diagnostic(
                    "module.inside-function", "`use` stands at the top level, not inside a function",
                    labels: [.init(source, span)]))
        }
        guard let names = modules.names(path, user: source) else {
            diagnostics.append(
                Diagnostic("module.unknown", "there is no module `\(path)`", labels: [.init(source, span)]))
            if let alias { define(alias.text, alias.span) } else { isBlind = true }
            return
        }
        if let alias { return define(alias.text, alias.span) }
        for (name, definition) in names { define(name, span, definition.signature) }
    }

    private func visit(_ definition: FunctionDefinition) {
        var known: [String: Definition] = [:]
        for parameter in definition.parameters { known[parameter.name.text] = Definition(span: parameter.name.span) }
        scopes.append(Scope(isFunction: true, known: known, all: names(in: definition.body)))
        for parameter in definition.parameters { if let value = parameter.defaultValue { visit(value) } }
        visit(definition.body)
        scopes.removeLast()
    }

    // MARK: Expressions

    func visit(_ expression: Expression) {
        warn(of: expression)
        switch expression.kind {
        case .name(let name): use(name, expression.span)
        case .function(let definition): visit(definition)
        case .comprehension(let value, let names, let over, let condition):
            visit(over)
            let known = names.map { ($0.text, Definition(span: $0.span)) }
            scopes.append(
                Scope(isFunction: false, known: Dictionary(known, uniquingKeysWith: { first, _ in first }), all: [:]))
            if let condition { visit(condition) }
            visit(value)
            scopes.removeLast()
        case .call(let callee, let arguments, let hasBlock):
            check(call: callee, arguments, hasBlock: hasBlock, piped: nil, expression.span)
            expression.forEachPart {
                visit($0)
            } statements: {
                visit($0)
            }
        case .pipe(let subject, let target):
            if let subject { visit(subject) }
            if case .call(let callee, let arguments, let hasBlock) = target.kind {
                let piped = subject ?? Expression(.name("ans"), span: expression.span)
                check(call: callee, arguments, hasBlock: hasBlock, piped: piped, target.span)
                target.forEachPart {
                    visit($0)
                } statements: {
                    visit($0)
                }
            } else {
                let piped = subject ?? Expression(.name("ans"), span: expression.span)
                check(call: target, [], hasBlock: false, piped: piped, target.span)
                visit(target)
            }
        default:
            expression.forEachPart {
                visit($0)
            } statements: {
                visit($0)
            }
        }
    }
}

extension CheckWalk.Resolution {
    var isLate: Bool {
        if case .late = self { return true }
        return false
    }
}
