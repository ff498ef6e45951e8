import Runtime
import Tensors
import Testing

@Suite struct NativeTests {
    /// Three numbers that know how to be looped over, indexed and looked at.
    final class Triple: NativeRepresentable {
        static let nativeTypeName = "triple"
        let fieldNames = ["first", "broken"]
        func field(_ name: String) throws -> Value? {
            if name == "broken" { throw Problem("triple.broken", "this field cannot be read") }
            return name == "first" ? .int(10) : nil
        }
        func element(_ key: Value) throws -> Value? {
            if case .string(let word) = key { .string(word.string + "!") } else { nil }
        }
        func elements() throws -> [Value]? { [.int(10), .int(20), .int(30)] }
        func selecting(_ subscripts: [IndexSpec]) throws -> Value? {
            .string(subscripts.map { $0.axis ?? "-" }.joined(separator: " "))
        }
        func display(width: Int) -> DisplayBundle { DisplayBundle(text: "a triple\nof numbers") }
    }

    @Test(arguments: [
        Case("t.first", "10"), Case("t[\"a\"]", "\"a!\""), Case("t[-1]", "30"), Case("[x for x in t]", "[10, 20, 30]"),
        Case("a, b, c = t\nb", "20"), Case("t[step=1:2, 3]", "\"step -\""), Case("20 in t", "true"),
        Case("t == t", "true"), Case("t", "a triple\nof numbers"), Case("[t]", "[a triple]"),
    ])
    func actsAsAValue(_ entry: Case) throws {
        let session = Session()
        session.interpreter.set("t", .native(Triple()))
        #expect(try session.run(entry.script) == entry.expected)
        #expect(session.failure("t.fisrt")?.help == "did you mean `first`?")
        #expect(session.failure("t.broken")?.message == "this field cannot be read")
        #expect(session.failure("t + 1")?.message == "cannot add a triple and an int (`+`)")
        #expect(session.failure("sqrt(t)")?.message == "`sqrt` expects a number for `x`, found a triple")
    }
}
