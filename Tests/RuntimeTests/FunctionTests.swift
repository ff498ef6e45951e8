import Runtime
import Testing

@Suite struct FunctionTests {
    @Test(arguments: [
        Case("def f(x, k=3) = x * k\nprint(f(2), f(2, 5), f(2, k=7), f(k=1, x=9))", "6 10 14 9"),
        Case("def f(x, y=x + 1) = [x, y]\nf(1)", "[1, 2]"),
        Case("def fact(n)\nif n < 2\nreturn 1\nend\nn * fact(n - 1)\nend\nfact(10)", "3628800"),
        Case("def outer(n)\ndef inner(k) = if k == 0 then 0 else k + inner(k - 1)\ninner(n)\nend\nouter(4)", "10"),
        Case("def f(x)\ny = x * 2\nend\nf(1)", ""),
        Case("def f(x)\nadd = y -> x + y\nx = 100\nadd(1)\nend\nf(2)", "3"),
        Case("k = 1\ndef f() = k\nk = 2\nf()", "2"),
        Case("x = 1\ndef f()\nx = x + 1\nx\nend\nprint(f(), x)", "2 1"),
        Case("def f()\nxs = [1]\nmap([1, 2]) do i\nxs = xs + [i]\nxs\nend\nend\nf()", "[[1, 1], [1, 2]]"),
        Case("def make()\nf = a -> g -> x -> a + g + x\nf(1)(2)(3)\nend\nmake()", "6"),
        Case("map([1, 2, 3]) do x\nx * 2\nend", "[2, 4, 6]"),
        Case("[1, 4, 9] |> map(sqrt)", "[1.0, 2.0, 3.0]"),
        Case("4 |> sqrt", "2.0"),
        Case("4\n|> sqrt()", "2.0"),
        Case("def twice(f, x) = f(f(x))\ntwice(x -> x * 3, 2)", "18"),
        Case("def f(a, b=2, g=none) = g(a + b)\nf(1) do v\nv * 10\nend", "30"),
        Case("def f(a, b=2, g=none) = g(a + b)\nf(1, b=3) do v\nv * 10\nend", "40"),
        Case("r = {f: x -> x + 1}\nr.f(2)", "3"),
        Case("print = x -> x\nprint(3)", "3"),
    ])
    func shows(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        FailingCase("def f(x) = x\n«f()»", "call.missing-argument: `f` needs a value for `x`", help: "it takes (x)"),
        FailingCase("def f(x) = x\n«f(1, 2)»", "call.too-many-arguments: `f` takes one argument, found 2").withoutMark,
        FailingCase(
            "def f(alpha) = alpha\nf(«alhpa»=1)", "call.unknown-option: `f` has no option `alhpa`",
            help: "did you mean `alpha`?"),
        FailingCase("def f(x) = x\nf(1, «x»=2)", "call.duplicate-argument: `f` was given `x` twice"),
        FailingCase("x = 3\n«x»(1)", "call.not-a-function: `x` is an int, not a function"),
        FailingCase(
            "total = 0\nmap([1]) do x\n«total» += x\nend",
            "name.outer: `total` belongs to the outside of this function, which can read it but not change it"),
        FailingCase(
            "xs = [0]\ndef f()\n«xs»[0] = 1\nend\nf()",
            "name.outer: `xs` belongs to the outside of this function, which can read it but not change it"),
        FailingCase("def f()\nx -> «missing»\nend\nf()(1)", "name.unknown: there is no name `missing`"),
        FailingCase("«pritn»(1)", "name.unknown: there is no name `pritn`", help: "did you mean `print`?"),
        FailingCase("«total» += 1", "name.unknown: there is no name `total` to change"),
    ])
    func failures(_ entry: FailingCase) throws { try entry.check() }

    @Test func traceLeadsFromTheInnermostCall() throws {
        let session = Session()
        let failure = try #require(
            session.failure("def inner(x) = x + \"a\"\ndef outer(x) = map([x], inner)\nouter(3)"))
        #expect(failure.trace.map(\.function) == ["map", "outer"])
        #expect(failure.trace.map { $0.source.position(at: $0.span.start).line } == [2, 3])
        #expect(failure.labels.first.map { $0.source.position(at: $0.span.start).line } == 1)
    }

    @Test func functionsKnowTheirSignatureAndHelp() throws {
        let session = Session()
        _ = try session.run("# Adds.\n# >>> f(1)\n# 4\ndef f(x, k=1 + 2) = x + k")
        guard case .function(let function)? = session.interpreter.value(named: "f") else {
            Issue.record("f is no function")
            return
        }
        #expect(function.signature == "f(x, k=1 + 2)")
        #expect(function.documentation.contains("Adds."))
        #expect(try function.call([.int(1)], in: session.context).literal == "4")
    }
}

extension FailingCase {
    /// The same without a look at the place.
    var withoutMark: FailingCase { FailingCase(script, error, help: help) }
}
