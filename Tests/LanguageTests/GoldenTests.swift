import Foundation
import Language
import Testing

/// Whole diagnostics as they are drawn, beside the texts that cause them. After a deliberate change of words run
/// with `LIMN_RECORD=1` and read the difference.
@Suite struct GoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    @Test(arguments: ["slips", "faults"]) func goldenDiagnostics(_ name: String) throws {
        let texts = try String(contentsOf: GoldenTests.folder.appending(path: "\(name).txt"), encoding: .utf8)
            .split(separator: "=====\n").map { String($0) }
        #expect(texts.count > 40)
        var drawn = ""
        for text in texts {
            let found = diagnostic(text, name: "a.limn")
            let incomplete = found?.isIncomplete == true ? "\n(more would mend it)" : ""
            let fixes = found?.fixes.map { "\nfix: \($0.title): \(text.mended($0).split(separator: "\n").first ?? "")" }
            drawn += (found?.plain ?? "no diagnostic: \(text)") + (fixes ?? []).joined() + incomplete + "\n\n"
        }
        let url = GoldenTests.folder.appending(path: "\(name).expected.txt")
        if ProcessInfo.processInfo.environment["LIMN_RECORD"] != nil {
            try drawn.write(to: url, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        for (now, then) in zip(drawn.components(separatedBy: "\n\n"), expected.components(separatedBy: "\n\n")) {
            #expect(now == then)
        }
        #expect(drawn.count == expected.count)
    }
}

extension String {
    fileprivate func mended(_ fix: Diagnostic.Fix) -> String {
        var bytes = Array(utf8)
        bytes.replaceSubrange(fix.span.start..<fix.span.end, with: Array(fix.replacement.utf8))
        return String(decoding: bytes, as: UTF8.self)
    }
}
