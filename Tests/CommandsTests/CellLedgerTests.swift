import Language
import Notebook
import Runtime
import Testing

/// Cells that are marked after an edit, and the plans that follow.
@Suite struct CellLedgerTests {
    static let script = [
        "# %% Load\nx = 2", "# %% Square\ny = x ** 2", "# %% [markdown] Words\n# prose", "# %% Other\nz = 10",
        "# %% Sum\nw = y + z",
    ]

    private let session = Session()

    private func graph(_ cells: [String]) throws -> CellGraph {
        try session.cells(of: Source(name: "a.limn", text: cells.joined(separator: "\n")))
    }

    private func ran(_ cells: [String]) throws -> CellLedger {
        var ledger = CellLedger()
        let graph = try graph(cells)
        try session.run(graph, graph.all, ledger: &ledger)
        return ledger
    }

    private func states(_ cells: [String], _ ledger: CellLedger) throws -> [CellLedger.State] {
        ledger.states(of: try graph(cells))
    }

    @Test func nothingRanBefore() throws {
        #expect(try states(Self.script, CellLedger()) == [.changed, .changed, .empty, .changed, .changed])
        #expect(try states(Self.script, ran(Self.script)) == [.fresh, .fresh, .empty, .fresh, .fresh])
    }

    @Test func anEditMarksWhatFollowsFromIt() throws {
        let ledger = try ran(Self.script)
        var edited = Self.script
        edited[0] = "# %% Load\nx = 3"
        #expect(try states(edited, ledger) == [.changed, .stale, .empty, .fresh, .stale])
        edited[0] = "# %% Load\n# a comment\nx   =  2\n"
        #expect(try states(edited, ledger) == [.fresh, .fresh, .empty, .fresh, .fresh])
        edited[3] = "# %% Other\nz = 11"
        #expect(try states(edited, ledger) == [.fresh, .fresh, .empty, .changed, .stale])
    }

    @Test func aNewTitleChangesNothing() throws {
        var edited = Self.script
        edited[1] = "# %% Square of x\n#| label: square\ny = x ** 2"
        edited[2] = "# %% [markdown] Words\n# other prose"
        #expect(try states(edited, ran(Self.script)) == [.fresh, .fresh, .empty, .fresh, .fresh])
    }

    @Test func renamingAVariableMarksItsReaders() throws {
        var edited = Self.script
        edited[0] = "# %% Load\nx2 = 2"
        edited[1] = "# %% Square\ny = x2 ** 2"
        #expect(try states(edited, ran(Self.script)) == [.changed, .changed, .empty, .fresh, .stale])
    }

    @Test func theOrderMattersWhereSomethingIsRead() throws {
        let ledger = try ran(Self.script)
        let moved = [3, 0, 1, 2, 4].map { Self.script[$0] }
        #expect(try states(moved, ledger) == [.fresh, .fresh, .fresh, .empty, .fresh])
        let swapped = [1, 0, 2, 3, 4].map { Self.script[$0] }
        #expect(try states(swapped, ledger) == [.stale, .fresh, .empty, .fresh, .stale])
    }

    @Test func deletingMarksWhoNeededIt() throws {
        let ledger = try ran(Self.script)
        var edited = Self.script
        edited.remove(at: 1)
        #expect(try states(edited, ledger) == [.fresh, .empty, .fresh, .stale])
        edited = Self.script
        edited.removeLast()
        #expect(try states(edited, ledger) == [.fresh, .fresh, .empty, .fresh])
    }

    @Test func insertingMarksTheNewOneAndWhatItChanges() throws {
        let ledger = try ran(Self.script)
        var edited = Self.script
        edited.insert("# %% New\nv = 1", at: 1)
        #expect(try states(edited, ledger) == [.fresh, .changed, .fresh, .empty, .fresh, .fresh])
        edited[1] = "# %% New\nx = 5"
        #expect(try states(edited, ledger) == [.fresh, .changed, .stale, .empty, .fresh, .stale])
        // The same cell twice is two cells.
        edited[1] = "# %% Again\nz = 10"
        #expect(try states(edited, ledger) == [.fresh, .fresh, .fresh, .empty, .stale, .stale])
    }

