import Runtime

/// Draws progress where it is told to: a line that redraws itself in a terminal, now and then a plain line in a log,
/// nothing on a pipe.
public final class ProgressBar: ProgressSink {
    public enum Mode: Sendable {
        /// Redrawn in place, at most ten times a second.
        case terminal
        /// A plain line at most every ten seconds.
        case log
        case silent
    }

    private let mode: Mode
    private let style: Style
    private let width: () -> Int
    private let now: () -> Double
    private let write: (String) -> Void
    /// Work inside work: the innermost is last.
    private var stack: [ProgressState] = []
    private var lastDrawn = -Double.infinity
    private var isLineOpen = false

    /// - Parameters:
    ///   - now: seconds of a clock that never goes back.
    ///   - width: columns of the window at this moment.
    ///   - write: takes text as it is to be sent, with its line ends.
    public init(
        mode: Mode, style: Style = .plain, width: @escaping () -> Int = { 100 }, now: @escaping () -> Double,
        write: @escaping (String) -> Void
    ) {
        self.mode = mode
        self.style = style
        self.width = width
        self.now = now
        self.write = write
    }

    public func begin(_ title: String, total: Int?) {
        let time = now()
        stack.append(ProgressState(title: title, total: total, started: time))
        // A log says nothing of work that is over at once.
        if mode == .log, stack.count == 1 { lastDrawn = time }
        draw(isForced: false)
    }

    public func update(_ done: Int, detail: String) {
        guard let last = stack.indices.last else { return }
        stack[last].done = done
        stack[last].detail = detail
        draw(isForced: false)
    }

    public func end() {
        guard let state = stack.popLast() else { return }
        guard stack.isEmpty else { return draw(isForced: true) }
        if mode == .terminal { close(state) }
    }

    /// Takes the line away before something else is written; the next update draws it again.
    public func hide() {
        if isLineOpen { write("\r\u{1B}[K") }
        isLineOpen = false
        lastDrawn = -Double.infinity
    }

    private func close(_ state: ProgressState) {
        write("\r" + state.line(width: width() - 1, now: now(), style: style) + "\u{1B}[K\n")
        isLineOpen = false
        lastDrawn = -Double.infinity
    }

    private func draw(isForced: Bool) {
        guard mode != .silent, let outer = stack.first, var state = stack.last else { return }
        let time = now()
        let pause = mode == .terminal ? 0.1 : 10
        guard time - lastDrawn >= pause || (isForced && mode == .terminal) else { return }
        lastDrawn = time
        if stack.count > 1 {
            // The outer count is what tells how far the whole is.
            state.title = "\(outer.title) \(outer.done)\(outer.total.map { "/\($0)" } ?? "") › \(state.title)"
        }
        if mode == .terminal {
            write("\r" + state.line(width: width() - 1, now: time, style: style) + "\u{1B}[K")
            isLineOpen = true
        } else {
            write(state.line(width: width(), now: time) + "\n")
        }
    }
}
