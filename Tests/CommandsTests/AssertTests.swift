import Language
import Testing

/// A failed assertion says what stood on its sides.
@Suite struct AssertTests {
    private func notes(_ script: String) -> [String] {
        do {
            _ = try Scripts.output(script)
            return []
        } catch {
            let diagnostic = error as? Diagnostic
            return diagnostic?.id == "assert.failed" ? diagnostic?.notes ?? [] : ["\(error)"]
        }
    }

    @Test(arguments: [
        ("assert mean([2.0, 3.0]) == 3", ["left is 2.5", "right is 3"]),
        ("assert(1 > 2)", ["left is 1", "right is 2"]),
        ("assert 0 < 5 < 3", ["left is 5", "right is 3"]),
        ("assert 4 in [1, 2]", ["left is 4", "right is [1, 2]"]),
        ("assert(not (1 in [1]))", ["left is 1", "right is [1]"]),
        ("assert not true", ["what should be false is true"]),
        ("x = 2\nassert x > 1 and x > 3", ["left is 2", "right is 3"]),
        ("assert [1, 2] == [1, 3]", ["left is [1, 2]", "right is [1, 3]", "they differ first at [1]: 2 and 3"]),
        ("assert {a: 1} == {a: 2}", ["left is {a: 1}", "right is {a: 2}", "they differ in the field a: 1 and 2"]),
    ]) func sides(_ script: String, _ wanted: [String]) { #expect(notes(script) == wanted) }

    @Test func tensorsTablesAndCloseness() {
        #expect(
            notes("assert all(tensor([[1, 2], [3, 4]]) == tensor([[1, 2], [3, 5]]))").last
                == "they differ first at [1, 1]: 4.0 and 5.0; 1 of 4 elements differ")
        #expect(
            notes("assert table([{a: 1}]) == table([{a: 2}])").last == "they differ first in row 0, column a: 1 and 2")
        #expect(notes("assert close(1.0, 1.1)").prefix(2) == ["left is 1.0", "right is 1.1"])
        #expect(notes("assert close(1.0, 1.1, rtol=0.2)") == [])
        #expect(Scripts.failure("assert close([1, 2], [1, 2, 3])")?.hasPrefix("close.shapes") == true)
    }

    @Test func whatHoldsIsSilent() throws {
        for script in [
            "assert 1 == 1", "assert(true)", "assert (1 + 1) == 2, \"sums\"", "assert 1 in [1] and not false",
            "assert close(0.1 + 0.2, 0.3)", "assert (1 == 1)", "assert [1] == [1]", "assert tensor([1]) == tensor([1])",
            "def f(x)\n    assert x > 0, \"positive\"\n    x\nend\nassert f(2) == 2",
        ] { #expect(notes(script) == [], "\(script)") }
        #expect(Scripts.failure("assert 1 == 2, \"no luck\"") == "assert.failed: no luck")
        // The right half of an `and` is read only where the left one holds.
        #expect(notes("assert false and error(\"read\")") == [])
    }
}
