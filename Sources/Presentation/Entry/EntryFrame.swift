import Language

/// What an entry looks like while it is typed: prompts, the text in its colours, and what is said below it.
public struct EntryFrame: Sendable {
    /// Before the first line.
    public var prompt: String
    /// Before each further one.
    public var continuation: String
    public var text: EntryText
    /// Lines below the entry: completions, a word of the editor.
    public var footer: [String]
    public var style: Style
    /// Code has the colours of the language.
    public var isCode: Bool

    public init(
        prompt: String, continuation: String = "", text: EntryText, footer: [String] = [], style: Style = .plain,
        isCode: Bool = true
    ) {
        self.prompt = prompt
        self.continuation = continuation
        self.text = text
        self.footer = footer
        self.style = style
        self.isCode = isCode
    }

    /// The rows of a window of `columns`, cut where they are full.
    func layout(columns: Int) -> EntryRows {
        var maker = RowMaker(columns: max(columns, 2), style: style)
        let inks = isCode ? EntryFrame.inks(of: text.text) : []
        var offset = 0
        let cursor = text.before.utf8.count
        var ink = inks.startIndex
        maker.add(prompt, .cyan)
        for character in text.text {
            while ink < inks.endIndex, inks[ink].end <= offset { ink += 1 }
            if offset >= cursor { maker.markCursor(before: character) }
            if character == "\n" {
                maker.endRow()
                maker.add(continuation, .cyan)
            } else {
                maker.add(character, ink < inks.endIndex && inks[ink].start <= offset ? inks[ink].ink : nil)
            }
            offset += character.utf8.count
        }
        maker.markCursor(before: nil)
        for line in footer {
            maker.endRow()
            maker.add(line, nil)
        }
        return maker.finish()
    }

    private static func inks(of text: String) -> [(start: Int, end: Int, ink: Style.Ink)] {
        // Colouring a novel at each key would be felt.
        guard text.utf8.count < 20_000 else { return [] }
        return Source(name: "entry", text: text).colored.map { piece in
            let ink: Style.Ink =
                switch piece.class {
                case .keyword: .blue
                case .number: .cyan
                case .string: .green
                case .comment: .dim
                }
            return (piece.span.start, piece.span.end, ink)
        }
    }
}

/// Rows of a window as they are sent, and where the cursor is among them.
struct EntryRows: Equatable {
    struct Row: Equatable {
        /// With its colours.
        var text = ""
        /// In columns.
        var width = 0
    }

    var rows: [Row] = []
    var cursorRow = 0
    var cursorColumn = 0
    /// What stands before the cursor in its row, where a terminal may think otherwise than we of how wide it is.
    var cursorText: String?
}

/// Fills rows of a window character by character.
private struct RowMaker {
    let columns: Int
    let style: Style
    private var result = EntryRows()
    private var row = EntryRows.Row()
    private var plain = ""
    private var ink: Style.Ink?
    private var run = ""
    private var hasCursor = false

    init(columns: Int, style: Style) {
        self.columns = columns
        self.style = style
    }

    mutating func add(_ text: String, _ ink: Style.Ink?) { for character in text { add(character, ink) } }

    mutating func add(_ character: Character, _ ink: Style.Ink?) {
        let (shown, width) = RowMaker.shown(character)
        if row.width + width > columns { endRow() }
        if ink != self.ink { flush() }
        self.ink = ink
        run += shown
        plain += shown
        row.width += width
    }

    /// Where the next character will be is where the cursor stands, unless it has a place already.
    mutating func markCursor(before character: Character?) {
        guard !hasCursor else { return }
        hasCursor = true
        // A full row has no room for the cursor behind it.
        let width = character.map { $0 == "\n" ? 1 : RowMaker.shown($0).width } ?? 1
        if row.width + width > columns { endRow() }
        result.cursorRow = result.rows.count
        result.cursorColumn = row.width
        result.cursorText = plain.utf8.allSatisfy { $0 < 0x80 } ? nil : plain
    }

    mutating func endRow() {
        flush()
        result.rows.append(row)
        row = EntryRows.Row()
        plain = ""
    }

    mutating func finish() -> EntryRows {
        endRow()
        return result
    }

    private mutating func flush() {
        row.text += ink.map { style($0, run) } ?? run
        run = ""
    }

    /// A control character as two: `^A`.
    private static func shown(_ character: Character) -> (text: String, width: Int) {
        guard let scalar = character.unicodeScalars.first, scalar.value < 0x20 || scalar.value == 0x7F else {
            return (String(character), displayWidth(of: character))
        }
        return ("^" + String(Character(Unicode.Scalar(UInt8(scalar.value ^ 0x40)))), 2)
    }
}
