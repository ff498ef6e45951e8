import ArgumentParser
import Notebook
import Runtime

/// Where results are kept, for every word that runs a script.
struct CacheOptions: ParsableArguments {
    @ArgumentParser.Option(
        name: .customLong("cache"),
        help: ArgumentHelp("Keep results in this folder (default: LIMN_CACHE, else ~/.cache/limn).", valueName: "dir"))
    var folder: String?

    @ArgumentParser.Flag(name: .customLong("no-cache"), help: "Compute everything and keep nothing.")
    var isOff = false

    @ArgumentParser.Option(
        name: .customLong("cache-size"),
        help: ArgumentHelp("What kept results may take (default: LIMN_CACHE_SIZE, else 4GiB).", valueName: "size"))
    var size: String?

    /// - Throws: a usage error for a size that cannot be read.
    func settings() throws -> CacheSettings {
        do { return try CacheSettings(folder: folder, isOff: isOff, size: size) } catch let problem as Problem {
            throw ValidationError(problem.message + (problem.help.map { "; \($0)" } ?? ""))
        }
    }
}

/// `limn cache`, `limn cache clear`, `limn cache path`.
struct CacheCommandWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Tell what is kept of earlier results, empty it, or print its folder.")

    enum Action: String, ExpressibleByArgument, CaseIterable { case info, clear, path }

    @ArgumentParser.Argument(help: "info, clear or path.")
    var action = Action.info

    @ArgumentParser.Argument(help: "With clear: only the results of this command, such as sample.")
    var command: String?

    @ArgumentParser.OptionGroup var options: CacheOptions

    func run() throws {
        let settings = try options.settings()
        guard let folder = settings.folder else {
            Streams.output("off: \(settings.reason ?? "")")
            return
        }
        let store = ResultStore(folder: folder, limit: settings.limit)
        switch action {
        case .path: Streams.output(folder)
        case .info: for line in store.report { Streams.output(line) }
        case .clear:
            let gone = store.clear(command: command)
            Streams.output(
                "removed \(gone.count) \(gone.count == 1 ? "result" : "results"), \(Floor.describe(bytes: gone.bytes))")
        }
    }
}
