import Presentation
import Testing

/// What the keys of the editor do to a text. `|` is the cursor.
@Suite struct EntryTextTests {
    private func entry(_ text: String) -> EntryText {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        return EntryText(before: String(parts[0]), after: parts.count > 1 ? String(parts[1]) : "")
    }

    private func shown(_ text: EntryText) -> String { text.before + "|" + text.after }

    private func after(_ start: String, _ change: (inout EntryText) -> Void) -> String {
        var text = entry(start)
        change(&text)
        return shown(text)
    }

    /// What was taken out, or whether there was a line to move to, and what is left.
    private func result<Result>(_ start: String, _ change: (inout EntryText) -> Result) -> [String] {
        var text = entry(start)
        let result = change(&text)
        return ["\(result)", shown(text)]
    }

    @Test func charactersAreWhole() {
        #expect(after("a👩‍👩‍👧|b") { $0.left() } == "a|👩‍👩‍👧b")
        #expect(after("a|👩‍👩‍👧b") { $0.right() } == "a👩‍👩‍👧|b")
        #expect(after("ae\u{301}|") { $0.deleteLeft() } == "a|")
        #expect(after("|🇩🇪x") { $0.deleteRight() } == "|x")
        #expect(
            after("|") {
                $0.left(); $0.right(); $0.deleteLeft(); $0.deleteRight()
            } == "|")
        #expect(after("日本|語") { $0.transpose() } == "日語本|")
        #expect(after("日本語|") { $0.transpose() } == "日語本|")
        #expect(after("a|") { $0.transpose() } == "a|", "nothing to exchange it with")
    }

    @Test func scalarsOfTheLineBecomeText() {
        #expect(shown(EntryText([0x61, 0x65E5, 0x1F642], cursor: 2)) == "a日|🙂")
        #expect(shown(EntryText([0x61, 0xD800, 0x110000], cursor: 9)) == "a\u{FFFD}\u{FFFD}|", "what is no scalar")
    }

    @Test func wordsAreNames() {
        #expect(after("mean(x_1, 日本) |") { $0.wordLeft() } == "mean(x_1, |日本) ")
        #expect(after("mean(x_1|") { $0.wordLeft() } == "mean(|x_1")
        #expect(after("|mean(x_1)") { $0.wordRight() } == "mean|(x_1)")
        #expect(after("mean|(x_1)") { $0.wordRight() } == "mean(x_1|)")
        #expect(result("a b.c|") { $0.killWordLeft() } == ["c", "a b.|"])
        #expect(result("a b.c |") { $0.killBlankLeft() } == ["b.c ", "a |"])
        #expect(result("a| bc d") { $0.killWordRight() } == [" bc", "a| d"])
        #expect(after("a |bc d") { $0.changeWord { $0.uppercased() } } == "a BC| d")
    }

    @Test func linesOfAnEntry() {
        #expect(after("ab\ncd|ef\ngh") { $0.lineStart() } == "ab\n|cdef\ngh")
        #expect(after("ab\ncd|ef\ngh") { $0.lineEnd() } == "ab\ncdef|\ngh")
        #expect(after("ab\ncd|ef\ngh") { $0.textStart() } == "|ab\ncdef\ngh")
        #expect(after("ab\ncd|ef\ngh") { $0.textEnd() } == "ab\ncdef\ngh|")
        #expect(result("ab\ncd|ef\ngh") { $0.killLineEnd() } == ["ef", "ab\ncd|\ngh"])
        #expect(result("ab\ncd|\ngh") { $0.killLineEnd() } == ["\n", "ab\ncd|gh"])
        #expect(result("ab\ncd|ef") { $0.killLineStart() } == ["cd", "ab\n|ef"])
        #expect(result("ab\n|ef") { $0.killLineStart() } == ["\n", "ab|ef"])
        #expect(result("ab|") { $0.killLineEnd() } == ["", "ab|"])
    }

    @Test func columnsAreKept() {
        #expect(result("日本語\nabcd|e") { $0.up() } == ["true", "日本|語\nabcde"], "columns, not characters")
        #expect(result("abcde|f\nxy\n") { $0.down() } == ["true", "abcdef\nxy|\n"])
        #expect(result("ab|c") { $0.up() } == ["false", "ab|c"])
        #expect(result("ab|c") { $0.down() } == ["false", "ab|c"])
        #expect(result("abc\n|") { $0.up() } == ["true", "|abc\n"])
        #expect(result("abc\n\nde|") { $0.up() } == ["true", "abc\n|\nde"])
    }
}
