/// A text with a cursor in it, and what the keys of an editor do to it. A character is what a reader takes for one
/// (an extended grapheme cluster), however many scalars it has.
public struct EntryText: Equatable, Sendable {
    public var before: String
    public var after: String

    public init(before: String = "", after: String = "") {
        self.before = before
        self.after = after
    }

    /// - Parameter cursor: in scalars; moved to the start of the character that it stands inside of.
    public init(_ scalars: some Collection<UInt32>, cursor: Int) {
        func text(_ part: some Sequence<UInt32>) -> String {
            var text = ""
            for value in part { text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
            return text
        }
        before = text(scalars.prefix(cursor))
        after = text(scalars.dropFirst(cursor))
    }

    public var text: String { before + after }
    public var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// What stands before the cursor in its line, and after it.
    public var lineBefore: Substring {
        before[(before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex)...]
    }
    public var lineAfter: Substring { after[..<(after.firstIndex(of: "\n") ?? after.endIndex)] }
    public var isFirstLine: Bool { !before.contains("\n") }
    public var isLastLine: Bool { !after.contains("\n") }

    // MARK: Moving

    public mutating func left() {
        guard let character = before.popLast() else { return }
        after.insert(character, at: after.startIndex)
    }

    public mutating func right() {
        guard !after.isEmpty else { return }
        before.append(after.removeFirst())
    }

    public mutating func lineStart() { move(back: lineBefore.count) }
    public mutating func lineEnd() { move(on: lineAfter.count) }
    public mutating func textStart() { self = EntryText(before: "", after: text) }
    public mutating func textEnd() { self = EntryText(before: text, after: "") }
    public mutating func wordLeft() { move(back: wordBefore(EntryText.isWord)) }
    public mutating func wordRight() { move(on: wordAfter) }

    /// To the same column of the line above; false where there is none.
    public mutating func up() -> Bool {
        guard !isFirstLine else { return false }
        let column = displayWidth(of: lineBefore)
        move(back: lineBefore.count + 1)
        let width = lineBefore.count
        lineStart()
        move(toColumn: column, within: width)
        return true
    }

    /// To the same column of the line below; false where there is none.
    public mutating func down() -> Bool {
        guard !isLastLine else { return false }
        let column = displayWidth(of: lineBefore)
        move(on: lineAfter.count + 1)
        move(toColumn: column, within: lineAfter.count)
        return true
    }

    private mutating func move(toColumn column: Int, within count: Int) {
        var (steps, width) = (0, 0)
        for character in after.prefix(count) {
            width += displayWidth(of: character)
            if width > column { break }
            steps += 1
        }
        move(on: steps)
    }

    private mutating func move(back count: Int) {
        let part = before.suffix(count)
        after = part + after
        before.removeLast(min(count, before.count))
    }

    private mutating func move(on count: Int) {
        before += after.prefix(count)
        after.removeFirst(min(count, after.count))
    }

    // MARK: Changing

    public mutating func insert(_ text: some StringProtocol) { before += text }
    public mutating func deleteLeft() { _ = before.popLast() }
    public mutating func deleteRight() { if !after.isEmpty { after.removeFirst() } }

    /// To the end of the line, or the line end itself. - Returns: what was taken out, as all that follow do.
    public mutating func killLineEnd() -> String { take(on: max(lineAfter.count, after.isEmpty ? 0 : 1)) }
    public mutating func killLineStart() -> String { take(back: max(lineBefore.count, before.isEmpty ? 0 : 1)) }
    public mutating func killWordLeft() -> String { take(back: wordBefore(EntryText.isWord)) }
    public mutating func killWordRight() -> String { take(on: wordAfter) }
    /// Back to the last blank.
    public mutating func killBlankLeft() -> String { take(back: wordBefore { !$0.isWhitespace }) }

    private mutating func take(back count: Int) -> String {
        let part = String(before.suffix(count))
        before.removeLast(min(count, before.count))
        return part
    }

    private mutating func take(on count: Int) -> String {
        let part = String(after.prefix(count))
        after.removeFirst(min(count, after.count))
        return part
    }

    /// Exchanges the character before the cursor with the one at it, at the end of a line the last two.
    public mutating func transpose() {
        guard !lineBefore.isEmpty, lineBefore.count + lineAfter.count > 1 else { return }
        if lineAfter.isEmpty { left() }
        guard let first = lineBefore.last, let second = lineAfter.first else { return }
        before.removeLast()
        after.removeFirst()
        before += String(second) + String(first)
    }

    /// Changes the word at the cursor and moves behind it.
    public mutating func changeWord(_ change: (String) -> String) { before += change(take(on: wordAfter)) }

    // MARK: Words

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private func wordBefore(_ isWord: (Character) -> Bool) -> Int {
        let gap = before.reversed().prefix { !isWord($0) }.count
        return gap + before.dropLast(gap).reversed().prefix(while: isWord).count
    }

    private var wordAfter: Int {
        let gap = after.prefix { !EntryText.isWord($0) }.count
        return gap + after.dropFirst(gap).prefix(while: EntryText.isWord).count
    }
}
