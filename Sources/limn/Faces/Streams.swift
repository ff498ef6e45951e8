import Glibc
import Presentation
import Runtime
import Synchronization

/// Standard output and standard error. The only place that writes to either.
///
/// Nothing is kept back: who reads the pipe sees a line when the script prints it.
enum Streams {
    /// The first error number that writing results gave; 0 while all went well.
    private static let failure = Atomic<Int32>(0)

    /// The entry that is being typed, where there is one: what is written goes above it.
    static let screen = Mutex<EntryScreen?>(nil)

    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1
    static let inputIsTerminal = isatty(STDIN_FILENO) == 1

    /// Characters in a line of the terminal; 100 where there is none.
    static var width: Int { windowSize().columns }

    /// Lines of the terminal; 40 where there is none.
    static var height: Int { windowSize().rows }

    private static func windowSize() -> (columns: Int, rows: Int) {
        var size = winsize()
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 {
            if size.ws_col > 0, size.ws_row > 0 { return (Int(size.ws_col), Int(size.ws_row)) }
        }
        return (100, 40)
    }

    /// Asked before bytes of an answer are written, where somebody counts them.
    nonisolated(unsafe) static var allowance: ((Int) -> Bool)?

    /// Writes a result and a newline.
    static func output(_ text: String) {
        if let allowance, !allowance(text.utf8.count + 1) { return }
        guard failure.load(ordering: .relaxed) == 0 else { return }
        let code = write(text + "\n", to: STDOUT_FILENO)
        guard code != 0 else { return }
        failure.store(code, ordering: .relaxed)
        // Nobody will read what the rest of the script finds out.
        Interrupt.request()
    }

    /// Writes text as it is, without a newline: a prompt, a picture.
    static func outputRaw(_ text: String) {
        if let allowance, !allowance(text.utf8.count) { return }
        _ = write(text, to: STDOUT_FILENO)
    }

    /// Writes a message and a newline.
    static func error(_ text: String) { _ = write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO) }

    static func errorRaw(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// Writes to the terminal what draws the entry itself.
    static func direct(_ text: String) { _ = send(text, to: STDOUT_FILENO) }

    static var outputFailed: Bool { failure.load(ordering: .relaxed) != 0 }

    /// The exit status that a failed write asks for: 141 as a shell has it where the reader went away, else 1 with one
    /// message; 0 where all was written.
    static var status: Int32 {
        let code = failure.load(ordering: .relaxed)
        if code == 0 { return 0 }
        if code == EPIPE { return 141 }
        error("error: standard output: \(String(cString: strerror(code))) [output.failed]")
        return 1
    }

    private static let piece = 1 << 16

    /// The error number, or 0.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        guard let screen = screen.withLock({ $0 }) else { return send(text, to: descriptor) }
        var code: Int32 = 0
        screen.around { code = send(text, to: descriptor) }
        return code
    }

    private static func send(_ text: String, to descriptor: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count {
                // In pieces, so that a Ctrl-C is heard within a long text.
                if bytes.count > piece, Interrupt.isRequested { return 0 }
                let count = Glibc.write(
                    descriptor, bytes.baseAddress.map { $0 + sent }, min(bytes.count - sent, piece))
                if count >= 0 {
                    sent += count
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, 1000)
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }
}
