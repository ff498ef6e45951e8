import Glibc
import Notebook
import Presentation
import Runtime

/// Entries line by line, as the terminal itself edits them: where it can move no cursor (TERM=dumb), where the output goes
/// elsewhere, and where `~/.editrc` says `edit off`. No escape code is sent.
final class PlainReader: EntryReader {
    private let runner: Runner
    private var pending: [UInt8] = []
    var recalls: Bool { false }

    init(_ runner: Runner) { self.runner = runner }

    func next(_ prompts: (first: String, further: String)) -> EntryEvent {
        var text = ""
        while true {
            Streams.outputRaw(runner.terminal.prompt(text.isEmpty ? prompts.first : prompts.further))
            switch line() {
            case .interrupted:
                Interrupt.clear()
                Streams.outputRaw("\n")
                return .abandoned(text)
            case .end:
                Streams.outputRaw("\n")
                return text.isEmpty ? .end : .entry(text)
            case .line(var line):
                if PastedText.beginsWithPrompt(line) {
                    while isMoreThere, case .line(let next) = self.line() { line += "\n" + next }
                    line = PastedText.code(of: line, state: runner.session.syntax)
                }
                text += text.isEmpty ? line : "\n" + line
                switch runner.session.verdict(on: text) {
                case .run: return .entry(text)
                case .abandon where !isMoreThere: return .abandoned(text)
                case .abandon, .more: break
                }
            }
        }
    }

    private enum Event {
        case line(String)
        case interrupted
        case end
    }

    /// Another line has come at once: nobody types so fast.
    private var isMoreThere: Bool {
        if pending.contains(0x0A) { return true }
        var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, 20) > 0 && Int32(ready.revents) & POLLIN != 0
    }

    /// A line of standard input. Ctrl-C comes out as an event, which `readLine` would swallow.
    private func line() -> Event {
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
