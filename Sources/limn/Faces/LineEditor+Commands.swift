import CEdit
import Language
import Notebook
import Presentation

extension LineEditor {
    /// Does what a key stands for. - Returns: what the shim does next.
    func run(_ number: Int32) -> Int32 {
        guard let command = EditCommand(rawValue: number) else { return Int32(LIMN_EDIT_GO_ON) }
        footer = []
        var text = current
        let before = text
        note(before)
        let isRepeated = lastCommand == command
        switch command {
        case .enter: enter(&text)
        case .newline: insertLine(&text)
        case .up: if !text.up() { goBack(&text) }
        case .down: if !text.down() { goForward(&text) }
        case .first: goBack(&text)
        case .last: goForward(&text)
        case .left: text.left()
        case .right: text.right()
        case .wordLeft: text.wordLeft()
        case .wordRight: text.wordRight()
        case .lineStart: text.lineStart()
        case .lineEnd: text.lineEnd()
        case .textStart: text.textStart()
        case .textEnd: text.textEnd()
        case .deleteLeft: deleteLeft(&text)
        case .deleteRight: text.deleteRight()
        case .deleteOrEnd: if text.isEmpty { outcome = .end } else { text.deleteRight() }
        case .killLineEnd: keep(text.killLineEnd(), isRepeated)
        case .killLineStart: keep(text.killLineStart(), isRepeated, inFront: true)
        case .killWordLeft: keep(text.killWordLeft(), isRepeated, inFront: true)
        case .killWordRight: keep(text.killWordRight(), isRepeated)
        case .killBlank: keep(text.killBlankLeft(), isRepeated, inFront: true)
        case .yank: text.insert(killed)
        case .transpose: text.transpose()
        case .upper: text.changeWord { $0.uppercased() }
        case .lower: text.changeWord { $0.lowercased() }
        case .capital: text.changeWord { $0.lowercased().capitalizedFirst }
        case .undo: takeBack(&text)
        case .search: search(&text)
        case .complete: complete(&text, isRepeated: isRepeated)
        case .paste: paste(&text)
        case .clear: screen.restart(clearing: true)
        case .nothing: break
        }
        lastCommand = command
        if text != before {
            if command != .undo, text.text != before.text { keepForUndo(before) }
            current = text
            lastSeen = text
        }
        switch outcome {
        case nil: return Int32(LIMN_EDIT_GO_ON)
        case .end: return Int32(LIMN_EDIT_END)
        default: return Int32(LIMN_EDIT_DONE)
        }
    }

    // MARK: Lines

    func enter(_ text: inout EntryText) {
        let isPaste = limn_edit_pending(edit, 0) != 0
        if isPaste, PastedText.beginsWithPrompt(String(text.lineBefore)) { readPasteWithoutBrackets(&text) }
        if !isPaste, text.lineAfter.isEmpty { outdentLine(&text, to: Nesting(of: text.before)) }
        let whole = text.text
        switch runner.session.verdict(on: whole) {
        case .run: outcome = .entry(PastedText.beginsWithPrompt(whole) ? unprompted(whole) : whole)
        case .more: if isPaste, PastedLines.fit(text) { readPastedLines(&text) } else { insertLine(&text) }
        // Two blank lines in the middle of a pasted definition are no wish to end it.
        case .abandon: if isPaste { insertLine(&text) } else { outcome = .abandoned(whole) }
        }
    }

    /// A new line at the cursor, indented as deep as the text before it is nested.
    private func insertLine(_ text: inout EntryText) {
        if limn_edit_pending(edit, 0) != 0 { return text.insert("\n") }
        let nesting = Nesting(of: text.before)
        if text.lineAfter.isEmpty { outdentLine(&text, to: nesting) }
        if text.lineBefore.allSatisfy({ $0 == " " }) { text.before.removeLast(text.lineBefore.count) }
        text.insert("\n" + String(repeating: " ", count: nesting.depth * Nesting.step))
        while text.after.first == " " { text.deleteRight() }
    }

    /// Brings an `end` or `else` that was typed deeper than it belongs under what it closes.
    private func outdentLine(_ text: inout EntryText, to nesting: Nesting) {
        guard nesting.lastLineCloses else { return }
        let line = text.lineBefore
        let indent = line.prefix { $0 == " " }.count
        let head = String(text.before.dropLast(line.count))
        // The depth before the line, less the level that it closes.
        let wanted = max(Nesting(of: head).depth - 1, 0) * Nesting.step
        if indent > wanted { text.before = head + String(repeating: " ", count: wanted) + line.dropFirst(indent) }
    }

    /// In the indentation of a line, back by a whole step.
    private func deleteLeft(_ text: inout EntryText) {
        let line = text.lineBefore
        let count = line.allSatisfy { $0 == " " } && !text.isFirstLine ? (line.count - 1) % Nesting.step + 1 : 1
        for _ in 0..<max(count, 1) { text.deleteLeft() }
    }

    // MARK: History

    private func goBack(_ text: inout EntryText) {
        if walk?.shown != text.text {
            walk = HistoryWalk(runner.session.history.entries, from: text.text, prefix: text.before)
        }
        if let entry = walk?.older() { text = EntryText(before: entry) }
    }

    private func goForward(_ text: inout EntryText) {
        guard walk?.shown == text.text, let entry = walk?.newer() else { return }
        text = EntryText(before: entry)
    }

    // MARK: Cutting

    /// Cuts in a row make one text.
    private func keep(_ part: String, _ isRepeated: Bool, inFront: Bool = false) {
        killed = !isRepeated ? part : inFront ? part + killed : killed + part
    }

    private func takeBack(_ text: inout EntryText) { if let last = undo.popLast() { text = last } }
}

extension String {
    fileprivate var capitalizedFirst: String {
        guard let place = firstIndex(where: \.isLetter) else { return self }
        return self[..<place] + self[place].uppercased() + self[index(after: place)...]
    }
}
