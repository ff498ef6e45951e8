import ArgumentParser
import Language
import Notebook
import Runtime

/// `limn doc`, `limn doc NAME`, `limn doc SCRIPT`.
struct DocWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doc", abstract: "Write the manual, or show the entry of a name or the functions of a script.")

    @ArgumentParser.Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
    var output = "docs/manual"

    enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, html }

    @ArgumentParser.Option(help: "The form of the manual: Markdown, or a site of HTML pages.")
    var format = Format.markdown

    @ArgumentParser.Argument(
        help: "A command, a function, words to search for, or a script (its functions, from their comments).",
        completion: .custom { _, _, _ in DocWord.names() })
    var words: [String] = []

    func run() throws {
        let runner = try Runner(RunOptions.none)
        if words.count == 1, words[0].hasSuffix(".limn") { return try end(runner.describe(script: words[0])) }
        try end(
            words.isEmpty
                ? runner.writeManual(to: output, asSite: format == .html)
                : runner.describe(words.joined(separator: " ")))
    }

    /// What a shell completes: every command and every function of the standard library.
    private static func names() -> [String] {
        let library = ((try? LibraryModule.all()) ?? []).flatMap { $0.entries.map(\.name) }
        return Set(Session().context.registry.names + library).sorted()
    }
}

extension Runner {
    /// `limn doc SCRIPT`: what its comments say of its functions.
    func describe(script: String) -> Int32 {
        reporting {
            let source = try ScriptFile.read(script)
            let module = try DeepStack.run { try LibraryModule(name: script, source: source) }
            let entries = module.entries.map { "\n" + Manual.entry($0) }.joined()
            let summary = module.summary.isEmpty ? "" : "\n\(module.summary)\n"
            Streams.outputRaw("# \(script)\n\(summary)\(entries)")
        }
    }
}
