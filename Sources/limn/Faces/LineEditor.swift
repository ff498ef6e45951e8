import CEdit
import Glibc
import Notebook
import Presentation
import Runtime

/// Entries edited on a terminal. libedit reads the keys and holds the text; the screen draws it.
final class LineEditor: EntryReader {
    let runner: Runner
    let screen: EntryScreen
    var recalls: Bool { true }
    /// libedit's; nil only while it is being opened.
    var edit: OpaquePointer?
    var prompts = (first: "", further: "")
    /// What a command has decided about the entry; nil while it is being typed.
    var outcome: EntryEvent?
    /// Lines below the entry until the next key.
    var footer: [String] = []
    /// The last text that was cut, for Ctrl-Y.
    var killed = ""
    var walk: HistoryWalk?
    /// Text and cursor before each change, and what they were last.
    var undo: [EntryText] = []
    var lastSeen = EntryText()
    var lastCommand: EditCommand?
    /// What stands in the place of the entry while the history is searched.
    var searching: EntryFrame?

    /// Nil where libedit cannot be used here.
    init?(_ runner: Runner) {
        self.runner = runner
        screen = EntryScreen(
            size: { (Streams.width, Streams.height) }, write: { Streams.direct($0) })
        let calls = limn_edit_calls(
            draw: { owner in LineEditor.from(owner)?.draw() },
            command: { owner, number in LineEditor.from(owner)?.run(number) ?? Int32(LIMN_EDIT_END) },
            event: { owner, event in LineEditor.from(owner)?.happened(event) })
        edit = limn_edit_open("limn", calls, Unmanaged.passUnretained(self).toOpaque())
        guard let edit else { return nil }
        bindKeys(edit)
        guard limn_edit_configure(edit) != 0 else { return nil }
        if limn_edit_is_vi(edit) != 0 { bindEssentials(edit) }
        for entry in runner.session.history.entries { remember(entry) }
        Streams.screen.withLock { $0 = screen }
    }

    deinit { limn_edit_close(edit) }

    private static func from(_ owner: UnsafeMutableRawPointer?) -> LineEditor? {
        owner.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: An entry

    func next(_ prompts: (first: String, further: String)) -> EntryEvent {
        self.prompts = prompts
        (outcome, footer, walk, undo, lastSeen, lastCommand) = (nil, [], nil, [], EntryText(), nil)
        Streams.direct(LineEditor.pasteOn)
        let state = limn_edit_read(edit)
        searching = nil
        Streams.direct(LineEditor.pasteOff)
        var event = outcome ?? .end
        if Int(state) == LIMN_EDIT_INTERRUPTED {
            event = .abandoned(lastSeen.text)
            Interrupt.clear()
        } else if outcome == nil, Int(state) == LIMN_EDIT_LINE {
            // A command of libedit's own ended the line.
            event = .entry(current.text.split(separator: "\n").joined(separator: "\n"))
        }
        var last = lastSeen
        if case .entry(let text) = event {
            last = EntryText(before: text)
            remember(text)
        }
        screen.finish(frame(last))
        return event
    }

    static let pasteOn = "\u{1B}[?2004h", pasteOff = "\u{1B}[?2004l"

    /// The text of the line and where the cursor is.
    var current: EntryText {
        get {
            var (count, cursor) = (0, 0)
            guard let text = limn_edit_text(edit, &count, &cursor) else { return EntryText() }
            return EntryText(UnsafeBufferPointer(start: text, count: count), cursor: cursor)
        }
        set {
            let scalars = newValue.text.unicodeScalars.map(\.value)
            limn_edit_replace(edit, scalars, scalars.count, newValue.before.unicodeScalars.count)
        }
    }

    private func remember(_ entry: String) {
        let scalars = entry.unicodeScalars.map(\.value)
        limn_edit_remember(edit, scalars, scalars.count)
    }

    // MARK: Drawing

    func draw() {
        if let searching { return screen.draw(searching) }
        let now = current
        note(now)
        screen.draw(frame(now))
    }

    /// What libedit's own commands have changed can be taken back too.
    func note(_ now: EntryText) {
        if now.text != lastSeen.text {
            keepForUndo(lastSeen)
            footer = []
        }
        lastSeen = now
    }

    func keepForUndo(_ text: EntryText) {
        undo.append(text)
        if undo.count > 1000 { undo.removeFirst() }
    }

    private func frame(_ text: EntryText) -> EntryFrame {
        let kind = runner.session.kind(of: text.text)
        return EntryFrame(
            prompt: prompts.first, continuation: prompts.further, text: text, footer: footer,
            style: runner.terminal.outputStyle, isCode: kind == .code)
    }

    private func happened(_ event: Int32) {
        switch Int(event) {
        case LIMN_EDIT_RESIZED: screen.resize()
        case LIMN_EDIT_LEAVING:
            screen.leave()
            Streams.direct(LineEditor.pasteOff)
        default:
            Streams.direct(LineEditor.pasteOn)
            screen.restart()
        }
    }
}
