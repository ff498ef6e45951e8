import Commands
import Glibc
import Language
import Notebook
import Runtime

/// The session at a terminal: reads until a text is whole, runs it, shows its answers.
struct Prompt {
    private let runner: Runner
    private let lines = LineReader()

    init(_ runner: Runner) { self.runner = runner }

    /// Until the end of input or `:quit`. - Returns: the exit status.
    func converse() -> Int32 {
        Streams.output("Limn \(limnVersion). help() lists the commands; :quit or Ctrl-D ends.")
        while let text = readWhole() {
            let command = text.filter { !$0.isWhitespace }
            if command.isEmpty { continue }
            if isFarewell(command) { break }
            if command.hasPrefix(":") {
                if runs(meta: text) { continue }
                break
            }
            Interrupt.clear()
            let status = runner.reporting { try runner.session.enter(text) { runner.show($0) } }
            Interrupt.clear()
            if Streams.outputFailed { return status }
        }
        return 0
    }

    /// Whether the session goes on after a meta command.
    private func runs(meta text: String) -> Bool {
        var outcome = MetaOutcome.goOn
        Interrupt.clear()
        _ = runner.reporting { outcome = try MetaTable.run(text, in: runner.session) }
        Interrupt.clear()
        return outcome == .goOn
    }

    /// What other shells call `:quit`, where it is not a name of the user's.
    private func isFarewell(_ command: String) -> Bool {
        switch command {
        case "quit", "exit", "quit()", "exit()":
            runner.session[command.replacing("()", with: "")] == nil
        default: false
        }
    }

    /// Lines up to the end of what they begin; an empty line ends it in any case. Nil at the end of input.
    private func readWhole() -> String? {
        let number = runner.session.promptNumber
        let first = "limn[\(number)]> "
        let next = String(repeating: " ", count: max(first.count - 5, 0)) + "...> "
        var text = ""
        while true {
            Streams.outputRaw(runner.terminal.prompt(text.isEmpty ? first : next))
            switch lines.next() {
            case .interrupted:
                Interrupt.clear()
                Streams.outputRaw("\n")
                text = ""
            case .end:
                Streams.outputRaw("\n")
                return text.isEmpty ? nil : text
            case .line(let line):
                text += text.isEmpty ? line : "\n" + line
                if line.isEmpty || text.hasPrefix(":") || !isIncomplete(text) { return text }
            }
        }
    }

    private func isIncomplete(_ text: String) -> Bool {
        runner.session.check(Source(name: "in", text: text)).first?.isIncomplete ?? false
    }
}

/// Lines of standard input. Ctrl-C comes out as an event, which `readLine` would swallow.
private final class LineReader {
    enum Event {
        case line(String)
        case interrupted
        case end
    }

    private var pending: [UInt8] = []

    func next() -> Event {
        while true {
            if let newline = pending.firstIndex(of: 0x0A) {
                let line = String(decoding: pending[..<newline], as: UTF8.self)
                pending.removeSubrange(...newline)
                return .line(line)
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                pending += chunk[..<count]
            } else if count < 0, errno == EINTR {
                if Interrupt.isRequested {
                    pending = []
                    return .interrupted
                }
            } else {
                guard !pending.isEmpty else { return .end }
                let line = String(decoding: pending, as: UTF8.self)
                pending = []
                return .line(line)
            }
        }
    }
}
