import Runtime
import Tensors
import Testing

@Suite struct PrintingTests {
    @Test(arguments: [
        Case("print(\"a\", 1, true, none, [\"a\"], 2.5)", "a 1 true none [\"a\"] 2.5"),
        Case("[1, 2, 3]", "[1, 2, 3]"),
        Case("[\"a\", \"b\"]", "[\"a\", \"b\"]"),
        Case("\"tab\\t \\\"q\\\" \\\\ \\$\"", "\"tab\\t \\\"q\\\" \\\\ \\$\""),
        Case("{x: 1, \"a b\": none}", "{x: 1, \"a b\": none}"),
        Case(
            "[1.0, 1e-5, 0.0001, 1e15, 1e16, 123456.789, 1e22, -0.0, 1e-300]",
            "[1.0, 1e-05, 0.0001, 1000000000000000.0, 1e+16, 123456.789, 1e+22, -0.0, 1e-300]"),
        Case(
            "[0.1 + 0.2, 1 / 3, 100.0, 1.5e300 * 1e10, 5e-324]",
            "[0.30000000000000004, 0.3333333333333333, 100.0, inf, 5e-324]"),
        Case("tensor([0.1, 0.2])[0]", "0.1"),
        Case("tensor([16777217.0])[0]", "16777216.0"),
        Case("[60%, 512px, 0.5s]", "[60%, 512px, 0.5s]"),
        Case("x -> x", "function(x)"),
        Case("tensor([[1.5, 2], [3, 4]], axes=[\"y\", \"x\"])", "tensor 2 × 2 ⟨y, x⟩ float32\n[1.5 2.0]\n[3.0 4.0]"),
        Case("table([{a: 1, b: \"x\"}, {a: 10, b: \"yy\"}])", " a  b\n 1  x\n10  yy"),
    ])
    func shows(_ entry: Case) throws { try entry.check() }

    @Test func longThingsAreCut() throws {
        let many = Value.list((0..<1_000_000).map { .int($0) })
        #expect(many.brief(20).count < 40)
        #expect(many.brief(20).hasSuffix("…]"))
        let big = try Tensor(Float.self, shape: [1000, 1000]) { $0.update(repeating: 1) }
        #expect(Value.tensor(big).plainDisplay().split(separator: "\n").count == 8)
        let table = Table(rows: (0..<100).map { Record([("i", .int($0))]) })
        #expect(Value.table(table).plainDisplay().hasSuffix("… 88 more rows"))
    }

    @Test func literalsReadBack() throws {
        let session = Session()
        let value = try session.interpreter.run("{a: [1, 2.5, \"x\\ny $(1)\", none, true], b: {c: 60%}}")
        #expect(try session.interpreter.run(value.literal).isEqual(to: value))
    }
}
