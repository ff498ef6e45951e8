import Language
import Runtime
import Stdlib

extension Session {
    /// The cells of a script: what each gives, what it uses, what it needs. Nothing runs.
    /// - Throws: `Diagnostic` for a text that cannot be read.
    public func cells(of source: Source) throws -> CellGraph {
        try context.runDeep { cells(of: try Parser.parse(source)) }
    }

    func cells(of program: Program) -> CellGraph {
        let builtins = Set(context.registry.names + context.registry.constantNames + context.lazyNames())
        let modules = ModuleOutlines { path, user in try? self.loadForCheck(path, user) }
        return CellGraph(
            program,
            in: CellGraph.Surroundings(
                isBuiltin: builtins.contains, moduleNames: { modules.names($0, program.source) },
                moduleOutline: { Stdlib.source(of: $0) == nil ? modules.outline($0, program.source) : "" }))
    }

    /// Runs cells in the order of the script. What is run only because others need it shows and prints nothing.
    /// - Parameters:
    ///   - plan: from `CellChoice`, or `cells.all`.
    ///   - ledger: is told which cells ran to their end, also where one throws.
    ///   - onAnswer: as in `run(_:name:onAnswer:)`.
    /// - Returns: the value of the last top-level expression of the last cell, or none.
    /// - Throws: as `run(_:name:onAnswer:)`.
    @discardableResult
    public func run(
        _ cells: CellGraph, _ plan: CellPlan, ledger: inout CellLedger, onAnswer: ((Value) throws -> Void)? = nil
    ) throws -> Value {
        let skipped = ledger.streams(of: cells)
        var ran: [Int: UInt64] = [:]
        var failed: Set<Int> = []
        defer { ledger.record(cells, ran: ran, failed: failed) }
        var last = Value.none
        for (position, node) in cells.nodes.enumerated() {
            guard plan.positions.contains(position) else {
                // The next cell draws the numbers that it would draw after this one.
                context.streamsTaken &+= skipped[position]
                continue
            }
            let before = context.streamsTaken
            failed.insert(position)
            let isShown = plan.asked.contains(position) && node.cell.showsOutput
            last = try run(node.cell, of: cells.program, isShown: isShown, onAnswer: onAnswer)
            failed.remove(position)
            ran[position] = context.streamsTaken &- before
        }
        return last
    }

    private func run(
        _ cell: Cell, of program: Program, isShown: Bool, onAnswer: ((Value) throws -> Void)?
    ) throws -> Value {
        let (output, show) = (context.output, context.show)
        if !isShown {
            context.output = { _ in }
            context.show = { _ in }
        }
        defer { (context.output, context.show) = (output, show) }
        return try interpreter.run(
            program, statements: cell.statements,
            onAnswer: isShown ? onAnswer.map { show in { value, _ in try show(value) } } : nil)
    }
}

/// What the modules of a script bring and do, each read once.
private final class ModuleOutlines {
    private let load: (String, Source) -> Program?
    private var known: [String: (names: [String], outline: String)] = [:]

    init(load: @escaping (String, Source) -> Program?) { self.load = load }

    func names(_ path: String, _ user: Source) -> [String] { module(path, user).names }
    func outline(_ path: String, _ user: Source) -> String { module(path, user).outline }

    private func module(_ path: String, _ user: Source) -> (names: [String], outline: String) {
        let key = path.hasPrefix(".") ? user.name + "\u{0}" + path : path
        if let found = known[key] { return found }
        // A circle of modules ends here.
        known[key] = ([], "")
        guard let program = load(path, user) else { return ([], "") }
        let flow = NameFlow(program.body) { self.names($0, program.source) }
        let names = flow.definitions.filter { !$0.hasPrefix("_") && $0 != "ans" }
        let inner = flow.modules.map { self.outline($0, program.source) }
        let whole = ([path, program.outline(of: program.body.indices)] + inner).joined(separator: "\n")
        known[key] = (names, whole)
        return (names, whole)
    }
}