    @Test func aCellThatFailedIsNotUpToDate() throws {
        var ledger = CellLedger()
        let cells = ["# %%\na = 1", "# %%\nb = nowhere", "# %%\nc = b"]
        let graph = try graph(cells)
        #expect(throws: Diagnostic.self) { try session.run(graph, graph.all, ledger: &ledger) }
        #expect(ledger.states(of: graph) == [.fresh, .changed, .changed])
    }

    @Test func onlyWhatIsStaleRunsWithWhatItNeeds() throws {
        var edited = Self.script
        edited[1] = "# %% Square\nprint(\"quiet\")\ny = x ** 2"
        edited[4] = "# %% Sum\nprint(y + z)\ny + z"
        var ledger = try ran(edited)
        edited[3] = "# %% Other\nz = 12"
        var printed: [String] = []
        let other = Session(output: { printed.append($0) })
        let graph = try graph(edited)
        var choice = CellChoice()
        choice.isStale = true
        let plan = try choice.plan(for: graph, ledger: ledger)
        #expect(plan.asked == [3, 4])
        #expect(plan.needed == [0, 1])
        var answers: [String] = []
        try other.run(graph, plan, ledger: &ledger) { answers.append($0.literal) }
        #expect(answers == ["16"])
        #expect(printed == ["16"])
        #expect(ledger.states(of: graph) == [.fresh, .fresh, .empty, .fresh, .fresh])
        #expect(try choice.plan(for: graph, ledger: ledger).positions == [])
    }

    /// A part of the script draws the random numbers that it draws in the whole.
    @Test func randomNumbersAreThoseOfTheWholeScript() throws {
        let cells = ["# %%\na = normal([3])", "# %%\nb = normal([3])\nb[0] = 0", "# %%\nc = normal([3])\nc"]
        var answers: [[String]] = []
        var ledger = CellLedger()
        let graph = try graph(cells)
        for plan in [graph.all, CellPlan(asked: [2], in: graph)] {
            let session = Session()
            var shown: [String] = []
            try session.run(graph, plan, ledger: &ledger) { shown.append($0.plainDisplay()) }
            answers.append(shown)
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0].count == 1)
    }

    @Test func cellsThatAreNeverKeptAndThatAreOff() throws {
        let cells = ["# %%\n#| cache: false\na = 1", "# %%\n#| eval: false\nb = nowhere", "# %%\nc = a"]
        #expect(try states(cells, ran(cells)) == [.stale, .off, .stale])
    }

    @Test func modulesOfAUsersOwnCount() throws {
        let folder = try CommandLine.Folder()
        try folder.write("mine.limn", "def half(x) = x / 2\n")
        let path = try folder.write("a.limn", "# %%\nuse \"./mine.limn\"\n# %%\nh = half(4)\n")
        var ledger = CellLedger()
        let graph = try session.cells(of: ScriptFile.read(path))
        #expect(graph.nodes.map(\.needs) == [[], [0]])
        try session.run(graph, graph.all, ledger: &ledger)
        try folder.write("mine.limn", "def half(x) = x / 2 # half\n")
        #expect(ledger.states(of: try session.cells(of: ScriptFile.read(path))) == [.fresh, .fresh])
        try folder.write("mine.limn", "def half(x) = x / 3\n")
        #expect(ledger.states(of: try session.cells(of: ScriptFile.read(path))) == [.changed, .stale])
    }

    @Test func theFileKeepsTheLedger() throws {
        let folder = try CommandLine.Folder()
        let path = try folder.write("a.limn", "")
        let ledger = try ran(Self.script + ["# %%\ns = \"tab\\t and \\\\ and\\n\"\nt = \"\"\"\nlong\n\"\"\""])
        let file = try CellFile(script: path, in: session.context)
        #expect(file.path.hasSuffix("/.limn/a.limn.cells"))
        #expect(file.read().isEmpty)
        try file.write(ledger)
        #expect(file.read() == ledger)
        try file.write(ledger)
        #expect(folder.names == [".limn", "a.limn"])
        // Whatever else stands there is no ledger.
        for text in ["", "nonsense\n", "limn cells 1 0.1.0\n0\t7\tx\n", "limn cells 1 0.1.0\nx\t\tx\n"] {
            try folder.write(".limn/a.limn.cells", text)
            #expect(file.read().isEmpty)
        }
        #expect(throws: Problem.self) { try CellFile(script: "-", in: session.context) }
    }
}
