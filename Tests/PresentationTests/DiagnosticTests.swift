import Foundation
import Language
import Presentation
import Testing

struct DiagnosticTests {
    private let source = Source(name: "maps.limn", text: "run = 1\n\theat = hetmap(run, \"犬\") + 2\nlast")

    private func diagnostic(_ start: Int, _ end: Int) -> Diagnostic {
        Diagnostic(
            "name.unknown", "there is no `hetmap`", labels: [.init(source, Span(start, end), "not known")],
            notes: ["first\nsecond"], help: "did you mean `heatmap`?",
            fixes: [.init(span: Span(start, end), replacement: "heatmap", title: "rename")],
            trace: [.init(function: "f", source: source, span: Span(0, 3))])
    }

    @Test func thePlaceIsMarked() {
        #expect(
            DiagnosticText().render(diagnostic(16, 22)) == """
                error[name.unknown]: there is no `hetmap`
                 --> maps.limn:2:9
                  |
                2 |     heat = hetmap(run, "犬") + 2
                  |            ^^^^^^ not known
                  = note: first
                          second
                  = help: did you mean `heatmap`?
                  = fix: heat = heatmap(run, "犬") + 2
                  = in f, called at maps.limn:1:1
                1 | run = 1
                  | ---
                """)
    }

    @Test func wideCharactersAreTwoColumns() {
        // `+` stands behind a character of two columns and three bytes.
        let text = DiagnosticText().render(diagnostic(35, 36))
        #expect(text.contains("\n  | \(String(repeating: " ", count: 29))^ not known"), "\(text)")
    }

    @Test func longLinesAreCutAroundTheMark() {
        let long = Source(
            name: "x", text: String(repeating: "[", count: 50_000) + "oops" + String(repeating: "]", count: 50_000))
        for (start, end) in [(0, 1), (50_000, 50_004), (0, 100_004), (100_003, 100_004), (25_000, 75_000)] {
            let text = DiagnosticText(width: 80).render(Diagnostic("a.b", "m", labels: [.init(long, Span(start, end))]))
            let lines = text.split(separator: "\n")
            #expect(lines.allSatisfy { displayWidth(of: $0) <= 80 }, "\(start)")
            #expect(lines.last?.contains("^") == true)
        }
        let text = DiagnosticText(width: 80).render(Diagnostic("a.b", "m", labels: [.init(long, Span(50_000, 50_004))]))
        let lines = text.split(separator: "\n").map(Array.init)
        let mark = lines[4].firstIndex(of: "^").map { Int($0) } ?? 0
        #expect(String(lines[3][mark..<(mark + 4)]) == "oops")
    }

    @Test func everySpanIsDrawn() {
        for start in -1...(source.bytes.count + 2) {
            for end in [start, start + 1, start + 30, Int.max] {
                let text = DiagnosticText().render(diagnostic(start, end))
                #expect(text.contains("^"))
            }
        }
    }

    @Test func longTracesAreCut() {
        var deep = diagnostic(16, 22)
        deep.trace = (0..<500).map { .init(function: "f\($0)", source: source, span: Span(0, 3)) }
        let text = DiagnosticText().render(deep)
        #expect(text.contains("… 492 more calls") && text.contains("in f499,"))
        #expect(text.split(separator: "\n").count < 40)
    }

    @Test func colorsChangeNoText() {
        let plain = DiagnosticText().render(diagnostic(16, 22))
        let colored = DiagnosticText(style: .colored).render(diagnostic(16, 22))
        #expect(colored.contains("\u{1B}[1;31merror[name.unknown]"))
        #expect(colored.replacing(#/\x1B\[[0-9;]*m/#, with: "") == plain)
    }

    @Test func jsonIsJSON() throws {
        var one = diagnostic(16, 22)
        one.message = "quote \" backslash \\ bell \u{07} newline \n 犬"
        let object = try JSONSerialization.jsonObject(with: Data(one.json.utf8)) as? [String: Any]
        #expect(object?["message"] as? String == one.message)
        #expect(object?["id"] as? String == "name.unknown")
        let label = (object?["labels"] as? [[String: Any]])?.first
        #expect(label?["line"] as? Int == 2 && label?["column"] as? Int == 9 && label?["endColumn"] as? Int == 15)
        #expect((object?["fixes"] as? [[String: Any]])?.first?["replacement"] as? String == "heatmap")
        #expect(!one.json.contains("\n"))
    }

    @Test(arguments: [
        ([:], false), (["TERM": "xterm"], true), (["TERM": "dumb"], false),
        (["TERM": "xterm", "NO_COLOR": "1"], false),
        (["TERM": "xterm", "NO_COLOR": ""], true),
    ])
    func colorIsDecidedByTheEnvironment(environment: [String: String], isColored: Bool) {
        #expect(Style.detect(environment: environment, isTerminal: true).isColored == isColored)
        #expect(!Style.detect(environment: environment, isTerminal: false).isColored)
    }
}
