import Foundation
import Testing

/// `man limn` knows every word and every option.
@Suite struct ManPageTests {
    @Test func everyWordAndOptionIsThere() throws {
        let page = try String(contentsOf: Scenes.root.appendingPathComponent("docs/limn.1"), encoding: .utf8)
            .replacing("\\", with: "")
        let help = try CommandLine.limn(["--help"]).output
        let listed = try #require(help.components(separatedBy: "SUBCOMMANDS:").dropFirst().first)
        // Two blanks, the word, blanks, its summary.
        let words = listed.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
            .filter { $0 != "See" && $0 != "session" }
        #expect(words.count >= 7 && words.contains("format"), "\(words)")
        for word in words {
            #expect(page.contains(".BR \(word) "), "docs/limn.1 lacks the word \(word)")
            let text = try CommandLine.limn([word, "--help"]).output
            for option in text.split(whereSeparator: { !$0.isLetter && $0 != "-" }) where option.hasPrefix("--") {
                #expect(page.contains(option), "docs/limn.1 lacks \(option) of \(word)")
            }
        }
    }
}
