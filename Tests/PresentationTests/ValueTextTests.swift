import Notebook
import Presentation
import Runtime
import Tensors
import Testing

struct ValueTextTests {
    private func lines(_ value: Value, width: Int = 80) -> [String] {
        ValueText.text(value, width: width).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private var words: Table {
        Table(
            rows: [("sunflower", 0.41237, 1), ("heart", 0.9, 20), ("犬", .nan, 3)].map { word, score, count in
                Record([("word", Value.string(word)), ("iou", .float(score)), ("count", .int(count))])
            })
    }

    @Test func scalarsAreTheirLiterals() {
        #expect(ValueText.text(.int(3)) == "3")
        #expect(ValueText.text(.string("a\nb")) == "\"a\\nb\"")
        #expect(ValueText.text(.list([.int(1), .string("b")])) == "[1, \"b\"]")
        #expect(ValueText.text(.record(Record([("x", .bool(true))]))) == "{x: true}")
    }

    @Test func tablesAreAligned() {
        #expect(
            lines(.table(words)) == [
                "word          iou  count", "─────────  ──────  ─────", "sunflower  0.4124      1",
                "heart      0.9000     20", "犬            nan      3",
            ])
    }

    @Test func pointsStandBelowOneAnother() {
        let cells: [(Value, Value, Value)] = [
            (.float(0.41237), .int(1), .quantity(Quantity(30, "s"))),
            (.int(12), .int(-20), .quantity(Quantity(1.5, "min"))), (.float(.nan), .none, .none),
            (.float(123.5), .int(3), .quantity(Quantity(60, "%"))),
        ]
        let rows = cells.map { Record([("score", $0), ("n", $1), ("time", $2)]) }
        #expect(
            lines(.table(Table(rows: rows))) == [
                " score    n    time", "──────  ───  ──────", "  0.41    1     30s", " 12     -20  1.5min",
                "   nan    –       –", "123.50    3     60%",
            ])
    }

    @Test func wideCharactersAreAligned() {
        let rows = ["猫と犬", "👩‍🔬 at work", "plain"].enumerated().map { index, name in
            Record([("name", Value.string(name)), ("n", .int(index))])
        }
        #expect(
            lines(.table(Table(rows: rows))) == [
                "name        n", "──────────  ─", "猫と犬      0", "👩‍🔬 at work  1", "plain       2",
            ])
    }

    @Test func nestedRecordsAreIndented() {
        let inner = Record([("iou", Value.float(0.5)), ("words", .string(String(repeating: "long ", count: 20)))])
        let record = Record([
            ("name", Value.string("first")), ("scores", .record(inner)),
            ("rows", .list([.record(Record([("a", .int(1))])), .string(String(repeating: "x", count: 60))])),
        ])
        #expect(
            lines(.record(record), width: 60) == [
                "record of 3", "  name    \"first\"", "  scores", "    iou    0.5",
                "    words  \"" + String(repeating: "long ", count: 9) + "lo…",
                "  rows    list of 2", "    {a: 1}", "    \"" + String(repeating: "x", count: 54) + "…",
            ])
        #expect(lines(.record(record), width: 400).count == 1)
    }

    @Test func plainListsFlow() {
        let numbers = Value.list((0..<30).map { .int($0) })
        #expect(
            lines(numbers, width: 40) == [
                "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,", " 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,",
                " 22, 23, 24, 25, 26, 27, 28, 29]",
            ])
        let many = lines(.list((0..<5000).map { .int($0) }), width: 60)
        #expect(many.first == "list of 5,000" && many.last?.hasSuffix("4999]") == true && many.count < 12)
        #expect(many.contains { $0.contains("… 4,920 more …,") })
    }

    @Test func functionsSayWhatTheyDoAndWhereTheyStand() throws {
        let session = Session()
        try session.run("# Twice of it.\n# >>> twice(2)\n# 4\ndef twice(x, k=2) = k * x\nf = x -> x", name: "a.limn")
        #expect(
            try lines(#require(session["twice"])) == ["twice(x, k=2)", "  Twice of it.", "  defined in a.limn, line 4"])
        #expect(try lines(#require(session["f"])) == ["function(x)", "  defined in a.limn"])
        let shown = try lines(session.evaluate("mean"))
        #expect(shown.first?.hasPrefix("mean(") == true && shown.last == "  a command; ?mean says more")
    }

    @Test func modelsAndRunsHaveCards() throws {
        let session = Session()
        try session.run(
            "sd = load()\nrun = sample(sd, \"a red heart\", steps=2, seed=1, record=attention(\"*.attn2\"))")
        let model = try lines(#require(session["sd"]))
        #expect(model[0] == "model scenes")
        for fact in ["parameters  10,386,635", "pictures    128×128, latents 16×16×4", "scheduler   DDIMScheduler"] {
            #expect(model.contains("  " + fact), "\(model)")
        }
        #expect(
            model.contains {
                $0.hasPrefix("  unet ") && $0.contains(" 7240004 ") && $0.hasSuffix("UNet2DConditionModel")
            })
        let run = try lines(#require(session["run"]))
        #expect(run[0] == "run of scenes")
        for fact in [
            "prompt     \"a red heart\"", "steps      2", "guidance   7.5", "seed       1", "size       128×128",
        ] {
            #expect(run.contains("  " + fact), "\(run)")
        }
        #expect(
            run.contains { $0.hasPrefix("  time       ") } && run.contains { $0.hasPrefix("  recorded   7 sites, ") })
        #expect(run.last?.contains("attn2") == true)
        for width in [20, 33, 50] {
            for name in ["sd", "run"] {
                for line in try lines(#require(session[name]), width: width) {
                    #expect(displayWidth(of: line) <= width, "\(line)")
                }
            }
            for line in try lines(session.evaluate("run.attention"), width: width) {
                #expect(displayWidth(of: line) <= width, "\(line)")
            }
        }
    }

    @Test func longStringsAreCut() {
        let shown = ValueText.text(.string(String(repeating: "a", count: 1_000_000)))
        #expect(shown.utf8.count < 6000)
        #expect(shown.hasSuffix("a…\"\n… a string of 1,000,000 bytes; print shows all of it"))
    }

    @Test func longTablesShowTheirHead() {
        let rows = (0..<107).map { Record([("n", Value.int($0))]) }
        let shown = lines(.table(Table(rows: rows)))
        #expect(shown.count == 23)
        #expect(shown.last == "… 87 more rows")
        #expect(lines(.table(Table(rows: Array(rows.prefix(21))))).last == "… 1 more row")
    }

    @Test func aMillionRowsCostNoMoreThanTwenty() throws {
        // Cells past those shown would be drawn by `display`, which this object counts.
        final class Probe: Native {
            nonisolated(unsafe) static var draws = 0
            let typeName = "probe"
            func display(width: Int) -> DisplayBundle {
                Probe.draws += 1
                return DisplayBundle(text: "probe")
            }
        }
        let probe = Value.native(Probe())
        let table = try Table(columns: ["p": [Value](repeating: probe, count: 1_000_000)])
        #expect(lines(.table(table)).last == "… 999,980 more rows")
        #expect(Probe.draws <= 40)
    }

    @Test func narrowWindowsCutTextsAndDropColumns() {
        let row = Record([
            ("path", Value.string(String(repeating: "x", count: 90))), ("a", .float(0.123456)), ("b", .float(12.5)),
            ("comment", .string("a rather long comment")), ("last", .int(5)),
        ])
        for width in [20, 24, 30, 40, 60] {
            let shown = lines(.table(Table(rows: [row])), width: width)
            #expect(shown.allSatisfy { displayWidth(of: $0) <= width }, "\(width): \(shown)")
        }
        let narrow = lines(.table(Table(rows: [row])), width: 24)
        #expect(narrow.last?.hasPrefix("… 2 more columns: ") == true)
        #expect(lines(.table(Table(rows: [row])), width: 60)[2].contains("x…x"))
    }

    /// Rows that differ look different, wherever in a long text the difference stands.
    @Test func cutTextsStayDifferent() {
        func column(_ texts: [String], width: Int) -> [String] {
            let rows = texts.map { Record([("site", Value.string($0)), ("n", .int(1))]) }
            return lines(.table(Table(rows: rows)), width: width).dropFirst(2).map { String($0.dropLast(3)) }
        }
        let sites = ["down_blocks.0", "mid_block", "up_blocks.1", "up_blocks.0"].flatMap { block in
            (0..<2).map { "unet.\(block).attentions.\($0).transformer_blocks.0.attn2" }
        }
        for width in [34, 40, 50, 60] { #expect(Set(column(sites, width: width)).count == 8, "\(width)") }
        #expect(
            column(Array(sites.suffix(2)), width: 34) == [
                "unet.up_blocks.0.attentions.0…2", "unet.up_blocks.0.attentions.1…2",
            ])
        let sentences = (0..<3).map { "a photograph of a small dog on a large red sofa, number \($0)" }
        #expect(Set(column(sentences, width: 30)).count == 3)
        #expect(column(["a dog on a large red sofa with a cat"], width: 20) == ["a dog on a large…"])
        let ends = (0..<3).map { String(repeating: "x", count: 500) + "\($0)" }
        #expect(Set(column(ends, width: 30)).count == 3)
        for line in column(sites + sentences + ends, width: 30) { #expect(displayWidth(of: line) <= 27, "\(line)") }
    }

    @Test func tensorsShowTheSameInsideOfOtherValues() throws {
        let session = Session()
        let tensor = "tensor ⟨y 2, x 3⟩ float32"
        for text in ["ones([2, 3], axes=[\"y\", \"x\"])", "[ones([2, 3], axes=[\"y\", \"x\"])]"] {
            #expect(try lines(session.evaluate(text))[0].contains(tensor), "\(text)")
        }
        #expect(try lines(session.evaluate("{a: [zeros([2])]}")) == ["{a: [tensor ⟨2⟩ float32]}"])
        #expect(
            try lines(session.evaluate("[table({a: range(0, 1000000)})]")) == ["[table of 1,000,000 × 1]"])
    }

    @Test func emptyAndIncompleteTablesSaySo() throws {
        #expect(lines(.table(Table(rows: []))) == ["table without columns"])
        #expect(try lines(.table(Table(columns: ["a": []]))).last == "no rows")
        var stopped = words
        stopped.isComplete = false
        #expect(lines(.table(stopped)).last == "incomplete: it was stopped before the end")
    }

    @Test func controlCharactersAreNeverSent() {
        let nasty = Record([("a\u{1B}[2J", Value.string("\u{1B}]0;x\u{07}\n\r\u{9B}"))])
        for value in [Value.table(Table(rows: [nasty])), .record(nasty), .list([.record(nasty)])] {
            let text = ValueText.text(value)
            #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
        }
    }

    @Test func longListsAndRecordsAreCut() {
        let strings = (0..<1000).map { Value.string("item \($0)") }
        let shown = lines(.list(strings))
        #expect(shown.first == "list of 1,000")
        #expect(shown.last == "  … 980 more")
        #expect(shown[1] == "   0  \"item 0\"")
        let fields = (0..<100).map { ("field\($0)", Value.int($0)) }
        #expect(lines(.record(Record(fields))).last == "  … 60 more")
    }
}
