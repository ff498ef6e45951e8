import Presentation
import Synchronization
import Testing

/// A window as a terminal keeps it: what `EntryScreen` sends is drawn into it.
private final class Window: Sendable {
    struct State {
        var columns: Int
        var rows: Int
        var cells: [[Character]]
        var row = 0
        var column = 0
        var sent = ""
    }

    let state: Mutex<State>

    init(columns: Int, rows: Int) {
        state = Mutex(
            State(
                columns: columns, rows: rows,
                cells: Array(repeating: Array(repeating: " ", count: columns), count: rows)))
    }

    var size: (Int, Int) { state.withLock { ($0.columns, $0.rows) } }
    var cursor: [Int] { state.withLock { [$0.row, $0.column] } }
    var sent: String { state.withLock { $0.sent } }

    /// Without the blanks at the ends of lines and the empty lines below.
    var text: String {
        let lines = state.withLock { $0.cells.map { String($0) } }.map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
        return lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
    }

    func write(_ text: String) {
        state.withLock { state in
            state.sent += text
            var scalars = Array(text.unicodeScalars)[...]
            while let scalar = scalars.popFirst() {
                switch scalar {
                case "\r": state.column = 0
                case "\n": Window.feed(&state)
                case "\u{1B}":
                    _ = scalars.popFirst()
                    var number = ""
                    while let next = scalars.first, ("0"..."9").contains(next) || next == ";" || next == "?" {
                        number.unicodeScalars.append(scalars.removeFirst())
                    }
                    guard let last = scalars.popFirst() else { return }
                    Window.control(last, Int(number) ?? 1, &state)
                default:
                    if state.column == state.columns {
                        state.column = 0
                        Window.feed(&state)
                    }
                    state.cells[state.row][state.column] = Character(scalar)
                    state.column += 1
                }
            }
        }
    }

    private static func feed(_ state: inout State) {
        if state.row + 1 < state.rows { return state.row += 1 }
        state.cells.removeFirst()
        state.cells.append(Array(repeating: " ", count: state.columns))
    }

    private static func control(_ letter: Unicode.Scalar, _ number: Int, _ state: inout State) {
        let column = min(state.column, state.columns - 1)
        switch letter {
        case "A": state.row = max(0, state.row - number)
        case "B": state.row = min(state.rows - 1, state.row + number)
        case "C": state.column = min(state.columns - 1, column + number)
        case "K": for place in column..<state.columns { state.cells[state.row][place] = " " }
        case "J":
            for place in column..<state.columns { state.cells[state.row][place] = " " }
            for row in (state.row + 1)..<max(state.rows, state.row + 1) {
                state.cells[row] = Array(repeating: " ", count: state.columns)
            }
        default: break
        }
    }
}

/// What is drawn in place is what a fresh drawing would show.
@Suite struct EntryScreenTests {
    private func screen(_ window: Window) -> EntryScreen {
        EntryScreen(size: { window.size }, write: { window.write($0) })
    }

    private func frame(_ before: String, _ after: String = "", footer: [String] = [], style: Style = .plain)
        -> EntryFrame
    {
        EntryFrame(
            prompt: "limn[1]> ", continuation: "    ...> ", text: EntryText(before: before, after: after),
            footer: footer, style: style)
    }

    @Test func linesStandUnderEachOther() {
        let window = Window(columns: 20, rows: 8)
        screen(window).draw(frame("for x in y\n    pr", "int(x)", footer: ["print"]))
        #expect(window.text == "limn[1]> for x in y\n    ...>     print(x\n)\nprint")
        #expect(window.cursor == [1, 15])
    }

    @Test func aFullRowHasTheCursorBelow() {
        let window = Window(columns: 12, rows: 6)
        let screen = screen(window)
        screen.draw(frame("abc"))
        #expect(window.text == "limn[1]> abc")
        #expect(window.cursor == [1, 0])
        screen.draw(frame("ab", "c"))
        #expect(window.cursor == [0, 11])
        #expect(window.text == "limn[1]> abc")
    }

