import Foundation
import Testing

/// `limn run` by cells, as a shell sees it.
@Suite struct CommandLineCellsTests {
    static let script = """
        # %% Load
        x = 2
        print("loading")
        # %% Square
        #| label: square
        y = x ** 2
        y
        # %% [markdown] Words
        # Nothing to run.
        # %% Other
        print("other")
        # %% Sum
        z = y + 1
        z
        """

    private func folder(_ text: String = script) throws -> CommandLine.Folder {
        let folder = try CommandLine.Folder()
        try folder.write("a.limn", text)
        return folder
    }

    private func run(_ words: String, in folder: CommandLine.Folder) throws -> CommandLine.Outcome {
        try CommandLine.limn(["run"] + words.split(separator: " ").map(String.init) + ["a.limn"], in: folder)
    }

    @Test(arguments: ["2", "square", "Square", "square"]) func oneCellWithWhatItNeeds(name: String) throws {
        let outcome = try run("--cell \(name)", in: folder())
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output == "4\n")
        #expect(outcome.error == "note: first, as others need them: cell 1 \"Load\"\n")
    }

    @Test func rangesOfCells() throws {
        let folder = try folder()
        #expect(try run("--from 4", in: folder).output == "other\n5\n")
        #expect(try run("--until square", in: folder).output == "loading\n4\n")
        #expect(try run("--from 2 --until 4", in: folder).output == "4\nother\n")
        #expect(try run("--cell 4 --cell 1", in: folder).output == "loading\nother\n")
    }

    @Test func aPlainRunLeavesNothingBehind() throws {
        let folder = try folder()
        #expect(try run("", in: folder).output == "loading\n4\nother\n5\n")
        #expect(folder.names == ["a.limn"])
    }

    @Test func whatIsStaleRunsAgain() throws {
        let folder = try folder()
        #expect(try run("--stale", in: folder).output == "loading\n4\nother\n5\n")
        #expect(folder.names == [".limn", "a.limn"])
        let again = try run("--stale", in: folder)
        #expect(again.output == "" && again.error == "note: nothing to run: every cell is up to date\n")
        try folder.write("a.limn", Self.script.replacing("z = y + 1", with: "z = y + 2 # two"))
        #expect(try run("--stale", in: folder).output == "6\n")
        try folder.write("a.limn", Self.script.replacing("x = 2", with: "x = 3"))
        #expect(try run("--stale", in: folder).output == "loading\n9\n10\n")
        // A failure is not forgotten, and a plain run counts where the file is there.
        try folder.write("a.limn", Self.script.replacing("x ** 2", with: "x ** nowhere"))
        #expect(try run("--stale", in: folder).status == 1)
        #expect(try run("--stale", in: folder).status == 1)
        try folder.write("a.limn", Self.script)
        #expect(try run("", in: folder).output == "loading\n4\nother\n5\n")
        #expect(try run("--stale", in: folder).output == "")
    }

    @Test func cellsAreListed() throws {
        let folder = try folder()
        _ = try run("--cell 2", in: folder)
        #expect(
            try run("--list-cells", in: folder).output == """
                cell  title   label   kind   gives  uses  state
                ────  ──────  ──────  ─────  ─────  ────  ───────
                   1  Load    –       code   x      –     fresh
                   2  Square  square  code   y      x     fresh
                   3  Words   –       prose  –      –     –
                   4  Other   –       code   –      –     changed
                   5  Sum     –       code   z      y     changed

                """)
    }

    @Test(arguments: [
        ("--cell 9", "there is no cell 9", "cell.unknown"),
        ("--cell Squar", "did you mean \"Square\"?", "cell.unknown"),
        ("--from 0", "the cells are 1 \"Load\", 2 \"Square\", 3 \"Words\", 4 \"Other\", 5 \"Sum\"", "cell.unknown"),
        ("--cell 3", "cell 3 \"Words\" holds nothing that could run", "cell.prose"),
        ("--from 4 --until 2", "cell 2 \"Square\" stands above cell 4 \"Other\"", "cell.order"),
    ]) func cellsThatAreNotThereAreNamed(words: String, text: String, id: String) throws {
        let outcome = try run(words, in: folder())
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.diagnostics.count == 1)
        #expect(outcome.error.contains(text) && outcome.error.contains("[\(id)]"), "\(outcome.error)")
    }

    @Test func sharedTitlesAndWrongWords() throws {
        let folder = try folder("# %% A\n1\n# %% A\n2\n")
        #expect(try run("--cell A", in: folder).error.contains("say which by its number: 1, 2"))
        #expect(try run("--cell 1 --from 2", in: folder).status == 2)
        let piped = try CommandLine.limn(["run", "--stale", "-"], input: "1\n")
        #expect(piped.status == 1 && piped.error.contains("[cell.no-file]"))
        #expect(try CommandLine.limn(["run", "--cell", "2", "-"], input: "# %%\n1\n# %%\n2\n").output == "2\n")
    }

    @Test func optionsAreObeyed() throws {
        let folder = try folder(
            """
            # %%
            #| eval: false
            error("this does not run")
            # %%
            #| output: false
            print("hidden")
            x = 1
            x
            # %%
            #| ehco: false
            x + 1
            """)
        for words in ["", "--from 1"] {
            let outcome = try run(words, in: folder)
            #expect(outcome.output == "2\n", "\(outcome.error)")
            #expect(outcome.error.contains("did you mean `echo`?") && outcome.error.contains("a.limn:10:1: note: "))
        }
        #expect(try run("--cell 1", in: folder).status == 1)
        let checked = try CommandLine.limn(["check", "a.limn"], in: folder)
        #expect(checked.status == 0 && checked.error.contains("[cell.unknown-option]"))
    }

    @Test func aNameThatNoCellAboveMakesIsSaid() throws {
        let folder = try folder("# %% A\ny = x\n# %% B\nx = 1\n")
        let outcome = try run("--cell A", in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("note: cell 1 \"A\" reads `x`, which no cell above it makes"))
    }

    @Test func aFolderThatCannotBeWrittenIsANote() throws {
        let folder = try folder()
        try folder.write(".limn", "a file is in the way")
        let outcome = try run("--stale", in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.output == "loading\n4\nother\n5\n")
        #expect(outcome.error.contains("could not be kept in .limn/a.limn.cells"))
    }
}
