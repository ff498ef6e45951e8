import ArgumentParser
import Notebook

/// `limn run FILE`, whole or by cells.
struct RunWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a script, or some of its cells.",
        discussion: """
            A cell begins at a line # %% Title. Cells are named by number (all are counted), by title, or by their \
            #| label:. What a cell needs from cells above it runs first, without showing anything.
            Which cells ran is kept in .limn/NAME.cells beside the script, from the first use of these options on; \
            data files that a cell reads are not looked at: give it #| cache: false.
            """)

    @Option(help: ArgumentHelp("Run this cell. May be given several times.", valueName: "cell"))
    var cell: [String] = []

    @Option(help: ArgumentHelp("Run this cell and those below it.", valueName: "cell"))
    var from: String?

    @Option(help: ArgumentHelp("Run the cells up to this one, itself included.", valueName: "cell"))
    var until: String?

    @Flag(help: "Run what changed since it last ran, and what depends on it.")
    var stale = false

    @Flag(help: "List the cells and whether they are up to date; run nothing.")
    var listCells = false

    @ArgumentParser.Argument(help: "A script; - is the standard input.", completion: .file(extensions: ["limn"]))
    var file: String

    @OptionGroup var options: RunOptions

    func validate() throws {
        if !cell.isEmpty, from != nil || until != nil {
            throw ValidationError("give --cell, or --from and --until, not both")
        }
    }

    func run() throws {
        var choice = CellChoice()
        choice.cells = cell
        choice.from = from
        choice.until = until
        choice.isStale = stale
        let runner = try Runner(options)
        try end(listCells ? runner.listCells(file: file) : runner.run(file: file, choice))
    }
}