    /// Whatever follows whatever: the window shows the last frame, and the cursor is where a fresh one has it.
    @Test func drawingInPlaceEndsAsDrawingAnew() {
        let texts = [
            "", "x", "x = 1", "for i in [1, 2, 3]\n    print(i)\nend", "a\nb\nc\nd",
            "a long line that goes on and on and on",
            "a\n\n\nb", "x = \"a long string that takes several rows of the window\"\ny", "a\nB\nc\nd",
        ]
        for (columns, rows) in [(80, 24), (24, 24), (13, 24)] {
            let window = Window(columns: columns, rows: rows)
            let screen = screen(window)
            var number: UInt32 = 1
            for _ in 0..<300 {
                number = number &* 1_664_525 &+ 1_013_904_223
                let text = texts[Int(number >> 16) % texts.count]
                let cut = text.index(text.startIndex, offsetBy: Int(number >> 8 & 0xFF) % (text.count + 1))
                let footer = number >> 30 == 3 ? ["one", "two"] : []
                let next = frame(
                    String(text[..<cut]), String(text[cut...]), footer: footer,
                    style: number >> 29 & 1 == 1 ? .colored : .plain)
                screen.draw(next)
                let fresh = Window(columns: columns, rows: rows)
                self.screen(fresh).draw(next)
                #expect(window.text == fresh.text)
                #expect(window.cursor == fresh.cursor)
            }
        }
    }

    @Test func onlyWhatChangedIsSent() {
        let window = Window(columns: 80, rows: 24)
        let screen = screen(window)
        screen.draw(frame("first line that stays\nsecond"))
        let before = window.sent.count
        screen.draw(frame("first line that stays\nsecond!"))
        let sent = window.sent.dropFirst(before)
        #expect(!sent.contains("first"))
        screen.draw(frame("first line that stays\nsecond!"))
        #expect(window.sent.dropFirst(before) == sent, "the same frame costs nothing")
    }

    /// A note, a progress bar or another thread.
    @Test func othersWriteAboveTheEntry() {
        let window = Window(columns: 40, rows: 10)
        let screen = screen(window)
        screen.draw(frame("for x in y\n    a", "bc"))
        let cursor = window.cursor
        screen.around { window.write("a note\r\n") }
        #expect(window.text == "a note\nlimn[1]> for x in y\n    ...>     abc")
        #expect(window.cursor == [cursor[0] + 1, cursor[1]])
        screen.finish(frame("for x in y\n    abc"))
        screen.around { window.write("an answer\r\n") }
        #expect(
            window.text == "a note\nlimn[1]> for x in y\n    ...>     abc\nan answer", "nothing comes back after it")
    }

    @Test func anEntryThatIsTallerThanTheWindowShowsTheCursor() {
        let window = Window(columns: 20, rows: 4)
        let screen = screen(window)
        let lines = (1...9).map { "line \($0)" }
        screen.draw(frame(lines.joined(separator: "\n")))
        #expect(window.text.hasSuffix("line 9"))
        screen.draw(frame("line", " 1\n" + lines.dropFirst().joined(separator: "\n")))
        #expect(window.text.hasPrefix("limn[1]> line 1\n"))
        #expect(window.cursor == [0, 13])
    }

    @Test func aNarrowerWindowIsDrawnAnew() {
        let window = Window(columns: 30, rows: 10)
        let screen = screen(window)
        screen.draw(frame("x = 1 + 2 + 3 + 4"))
        window.state.withLock { state in
            // As a terminal breaks the row when it becomes narrower.
            state.columns = 15
            state.cells = state.cells.flatMap { [Array($0[..<15]), Array($0[15...])] }
            state.cells.remove(at: 3)
            state.rows = state.cells.count
            (state.row, state.column) = (1, 11)
        }
        screen.resize()
        #expect(window.text == "limn[1]> x = 1\n+ 2 + 3 + 4" || window.text == "limn[1]> x = 1 \n+ 2 + 3 + 4")
    }

    @Test func candidatesFitTheWindow() {
        let names = (1...40).map { ("name\($0)", "") }
        let lines = CandidateList(names).lines(columns: 40, rows: 5)
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { displayWidth(of: $0) < 40 })
        #expect(lines.last?.hasPrefix("…") == true)
        #expect(
            CandidateList(names).lines(columns: 80, rows: 20).joined(separator: " ").split(separator: " ").count == 40)
        let details = CandidateList([("mean", "Mean over axes."), ("median", String(repeating: "x", count: 90))])
        #expect(
            details.lines(columns: 40, rows: 9) == [
                "mean    Mean over axes.", "median  " + String(repeating: "x", count: 30) + "…",
            ])
        #expect(CandidateList([]).lines(columns: 40, rows: 5).isEmpty)
        #expect(CandidateList([("日本語", "")]).lines(columns: 1, rows: 0).allSatisfy { displayWidth(of: $0) <= 8 })
    }
}
