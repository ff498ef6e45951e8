import Commands
import Notebook
import Presentation
import Runtime

/// Where entries come from: a terminal that can be edited on, or plain lines.
protocol EntryReader: AnyObject {
    /// Up brings earlier entries back.
    var recalls: Bool { get }
    /// The next whole entry. - Parameter prompts: for its first line, and for each further one.
    func next(_ prompts: (first: String, further: String)) -> EntryEvent
}

enum EntryEvent {
    case entry(String)
    /// Ctrl-C, or two blank lines in an unfinished entry; the text is what was there.
    case abandoned(String)
    case end
}

/// The session at a terminal: reads until a text is whole, runs it, shows its answers.
struct Prompt {
    private let runner: Runner
    private let reader: any EntryReader

    init(_ runner: Runner) {
        self.runner = runner
        let session = runner.session
        session.history = History(
            file: HistoryFile(project: session.context.directory) { Terminal.variable($0) })
        if !Terminal.isDumb, let editor = LineEditor(runner) {
            reader = editor
        } else {
            reader = PlainReader(runner)
        }
    }

    /// Until the end of input or `:quit`. - Returns: the exit status.
    func converse() -> Int32 {
        Streams.output("Limn \(limnVersion). help() lists the commands; :quit or Ctrl-D ends.")
        var keepsHistory = true
        while true {
            switch reader.next(prompts) {
            case .end: return 0
            case .abandoned(let text):
                // One that was brought back and left as it was stands where it stood.
                let isNew = !runner.session.history.entries.contains(text)
                if isNew { runner.session.history.recall(text) }
                Streams.output(runner.terminal.quiet(remark(on: text, isNew: isNew)))
            case .entry(let text):
                do {
                    try runner.session.history.add(text)
                } catch {
                    // Once is enough: the session works without.
                    if keepsHistory { runner.session.context.note("\((error as? Problem)?.message ?? "\(error)")") }
                    keepsHistory = false
                }
                guard runs(text) else { return 0 }
                if Streams.outputFailed { return Streams.status }
            }
        }
    }

    private func remark(on abandoned: String, isNew: Bool) -> String {
        if abandoned.allSatisfy(\.isWhitespace) { return ":quit or Ctrl-D ends" }
        return reader.recalls && isNew ? "abandoned; Up brings it back" : "abandoned"
    }

    private var prompts: (first: String, further: String) {
        let first = "limn[\(runner.session.promptNumber)]> "
        return (first, String(repeating: " ", count: max(first.count - 5, 0)) + "...> ")
    }

    /// Whether the session goes on after an entry.
    private func runs(_ text: String) -> Bool {
        var outcome = MetaOutcome.goOn
        Interrupt.clear()
        _ = runner.reporting { outcome = try runner.session.submit(text) { runner.show($0) } }
        Interrupt.clear()
        return outcome == .goOn
    }
}
