import Foundation
import Language
import Notebook
import Presentation
import Testing

/// Scripts that fail when they run, and the whole text that is then shown. After a deliberate change of words run with
/// `LIMN_RECORD=1` and read the difference.
@Suite struct ErrorGoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func scripts() throws -> [String] {
        try String(contentsOf: folder.appending(path: "errors.txt"), encoding: .utf8)
            .components(separatedBy: "=====\n")
    }

    /// What goes wrong in a script of its own session.
    static func failure(_ script: String) -> Diagnostic? {
        do {
            try Session().run(script, name: "a.limn")
            return nil
        } catch { return error as? Diagnostic }
    }

    /// Holds `drawn` against the file, a paragraph at a time.
    private func compare(_ drawn: String, with name: String) throws {
        let url = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["LIMN_RECORD"] != nil {
            try drawn.write(to: url, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        for (now, then) in zip(drawn.components(separatedBy: "\n\n"), expected.components(separatedBy: "\n\n")) {
            #expect(now == then)
        }
        #expect(drawn.count == expected.count)
    }

    @Test func plain() throws {
        let scripts = try Self.scripts()
        #expect(scripts.count > 90)
        let drawn = scripts.map { script in Self.failure(script)?.plain ?? "nothing went wrong: \(script)" }
        #expect(!drawn.contains { $0.hasPrefix("nothing went wrong") })
        try compare(drawn.joined(separator: "\n\n") + "\n", with: "errors.expected.txt")
    }

    /// The first scripts again, as a terminal shows them: wide, in colour, in 40 columns.
    @Test(arguments: ["terminal", "colour", "narrow"]) func terminal(_ name: String) throws {
        let text = DiagnosticText(style: name == "colour" ? .colored : .plain, width: name == "narrow" ? 40 : 100)
        let drawn = try Self.scripts().prefix(20).compactMap(Self.failure).map(text.render)
        if name == "narrow" {
            for line in drawn.flatMap({ $0.split(separator: "\n") }) {
                #expect(displayWidth(of: line) <= 40, "\(line)")
            }
        }
        try compare(drawn.joined(separator: "\n\n") + "\n", with: "errors.\(name).txt")
    }

    @Test(arguments: ["json", "html"]) func documents(_ name: String) throws {
        let drawn = try Self.scripts().prefix(12).compactMap(Self.failure)
            .map { name == "json" ? $0.json : DiagnosticHTML.render($0) }
        try compare(drawn.joined(separator: "\n\n") + "\n", with: "errors.\(name).txt")
    }

    /// What a fix makes of the script can be read.
    @Test func fixesAreScripts() throws {
        var count = 0
        for script in try Self.scripts() {
            guard let diagnostic = Self.failure(script) else { continue }
            for fix in diagnostic.fixes {
                let text = try #require(diagnostic.text(mendedBy: fix))
                #expect(throws: Never.self, "\(text)") { try Parser.parse(Source(name: "a.limn", text: text)) }
                #expect(Self.failure(text)?.labels.first?.span != diagnostic.labels.first?.span, "\(text)")
                count += 1
            }
        }
        #expect(count > 15)
    }

    @Test func htmlIsEscaped() {
        let source = Source(name: "<b>.limn", text: "x = \"<script>alert('&')</script>\"\u{0}")
        let bad = Diagnostic(
            "a.b", "<i>", labels: [.init(source, Span(4, 12), "<u>")], notes: ["<s>\n\u{1B}[31m"], help: "<a href=\"\">"
        )
        let html = DiagnosticHTML.render(bad)
        for piece in ["<script", "<i>", "<u>", "<s>", "<a ", "<b>.", "\u{1B}", "\u{0}"] {
            #expect(!html.contains(piece))
        }
        #expect(html.contains("&lt;script&gt;") && html.contains("&lt;b&gt;.limn"))
    }

    /// Whatever the text and the spans, every renderer comes to an end.
    @Test func nothingTraps() {
        let texts = [
            "", "\n", "\r\n", "\u{0}\u{0}", "a\tb\u{0}c\n\u{202E}x", "e\u{301}👩‍👩‍👧‍👦犬\n犬犬", "x\n\n\n\n\n\ny",
            String(repeating: "犬", count: 3000), String(repeating: "\t", count: 5000) + "x",
            String(repeating: "line\n", count: 300),
        ]
        let edges = [Int.min, -1, 0, 1, 2, 3, 5, 7, 500, 1499, 6000, Int.max]
        for text in texts {
            let source = Source(name: "a\nb", text: text)
            for start in edges {
                for end in edges where end >= start {
                    let labels: [Diagnostic.Label] = [
                        .init(source, Span(start, end), "one\ntwo"), .init(source, Span(end, end), "three"),
                        .init(source, Span(0, end), "four"),
                    ]
                    let one = Diagnostic(
                        "a.b", "m\n", labels: labels, notes: ["n\u{0}"],
                        fixes: [.init(span: Span(start, end), replacement: "z", title: "t")],
                        trace: [.init(function: "f", source: source, span: Span(start, end))])
                    #expect(!one.plain.isEmpty && !one.json.isEmpty && !DiagnosticHTML.render(one).isEmpty)
                    for width in [0, 20, 80] { #expect(!DiagnosticText(width: width).render(one).isEmpty) }
                }
            }
        }
    }
}
