import Language
import Notebook
import Runtime

extension Runner {
    /// `limn run FILE` with `--cell`, `--from`, `--until`, `--stale`; the whole script where none is given.
    func run(file: String, _ choice: CellChoice) -> Int32 {
        unattended {
            let source = try Runner.source(file)
            let store = try? CellFile(script: file, in: session.context)
            if choice.isEverything, !(store?.exists ?? false) {
                noteOptions(of: try Parser.parse(source))
                try session.run(source) { self.show($0) }
                return
            }
            if choice.isStale { _ = try CellFile(script: file, in: session.context) }
            let cells = try session.cells(of: source)
            noteOptions(of: cells.program)
            var ledger = store?.read() ?? CellLedger()
            let plan = try choice.plan(for: cells, ledger: ledger)
            announce(plan, of: cells, choice)
            let before = ledger
            defer { if ledger != before { keep(ledger, in: store) } }
            try session.run(cells, plan, ledger: &ledger) { self.show($0) }
        }
    }

    /// `limn run --list-cells FILE`.
    func listCells(file: String) -> Int32 {
        reporting {
            let cells = try session.cells(of: try Runner.source(file))
            noteOptions(of: cells.program)
            let ledger = (try? CellFile(script: file, in: session.context))?.read() ?? CellLedger()
            guard !cells.nodes.isEmpty else { return session.context.output("the script has no cells") }
            show(.table(cells.table(ledger: ledger)))
        }
    }

    private func noteOptions(of program: Program) { for note in program.optionNotes { terminal.show(note) } }

    private func announce(_ plan: CellPlan, of cells: CellGraph, _ choice: CellChoice) {
        if plan.positions.isEmpty, choice.isStale { session.context.note("nothing to run: every cell is up to date") }
        if !plan.needed.isEmpty {
            let titles = plan.needed.map { cells.title(at: $0) }.joined(separator: ", ")
            session.context.note("first, as others need them: cell\(plan.needed.count == 1 ? "" : "s") \(titles)")
        }
        for position in plan.positions where !cells.nodes[position].missing.isEmpty {
            let node = cells.nodes[position]
            let names = node.missing.map { "`\($0)`" }.joined(separator: ", ")
            session.context.note("cell \(cells.title(at: position)) reads \(names), which no cell above it makes")
        }
    }

    private func keep(_ ledger: CellLedger, in store: CellFile?) {
        do {
            try store?.write(ledger)
        } catch {
            session.context.note((error as? Problem)?.message ?? "\(error)")
        }
    }
}
