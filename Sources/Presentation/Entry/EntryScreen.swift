import Synchronization

/// Draws an entry in place, row by row what has changed, and gives way to whoever else has something to say.
///
/// Only carriage returns, line feeds and the commonest sequences (up, right, clear) are sent. Any thread may write through
/// `around`: the entry is taken off, and drawn again below what was written.
public final class EntryScreen: Sendable {
    private struct State {
        /// What is on the screen; nil where nothing of ours is.
        var shown: EntryRows?
        var frame: EntryFrame?
        var columns = 0
    }

    private let state = Mutex(State())
    private let size: @Sendable () -> (columns: Int, rows: Int)
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - size: of the window, at this moment.
    ///   - write: takes what is to be sent to the terminal.
    public init(size: @escaping @Sendable () -> (columns: Int, rows: Int), write: @escaping @Sendable (String) -> Void)
    {
        self.size = size
        self.write = write
    }

    /// Shows a frame in the place of the one before.
    public func draw(_ frame: EntryFrame) {
        state.withLock { state in
            state.frame = frame
            send(draw(frame, &state))
        }
    }

    /// Leaves the frame on the screen, whole and without a footer; what follows begins on a line of its own.
    public func finish(_ frame: EntryFrame) {
        var frame = frame
        frame.footer = []
        state.withLock { state in
            let rows = frame.layout(columns: size().columns)
            var text = erase(&state)
            text += rows.rows.map(\.text).joined(separator: "\r\n") + "\r\n"
            state = State()
            send(text)
        }
    }

    /// Writes something else: what is shown goes away before, and comes back after it.
    public func around(_ body: () -> Void) {
        state.withLock { state in
            let isShown = state.shown != nil
            if isShown { send(erase(&state)) }
            body()
            if isShown, let frame = state.frame { send(draw(frame, &state)) }
        }
    }

    /// Draws all of it again in a window that has changed its size.
    public func resize() {
        state.withLock { state in
            guard let frame = state.frame, state.shown != nil else { return }
            send(erase(&state) + draw(frame, &state))
        }
    }

    /// Forgets what is on the screen: the terminal was someone else's for a while.
    public func restart(clearing: Bool = false) {
        state.withLock { state in
            state.shown = nil
            if clearing { send("\u{1B}[H\u{1B}[2J") }
            if let frame = state.frame { send(draw(frame, &state)) }
        }
    }

    /// Moves below what is shown and leaves it there.
    public func leave() {
        state.withLock { state in
            guard let shown = state.shown else { return }
            send(down(shown.rows.count - 1 - shown.cursorRow) + "\r\n")
            state.shown = nil
        }
    }

    // MARK: Rows

    private func send(_ text: String) { if !text.isEmpty { write(text) } }

    /// From the cursor of what is shown to the cursor of the new one.
    private func draw(_ frame: EntryFrame, _ state: inout State) -> String {
        let window = size()
        let rows = clipped(frame.layout(columns: window.columns), to: max(window.rows, 1))
        guard rows != state.shown || window.columns != state.columns else { return "" }
        var text = ""
        var place = state.shown?.cursorRow ?? 0
        if state.shown == nil || window.columns != state.columns {
            text += erase(&state)
            place = 0
        }
        let old = state.shown?.rows ?? []
        for (number, row) in rows.rows.enumerated() where number >= old.count || old[number] != row {
            text += number < place ? up(place - number) : lines(number - place)
            place = number
            // A full row leaves the cursor on its last column: clearing there would take the last character.
            text += "\r" + row.text + (row.width < window.columns ? "\u{1B}[K" : "")
        }
        if rows.rows.count < old.count {
            text += lines(rows.rows.count - place) + "\r\u{1B}[J"
            place = rows.rows.count
        }
        text += place > rows.cursorRow ? up(place - rows.cursorRow) : down(rows.cursorRow - place)
        text += "\r" + (rows.cursorText ?? (rows.cursorColumn > 0 ? "\u{1B}[\(rows.cursorColumn)C" : ""))
        state.shown = rows
        state.columns = window.columns
        return text
    }

    /// To the first row of what is shown, and everything from there on cleared.
    private func erase(_ state: inout State) -> String {
        guard let shown = state.shown else { return "" }
        var above = shown.cursorRow
        let columns = size().columns
        if columns < state.columns, columns > 0 {
            // A terminal that has become narrower breaks the rows that no longer fit into several.
            above = shown.rows[..<shown.cursorRow].reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
            above += shown.cursorColumn / columns
        }
        state.shown = nil
        return up(above) + "\r\u{1B}[J"
    }

    /// As many rows around the cursor as the window holds.
    private func clipped(_ rows: EntryRows, to count: Int) -> EntryRows {
        guard rows.rows.count > count else { return rows }
        var part = rows
        let first = min(max(rows.cursorRow - count + 1, 0), rows.rows.count - count)
        part.rows = Array(rows.rows[first..<(first + count)])
        part.cursorRow -= first
        return part
    }

    private func up(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)A" : "" }
    private func down(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)B" : "" }
    /// Down, where the window may have to scroll for it.
    private func lines(_ count: Int) -> String { String(repeating: "\r\n", count: max(count, 0)) }
}
