import ArgumentParser
import Language
import Notebook

/// `limn format FILE …`.
struct FormatWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "Lay out scripts: the same programs and comments, one way of writing them.",
        discussion: "A file is replaced only where it changes. One that does not parse stays as it is.")

    @ArgumentParser.Argument(
        help: "Scripts or folders of scripts; - is the standard input, which is written to the standard output.",
        completion: .file(extensions: ["limn"]))
    var files: [String]

    @ArgumentParser.Flag(help: "Change nothing; list the files that would change, with status 1 where there are any.")
    var check = false

    @ArgumentParser.Flag(help: "Change nothing; show what would change.")
    var diff = false

    func run() throws { try end(Runner(RunOptions.none).format(files: files, checks: check, shows: diff)) }
}

extension Runner {
    /// `limn format FILE …`. Every file is tried; the status is 1 where one failed.
    func format(files: [String], checks: Bool, shows: Bool) throws -> Int32 {
        var status: Int32 = 0
        let isInput = files == ["-"]
        var scripts: [String] = files
        let outcome = reporting { if !isInput { scripts = try ScriptList.scripts(files) } }
        guard outcome == 0 else { return outcome }
        for file in scripts {
            let outcome = reporting {
                let layout =
                    file == "-"
                    ? try ScriptLayout(ScriptFile.read(descriptor: 0, name: "standard input"))
                    : try ScriptLayout(file: file)
                if shows { Streams.outputRaw(layout.difference) }
                if checks {
                    guard layout.changes else { return }
                    if !shows { Streams.output(layout.name) }
                    status = 1
                } else if shows {
                    return
                } else if file == "-" {
                    Streams.outputRaw(layout.after)
                } else if layout.changes {
                    try layout.write()
                }
            }
            if outcome == 130 { return outcome }
            status = max(status, outcome)
        }
        return status
    }
}
