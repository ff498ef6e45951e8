import CEdit
import Notebook
import Presentation

/// What reads more than one key: a paste, and the search through the history.
extension LineEditor {
    /// The end of a bracketed paste.
    private static let pasteEnd = Array("\u{1B}[201~".unicodeScalars)

    /// A pasted text as one insertion, without the prompts that were copied with it.
    func paste(_ text: inout EntryText) {
        var pasted = String.UnicodeScalarView()
        var key: UInt32 = 0
        while limn_edit_key(edit, &key) != 0 {
            pasted.append(Unicode.Scalar(key) ?? "\u{FFFD}")
            guard pasted.suffix(LineEditor.pasteEnd.count).elementsEqual(LineEditor.pasteEnd) else { continue }
            pasted.removeLast(LineEditor.pasteEnd.count)
            break
        }
        text.insert(unprompted(String(pasted)))
    }

    func unprompted(_ text: String) -> String { PastedText.code(of: text, state: runner.session.syntax) }

    /// A session's text that comes as if it were typed very fast: what follows belongs to it.
    func readPasteWithoutBrackets(_ text: inout EntryText) {
        var pasted = String.UnicodeScalarView()
        var key: UInt32 = 0
        while limn_edit_pending(edit, 50) != 0, limn_edit_key(edit, &key) != 0 {
            pasted.append(Unicode.Scalar(key) ?? "\u{FFFD}")
        }
        let line = text.lineBefore
        text = EntryText(before: text.before.dropLast(line.count) + unprompted(line + "\n" + String(pasted)))
    }

    // MARK: Searching

    /// Ctrl-R: the newest entry that holds what is typed; again for an older one, Ctrl-S for a newer. Enter runs it, Ctrl-G gives it up, any
    /// other key goes on editing it.
    func search(_ text: inout EntryText) {
        var search = HistorySearch(runner.session.history.entries)
        defer { searching = nil }
        var key: UInt32 = 0
        while true {
            searching = frame(of: search, text)
            guard limn_edit_key(edit, &key) != 0 else { return }
            switch key {
            case 0x12: search.older()
            case 0x13: search.newer()
            case 0x07: return
            case 0x08, 0x7F: search.look(for: String(search.pattern.dropLast()))
            case 0x20..<0x7F, 0xA0...:
                search.look(for: search.pattern + String(Character(Unicode.Scalar(key) ?? "\u{FFFD}")))
            default:
                limn_edit_push(edit, key)
                if let found = search.found { text = EntryText(before: found) }
                return
            }
        }
    }

    private func frame(of search: HistorySearch, _ text: EntryText) -> EntryFrame {
        let mark = search.hasFailed ? "no entry holds" : "search"
        var shown = EntryText(before: search.found ?? text.text)
        // The cursor stands where the pattern was found.
        let strict = search.pattern.contains(where: \.isUppercase)
        let whole = strict ? shown.text : shown.text.lowercased()
        if whole.count == shown.text.count, let range = whole.firstRange(of: search.pattern), !search.pattern.isEmpty {
            let count = whole.distance(from: whole.startIndex, to: range.lowerBound)
            shown = EntryText(before: String(shown.text.prefix(count)), after: String(shown.text.dropFirst(count)))
        }
        let prompt = "(\(mark) `\(search.pattern)`) "
        return EntryFrame(
            prompt: prompt, continuation: prompts.further, text: shown, style: runner.terminal.outputStyle)
    }
}
