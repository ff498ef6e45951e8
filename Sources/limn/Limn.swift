import ArgumentParser
import Commands
import Glibc
import Runtime

/// The words after `limn` on a command line.
@main
struct Limn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limn",
        abstract: "Look inside text-to-image diffusion models.",
        usage: """
            limn [options]                 a session; a script on standard input is run
            limn [options] FILE            run a script
            limn [options] -e EXPRESSION   show a value
            limn WORD …                    one of the words below
            """,
        discussion: """
            Options: --limit time=30min,memory=8GiB,depth=500,output=1GiB,root=DIR, --no-progress, --cache DIR, \
            --no-cache, --cache-size SIZE; `limn help session` explains them.

            Exit status: 0; 1 for an error in the script; 2 for wrong usage; 130 when interrupted.
            """,
        version: "limn \(limnVersion)",
        subcommands: [
            SessionWord.self, RunWord.self, CheckWord.self, FormatWord.self, TestWord.self, DocWord.self,
            ExplainWords.self, CompletionsWord.self, NumericsWord.self, CacheCommandWord.self,
        ],
        defaultSubcommand: SessionWord.self)

    static func main() {
        Signals.prepare()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code == .success {
                Streams.output(text)
                finish(0)
            }
            if !text.isEmpty { Streams.error(text) }
            finish(code == .validationFailure ? 2 : code.rawValue)
        }
        finish(0)
    }

    /// Ends the process; a result that nobody could read is a failure.
    private static func finish(_ status: Int32) -> Never {
        let status = status == 0 ? Streams.status : status
        // A call that an interrupt left still uses what exit handlers would take away.
        if Interrupt.hasLeftWork { _exit(status) }
        Glibc.exit(status)
    }
}
