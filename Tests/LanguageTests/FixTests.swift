import Foundation
import Language
import Testing

/// The fixes of syntax errors, applied one after the other as an editor does, end in a text that can be read.
@Suite struct FixTests {
    /// What one habit is too far from: prose, a comment of several lines, a block whose opener is elsewhere.
    static let hopeless = ["This is prose", "#= a comment", "end if\n", "else\n  3"]

    @Test(arguments: ["slips", "faults"]) func fixesMend(_ name: String) throws {
        let texts = try String(contentsOf: GoldenTests.folder.appending(path: "\(name).txt"), encoding: .utf8)
            .components(separatedBy: "=====\n")
        var mended = 0
        for text in texts where !FixTests.hopeless.contains(where: text.hasPrefix) {
            var text = text
            var found = diagnostic(text, name: "a.limn")
            let first = found
            var count = 0
            while let now = found, let fix = now.fixes.first, count < 12 {
                text = try #require(now.text(mendedBy: fix))
                found = diagnostic(text, name: "a.limn")
                count += 1
            }
            guard count > 0 else { continue }
            mended += 1
            // One without a fix may stand behind one with a fix, but no longer in its place.
            if let left = found {
                #expect(left.id != first?.id && left.fixes.isEmpty, "\(left.plain)\nin\n\(text)")
            }
        }
        #expect(mended > (name == "slips" ? 100 : 20))
    }

    /// A prompt asks for more where the text may go on, whatever fix there is.
    @Test func whatMayGoOnIsIncomplete() {
        for text in ["f(1,", "x = [1", "for x in xs\n  x", "def f(x)", "\"\"\"a", "x = 1 +", "if a\n  1\nelse"] {
            #expect(diagnostic(text, name: "a.limn")?.isIncomplete == true, "\(text)")
        }
    }
}
