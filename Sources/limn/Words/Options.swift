import ArgumentParser

/// Options of every word that runs a script.
struct RunOptions: ParsableArguments {
    @Option(
        name: .customLong("limit"),
        help: ArgumentHelp(
            "What the script may use.", valueName: "time=30min,memory=8GiB,depth=500,output=1GiB,root=DIR"))
    var limits: [String] = []

    @Flag(name: .customLong("no-progress"), help: "Draw no progress.")
    var noProgress = false

    @OptionGroup var cache: CacheOptions
}

/// `limn`, `limn FILE`, `limn -e EXPRESSION`.
struct SessionWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "Open a session, or run a file. The word may be left out.")

    @Option(
        name: .customShort("e"), parsing: .unconditional,
        help: ArgumentHelp("Evaluate it and show its value.", valueName: "expression"))
    var expression: String?

    @ArgumentParser.Argument(help: "A script; - is the standard input.", completion: .file(extensions: ["limn"]))
    var file: String?

    @OptionGroup var options: RunOptions

    func validate() throws {
        if expression != nil, file != nil { throw ValidationError("give a file or -e, not both") }
    }

    func run() throws {
        let runner = try Runner(options)
        if let expression { return try end(runner.evaluate(expression)) }
        if let file { return try end(runner.run(file: file)) }
        try end(runner.converse())
    }
}

struct CheckWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Report mistakes in names, options and units without running.")

    @ArgumentParser.Argument(help: "Scripts; - is the standard input.", completion: .file(extensions: ["limn"]))
    var files: [String]

    func run() throws { try end(Runner(RunOptions.none).check(files: files)) }
}

struct NumericsWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "numerics", abstract: "Report the largest error of each part of the model against the reference.")

    @ArgumentParser.Argument(help: "Folders with goldens; those of the repository where left out.")
    var folders: [String] = []

    func run() throws { try end(Runner(RunOptions.none).numerics(folders: folders)) }
}

extension RunOptions {
    static var none: RunOptions {
        var options = RunOptions()
        options.limits = []
        options.noProgress = false
        options.cache = CacheOptions()
        (options.cache.folder, options.cache.isOff, options.cache.size) = (nil, true, nil)
        return options
    }
}

extension Runner {
    /// - Throws: a usage error for a limit that cannot be read.
    convenience init(_ options: RunOptions) throws {
        do {
            try self.init(limits: options.limits, showsProgress: !options.noProgress)
            session.keepResults(try options.cache.settings())
        } catch let error as UsageError {
            throw ValidationError(error.message)
        }
    }
}

/// Ends the process with `status` unless it is 0.
func end(_ status: Int32) throws {
    if status != 0 { throw ExitCode(status) }
}
