import Language
import Tensors

/// Runs programs. One a session: its top-level names stay from one `run` to the next.
///
/// ```swift
/// let interpreter = Interpreter(context: Context(registry: registry))
/// interpreter.set("size", .int(3))
/// try interpreter.run("total = size * 2")
/// interpreter.value(named: "total")    // 6
/// ```
public final class Interpreter: @unchecked Sendable {
    /// What the session's scripts can reach.
    public let context: Context
    let main = Module(directory: nil)
    let loader = ModuleLoader()
    /// The value that `ans` got last, shown or silent; whoever wants to know of one entry sets nil before it.
    public var answer: Value?
    /// Scripts run as trees, without the machine's fast cases. Lets a test compare the two.
    package var isTree = false

    /// A session without names of its own yet.
    public init(context: Context) {
        self.context = context
        main.belong(to: self)
    }

    // A function holds the top level that it reads, which holds the function.
    deinit { reset() }

    /// Runs a program, or some of its top-level statements, and returns the value of the last expression among them.
    ///
    /// The work happens on a thread with a deep stack, while this one waits.
    /// - Parameters:
    ///   - statements: positions in `program.body`, such as a cell's; nil runs all.
    ///   - onAnswer: called with the value of each top-level expression that is neither silent (`;`) nor none.
    /// - Throws: `Diagnostic`; `Interrupted` where the user stopped it. What was assigned before stays.
    @discardableResult
    public func run(
        _ program: Program, statements: Range<Int>? = nil, onAnswer: ((Value, Statement) throws -> Void)? = nil
    ) throws -> Value {
        try context.runDeep {
            main.directory = folder(of: program.source)
            let range = (statements ?? program.body.indices).clamped(to: program.body.indices)
            return try execute(Array(program.body[range]), program.source, in: main, onAnswer: onAnswer)
        }
    }

    /// The folder of a script that is a file: the modules that it uses by path stand beside it.
    private func folder(of source: Source) -> String? {
        guard source.name.hasSuffix(".limn"), let slash = source.name.lastIndex(of: "/") else { return nil }
        return slash == source.name.startIndex ? "/" : String(source.name[..<slash])
    }

    /// Parses and runs a text. - Parameter name: what diagnostics call it.
    @discardableResult
    public func run(
        _ text: String, name: String = "script", onAnswer: ((Value, Statement) throws -> Void)? = nil
    ) throws -> Value {
        try context.runDeep { try run(try Parser.parse(Source(name: name, text: text)), onAnswer: onAnswer) }
    }

    /// The value of a top-level name, or nil.
    public func value(named name: String) -> Value? { main.cells[name]?.value }

    /// Gives a top-level name a value.
    public func set(_ name: String, _ value: Value) { main.cell(name).value = value }

    /// Takes a top-level name away.
    public func remove(_ name: String) { main.cells[name]?.value = nil }

    /// Forgets every top-level name and every loaded module.
    public func reset() {
        main.removeAll()
        loader.removeAll()
    }

    /// Top-level names that have a value, in the order in which they first appeared.
    public var names: [String] { main.definedNames }

    /// What a name means at the top level: a variable, a function of the standard library, or a command.
    /// - Throws: what loading a module throws.
    public func lookUp(_ name: String) throws -> Value? {
        try context.runDeep { try value(named: name) ?? builtin(named: name, in: context) }
    }

    // MARK: Running

    func execute(
        _ statements: [Statement], _ source: Source, in module: Module,
        onAnswer: ((Value, Statement) throws -> Void)? = nil
    ) throws -> Value {
        let compiler = Compiler(source: source, module: module, isTree: isTree)
        let nodes = try compiler.topLevel(statements)
        if module === main { context.source = source }
        let localCount = compiler.scope.slotCount
        // What runs once is not worth its instructions.
        let loops = nodes.map { node in
            isTree || !node.mayRepeat ? nil : Lowering.bytecode(of: node, localCount: localCount)
        }
        let registers = loops.reduce(localCount) { max($0, $1?.registerCount ?? 0) }
        defer { context.state.pointee.releaseRetired() }
        return try context.withFrame(registers, source: source) { frame in
            var last = Value.none
            for (index, statement) in statements.enumerated() {
                var value = Value.none
                do {
                    try context.check()
                    if module === main { context.statement = (source, statement) }
                    if let loop = loops[index] {
                        value = try Machine.run(loop.start, frame)
                    } else {
                        _ = try nodes[index].execute(frame, &value)
                    }
                    let stops = context.takeStop()
                    // What was read from a file that went missing meanwhile is no answer.
                    try context.check()
                    if module === main { context.afterStatement?(source, statement, !stops) }
                    if case .expression = statement.kind {
                        last = value
                        try give(value, statement, in: module, onAnswer)
                    }
                    if stops, index + 1 < nodes.count || module !== main { throw Interrupted() }
                } catch { throw frame.locate(error, at: statement.span) }
            }
            return last
        }
    }

    private func give(
        _ value: Value, _ statement: Statement, in module: Module, _ onAnswer: ((Value, Statement) throws -> Void)?
    ) throws {
        if case .none = value { return }
        if module === main {
            module.cell("ans").value = value
            self.answer = value
        }
        if statement.isSilent { return }
        try onAnswer?(value, statement)
        try context.check()
    }

    /// A function of the standard library, loaded when it is first asked for, or a command.
    func builtin(named name: String, in context: Context) throws -> Value? {
        if let path = context.lazyModule(name) {
            let module = try loader.module(path, from: main, of: self, in: context)
            if !name.hasPrefix("_"), let value = module.cells[name]?.value { return value }
        }
        return context.registry.value(named: name)
    }

    /// Every name that could have been meant in a module.
    func knownNames(in module: Module) -> [String] {
        module.definedNames + context.registry.names + context.registry.constantNames + context.lazyNames()
    }
}
