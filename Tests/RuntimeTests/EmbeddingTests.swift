import Language
import Runtime
import Tensors
import Testing

@Suite struct EmbeddingTests {
    @Test func aProgramRunsAScriptWithAFunctionOfItsOwn() throws {
        let registry = CommandRegistry()
        registry.add("Mine", [Print.self])
        registry.add("hypotenuse", ["a", "b"]) { values in
            let sides = try values.map { try Double.from($0) }
            return .float((sides[0] * sides[0] + sides[1] * sides[1]).squareRoot())
        }
        let interpreter = Interpreter(context: Context(registry: registry))
        interpreter.set("width", .int(3))
        try interpreter.run("length = hypotenuse(width, b=4)")
        #expect(interpreter.value(named: "length")?.literal == "5.0")
        #expect(interpreter.names == ["width", "length"])
    }

    @Test func closuresCheckTheirArguments() {
        let session = Session()
        session.context.registry.add("pair", ["a", "b"]) { .list($0) }
        #expect(session.failure("pair(1)")?.message == "`pair` needs a value for `b`")
        #expect(session.failure("pair(1, 2, 3)")?.message == "`pair` takes at most 2 arguments, found 3")
        #expect(session.failure("pair(1, c=2)")?.message == "`pair` has no option `c`")
        #expect(session.failure("pair(1, a=2)")?.message == "`pair` was given `a` twice")
    }

    @Test func aCommandReplacesOneOfItsName() throws {
        let session = Session()
        #expect(try session.run("def f() = sqrt(4)\nf()") == "2.0")
        session.context.registry.add("Test", [OtherSquareRoot.self])
        #expect(try session.run("f()") == "\"other\"")
        #expect(session.context.registry.chapters.flatMap(\.names).filter { $0 == "sqrt" }.count == 1)
    }

    @Test func namesStayBetweenRuns() throws {
        let session = Session()
        _ = try session.run("x = 1\ndef f() = x")
        #expect(session.failure("x = 2\n1 // 0\nx = 3") != nil)
        #expect(try session.run("f()") == "2")
        session.interpreter.remove("x")
        #expect(session.failure("f()")?.id == "name.unknown")
        session.interpreter.reset()
        #expect(session.interpreter.names.isEmpty)
    }

    @Test func someStatementsOfAProgram() throws {
        let session = Session()
        let program = try Parser.parse(Source(name: "cells", text: "x = 1\nx += 1\nx"))
        try session.interpreter.run(program, statements: 0..<1)
        var answers: [String] = []
        let value = try session.interpreter.run(program, statements: 1..<3) { value, _ in answers.append(value.literal)
        }
        #expect(value.literal == "2")
        #expect(answers == ["2"])
    }

    @Test func commandsMayRunTheInterpreterAgain() throws {
        let session = Session()
        session.context.registry.add("Test", [Evaluate.self])
        session.context.services["interpreter"] = session.interpreter
        #expect(try session.run("x = 20\nx + evaluate(\"x + evaluate('x + 1')\")") == "61")
        session.context.services = [:]
    }

    @Test func aFunctionMayOutliveItsSession() throws {
        var session: Session? = Session()
        _ = try session?.run("k = 1\ndef f(x) = x + 1\ndef g(x) = sqrt(x) + k")
        let context = try #require(session?.context)
        let values = [session?.interpreter.value(named: "f"), session?.interpreter.value(named: "g")]
        session = nil
        guard case .function(let f)?? = values.first, case .function(let g)?? = values.last else {
            Issue.record("no functions")
            return
        }
        #expect(try f.call([.int(1)], in: context).literal == "2")
        #expect(throws: Diagnostic.self) { try g.call([.int(1)], in: context) }
    }

    @Test func functionsRunFromOutside() throws {
        let session = Session()
        _ = try session.run("def f(n) = if n == 0 then 0 else 1 + f(n - 1)\ndef bad(x) = x + none")
        guard case .function(let f)? = session.interpreter.value(named: "f"),
            case .function(let bad)? = session.interpreter.value(named: "bad")
        else {
            Issue.record("no functions")
            return
        }
        #expect(try f.call([.int(400)], in: session.context).literal == "400")
        #expect(throws: Diagnostic.self) { try bad.call([.int(1)], in: session.context) }
        #expect(session.context.depth == 0)
    }
}
