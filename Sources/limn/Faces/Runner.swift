import Glibc
import Language
import Notebook
import Presentation
import Runtime

/// What is wrong with the words of a command line.
struct UsageError: Error { var message: String }

/// Runs what a word of the command line asks for, in one session, and says with which status to end.
final class Runner {
    let session: Session
    let terminal = Terminal()
    private let progress: ProgressBar?

    /// - Throws: `UsageError` for a limit that cannot be read.
    init(limits: [String], showsProgress: Bool) throws {
        let progress = showsProgress ? terminal.progress() : nil
        self.progress = progress
        session = Session(
            output: { text in
                progress?.hide()
                Streams.output(text)
            },
            note: { text in
                progress?.hide()
                Streams.error("note: \(text)")
            })
        session.context.progress = progress
        do {
            for text in limits { try session.apply(Limits(parsing: text)) }
        } catch let problem as Problem {
            throw UsageError(message: problem.message + (problem.help.map { "; \($0)" } ?? ""))
        }
        session.context.show = { [unowned self] in self.show($0) }
        session.context.presenter = { [unowned self] page in
            self.progress?.hide()
            terminal.show(page)
        }
        // What a script holds may be nested deeper than the main thread's stack can release: it goes with the process.
        _ = Unmanaged.passRetained(self)
    }

    /// Shows an answer.
    func show(_ value: Value) {
        progress?.hide()
        // What is printed was counted before; this is shown.
        let context = session.context
        Streams.allowance = { context.mayWrite($0) }
        defer { Streams.allowance = nil }
        terminal.show(value)
    }

    // MARK: Words

    /// `limn FILE`, `limn run FILE`, `limn -`.
    func run(file: String) -> Int32 {
        unattended { try session.run(Runner.source(file)) { self.show($0) } }
    }

    /// `limn -e EXPRESSION`.
    func evaluate(_ expression: String) -> Int32 {
        unattended { try session.run(expression, name: "-e") { self.show($0) } }
    }

    /// `limn` alone: a session at a terminal, else a script on standard input.
    func converse() -> Int32 {
        guard Streams.inputIsTerminal else { return run(file: "-") }
        Signals.beginSession()
        noteEnvironment()
        return Prompt(self).converse()
    }

    /// `limn check FILE …`.
    func check(files: [String]) -> Int32 {
        var count = 0
        let status = reporting {
            for file in try ScriptList.scripts(files) {
                let findings = session.check(try Runner.source(file))
                for diagnostic in findings { terminal.show(diagnostic) }
                count += findings.count { $0.severity == .error }
            }
        }
        return count > 0 ? 1 : status
    }

    static func source(_ file: String) throws -> Source {
        try file == "-" ? ScriptFile.read(descriptor: 0, name: "standard input") : ScriptFile.read(file)
    }

    private func noteEnvironment() {
        if let remark = terminal.remark { Streams.error("note: \(remark)") }
    }

    // MARK: Errors

    /// As `reporting`; Ctrl-C ends the script instead of giving it what is finished.
    func unattended(_ body: () throws -> Void) -> Int32 {
        noteEnvironment()
        session.context.keepsPartialResults = false
        // Nothing is lost with the process: a limit that the work does not hear of ends it.
        let terminal = terminal
        Watch.tell(slowStop: nil) { problem in
            terminal.show(Diagnostic(problem.id, problem.message, notes: problem.notes, help: problem.help))
            _exit(1)
        }
        defer { Watch.tell(slowStop: nil, overdue: nil) }
        return reporting(body)
    }

    /// Runs `body`; whatever it throws becomes one message and the status.
    func reporting(_ body: () throws -> Void) -> Int32 {
        do {
            try body()
            return 0
        } catch is Interrupted {
            progress?.hide()
            if Streams.outputFailed { return Streams.status }
            Streams.error("interrupted")
            return 130
        } catch {
            progress?.hide()
            report(error)
            return 1
        }
    }

    private func report(_ error: any Error) {
        switch error {
        case let diagnostic as Diagnostic: terminal.show(diagnostic)
        case let problem as Problem:
            terminal.show(Diagnostic(problem.id, problem.message, notes: problem.notes, help: problem.help))
        default: terminal.show(Diagnostic("internal.error", "\(error)"))
        }
    }
}
