import Language
import Runtime
import Tensors
import Testing

/// What would end the process ends the script instead, before it happens.
@Suite struct LimitTests {
    @Test(arguments: [
        "[0] * 10**12", "\"ab\" * 10**12", "range(10**12)", "[1, 2] * 4611686018427387904",
        "\"a\" * 9223372036854775807",
    ])
    func memory(_ script: String) throws {
        let failure = try #require(Session().failure(script))
        #expect(failure.id == "limit.memory", "\(script): \(failure.message)")
    }

    @Test func longRangesAreCountedInLoops() throws {
        #expect(try output(of: "for i in range(10**15)\nif i == 3\nbreak\nend\nend\ni") == "3")
        #expect(try output(of: "n = 10**15\nfor i in range(n, 0, step=-1)\nbreak\nend\ni") == "1000000000000000")
    }

    @Test func recursionEnds() throws {
        let failure = try #require(Session().failure("def f(n) = f(n + 1)\nf(0)"))
        #expect(failure.id == "limit.depth")
        #expect(failure.message == "calls are nested deeper than 500")
        // The innermost and the outermost call; the rest are counted.
        #expect(failure.trace.map(\.function) == ["f", "f"])
        #expect(failure.trace.map(\.hidden) == [498, 0])
        for script in [
            "def f(n) = map([n], x -> f(x + 1))\nf(0)", "def f(n) = g(n)\ndef g(n) = f(n)\nf(1)",
            "def f(n=f()) = n\nf()", "def f(n)\nreturn 1 + (if true\nf(n)\nend)\nend\nf(1)",
        ] { #expect(Session().failure(script)?.id == "limit.depth", "\(script)") }
    }

    @Test func aLimitMayBeRaised() throws {
        let session = Session()
        session.context.depthLimit = 20_000
        #expect(try session.run("def f(n) = if n == 0 then 0 else 1 + f(n - 1)\nf(19_990)") == "19990")
        #expect(session.failure("def g(n) = g(n + 1)\ng(0)")?.message == "calls are nested deeper than 20000")
    }

    @Test func theStackEndsBeforeTheMachineDoes() throws {
        let session = Session()
        session.context.depthLimit = .max
        let failure = try DeepStack.run(sizes: [16 << 20]) {
            session.failure("def f(n) = map([n], x -> f(x + 1))\nf(0)")
        }
        #expect(failure?.message.hasSuffix("the machine's stack is used up") == true)
        #expect(session.context.depth == 0)
        #expect(try session.run("1 + 1") == "2")
    }

    @Test func nestingOfValuesEnds() throws {
        for script in [
            "x = [1]\nwhile true\nx = [x]\nend", "x = {}\nwhile true\nx = {a: 1, b: x}\nend",
            "x = [0]\nwhile true\nx += [x]\nend", "x = [0]\nwhile true\ny = [1]\ny[0] = x\nx = y\nend",
            "x = [0]\nwhile true\nx = [y for y in [x]]\nend",
        ] { #expect(Session().failure(script)?.id == "limit.nesting", "\(script)") }
    }

    @Test func tryLetsLimitsPass() {
        #expect(Session().failure("try [0] * 10**12 else 1")?.id == "limit.memory")
        #expect(Session().failure("def f() = try f() else 1\nf()")?.id == "limit.depth")
    }

    @Test func deepTextIsAnError() {
        let brackets = String(repeating: "[", count: 50_000)
        #expect(Session().failure("x = " + brackets)?.id.isEmpty == false)
        #expect(Session().failure("x = " + String(repeating: "-", count: 50_000) + "1")?.id.isEmpty == false)
        let sum = "x = 1" + String(repeating: " + 1", count: 50_000)
        #expect(Session().failure(sum) != nil)
    }
}
