import CEdit
import Notebook
import Presentation

/// A paste that no bracket marks comes as if it were typed very fast, with a verdict after each line: a parse of all that
/// is there so far, which a text of a thousand lines cannot have a thousand times.
struct PastedLines {
    /// The entry is a block: nothing but an `end` makes it whole.
    private let isBlock: Bool
    /// The line before was indented, and nobody has asked whether it was the last.
    private(set) var isOpen: Bool

    init(after text: EntryText) {
        let word = text.before.prefix { $0.isLetter }
        isBlock = ["def", "for", "while", "if", "with"].contains(word)
        isOpen = text.lineBefore.first == " "
    }

    /// Only an entry that begins at the margin shows by its margin where it may end.
    static func fit(_ text: EntryText) -> Bool {
        text.after.isEmpty && text.before.first.map { !$0.isWhitespace } ?? false
    }

    /// Whether an entry may be whole after this line.
    mutating func mayEnd(with line: String) -> Bool {
        isOpen = line.first.map(\.isWhitespace) ?? isOpen
        return !isOpen && !line.isEmpty && (!isBlock || line.contains("end"))
    }
}

extension LineEditor {
    /// Takes lines of a paste as far as they belong to this entry.
    func readPastedLines(_ text: inout EntryText) {
        var lines = PastedLines(after: text)
        var taken = text.before + "\n"
        var line = ""
        while let key = pastedKey(after: 5) {
            // A line at the margin after indented ones may begin the next entry.
            if line.isEmpty, lines.isOpen, key > 0x20 {
                let before = String(taken.dropLast())
                if runner.session.verdict(on: before) == .run { return end(with: before, &text) }
            }
            var scalar: UInt32 = 0
            guard limn_edit_key(edit, &scalar) != 0 else { break }
            guard scalar == 0x0A || scalar == 0x0D else {
                line += scalar == 0x09 ? "    " : String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}"))
                continue
            }
            let isLast = pastedKey(after: 5) == nil
            if isLast {
                text = EntryText(before: taken + line)
                return enter(&text)
            }
            if lines.mayEnd(with: line), runner.session.verdict(on: taken + line) == .run {
                return end(with: taken + line, &text)
            }
            taken += line + "\n"
            line = ""
        }
        text = EntryText(before: taken + line)
    }

    private func end(with entry: String, _ text: inout EntryText) {
        text = EntryText(before: entry)
        outcome = .entry(entry)
    }

    /// The next byte, where it is text: a key that does something is for libedit to read.
    private func pastedKey(after milliseconds: Int32) -> Int32? {
        let byte = limn_edit_peek(edit, milliseconds)
        return byte >= 0x20 && byte != 0x7F || [0x09, 0x0A, 0x0D].contains(byte) ? byte : nil
    }
}
