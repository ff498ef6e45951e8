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
        #expect(lines(.table(Table(rows: [row])), width: 60)[2].contains("…  0.1235  12.50"))
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
