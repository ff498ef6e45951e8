import Foundation
import Notebook
import Runtime
import Testing

/// The programs that measure the interpreter give what CPython 3.11 gives for the same programs.
@Suite struct BenchmarkTests {
    @Test(arguments: [
        ("loop", 4_499_998_500_000), ("list", 1_499_998_500_000), ("record", 499_999_500_000), ("string", 2_000_000),
        ("sort", 500_202), ("closure", 3_000_000), ("fib", 196_418),
    ])
    func programsGiveTheirResults(name: String, result: Int) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("benchmarks/language/\(name).limn")
        let session = Notebook.Session(output: { _ in })
        let answer = try session.run(String(contentsOf: file, encoding: .utf8))
        #expect(answer.isEqual(to: .int(result)))
    }

    /// Many numbers are put in order by their digits, few by comparing: the same order, equal ones where they were.
    @Test func sortingManyAgreesWithSortingFew() throws {
        let session = Notebook.Session(output: { _ in })
        for keys in [
            "(i * 7919) % 613 - 300", "((i * 7919) % 613 - 300) / 8", "if i % 9 == 0 then 0.0 * -1 else 0.0 + i % 3",
        ] {
            for option in ["", ", descending=true"] {
                let script = """
                    few = [{key: \(keys), place: i} for i in range(250)]
                    many = few + [{key: \(keys), place: i} for i in range(250, 900)]
                    chosen = [row for row in sort(many, by=row -> row.key\(option)) if row.place < 250]
                    chosen == sort(few, by=row -> row.key\(option))
                    """
                #expect(try session.run(script).isEqual(to: .bool(true)), "\(keys)\(option)")
            }
        }
        let ends = "ys = sort([if i == 3 then 0.0 / 0.0 else 1.5 * i - 200 for i in range(400)]\nys[0]"
        #expect(try session.run(ends.replacing("400)]\n", with: "400)])\n")).isEqual(to: .float(-200)))
    }
}
