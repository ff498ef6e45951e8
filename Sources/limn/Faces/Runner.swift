import Language
import Notebook
import Presentation
import Runtime

/// What is wrong with the words of a command line.
struct UsageError: Error { var message: String }

/// Runs what a word of the command line asks for, in one session, and says with which status to end.
final class Runner {
    let session: Session

    /// - Throws: `UsageError` for a limit that cannot be read.
    init(limits: [String], showsProgress: Bool) throws {
        session = Session(output: Streams.output, note: { Streams.error("note: \($0)") })
        do {
            for text in limits { try Limits(parsing: text).apply(to: session.context) }
        } catch let problem as Problem {
            throw UsageError(message: problem.message + (problem.help.map { "; \($0)" } ?? ""))
        }
        session.context.show = { [unowned self] in self.show($0) }
        if showsProgress, Streams.errorIsTerminal { session.context.progress = ProgressLine() }
    }

    /// Shows an answer.
    func show(_ value: Value) { Streams.output(value.plainDisplay(width: Streams.width)) }

    // MARK: Words

    /// `limn FILE`, `limn run FILE`, `limn -`.
    func run(file: String) -> Int32 {
        reporting {
            let source =
                try file == "-" ? ScriptFile.read(descriptor: 0, name: "standard input") : ScriptFile.read(file)
            try session.run(source) { self.show($0) }
        }
    }

    /// `limn -e EXPRESSION`.
    func evaluate(_ expression: String) -> Int32 {
        reporting { try session.run(expression, name: "-e") { self.show($0) } }
    }

    /// `limn` alone: a session at a terminal, else a script on standard input.
    func converse() -> Int32 {
        Streams.inputIsTerminal ? Prompt(self).converse() : run(file: "-")
    }

    /// `limn check FILE …`.
    func check(files: [String]) -> Int32 {
        var count = 0
        let status = reporting {
            for file in files {
                let source =
                    try file == "-" ? ScriptFile.read(descriptor: 0, name: "standard input") : ScriptFile.read(file)
                let findings = session.check(source)
                for diagnostic in findings { report(diagnostic) }
                count += findings.count { $0.severity == .error }
            }
        }
        return count > 0 ? 1 : status
    }

    // MARK: Errors

    /// Runs `body`; whatever it throws becomes one message and the status.
    func reporting(_ body: () throws -> Void) -> Int32 {
        do {
            try body()
            return 0
        } catch is Interrupted {
            if Streams.outputFailed { return Streams.status }
            Streams.error("interrupted")
            return 130
        } catch {
            report(error)
            return 1
        }
    }

    func report(_ error: any Error) {
        switch error {
        case let diagnostic as Diagnostic: Streams.error(diagnostic.plain)
        case let problem as Problem:
            Streams.error(Diagnostic(problem.id, problem.message, notes: problem.notes, help: problem.help).plain)
        default: Streams.error("error: \(error) [internal.error]")
        }
    }
}
