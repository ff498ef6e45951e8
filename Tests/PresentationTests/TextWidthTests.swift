import Presentation
import Testing

struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("犬", 2), ("ｱ", 1), ("Ａ", 2), ("한국", 4), ("🐕", 2), ("👩‍🔬", 2),
        ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("a\u{200B}b", 2), ("⟨⟩…─", 4), ("\u{1B}", 0), ("👍🏽", 2),
    ])
    func columnsAreCounted(text: String, width: Int) {
        #expect(displayWidth(of: text) == width, "\(text)")
    }

    @Test func textsAreCutByColumns() {
        #expect(cut("abcdef", to: 6) == "abcdef")
        #expect(cut("abcdef", to: 4) == "abc…")
        #expect(cut("犬犬犬", to: 4) == "犬…")
        #expect(cut("犬犬", to: 4) == "犬犬")
        #expect(cut("abc", to: 0) == "")
        #expect(cut("abc", to: 1) == "…")
    }
}
