import Language
import Runtime
import Tensors
import Testing

/// Calls and loops: what is captured, what returns early, what is left behind.
@Suite struct CallTests {
    @Test(arguments: [
        Case(
            "def f()\ng = []\nfor i in range(3)\ng += [x -> x + i]\nend\n[h(10) for h in g]\nend\nf()", "[10, 11, 12]"),
        Case("def f(n)\ndef down(k) = if k == 0 then n else down(k - 1)\ndown(5)\nend\nf(9)", "9"),
        Case(
            "def outer(n)\ndef inner(m) = if m == 0 then outer(0) else m\nif n == 0 then 7 else inner(n - 1)\nend\nouter(1)",
            "7"),
        Case(
            "def f(a, b=a + 1, c=b * 2) = [a, b, c]\nprint(f(1))\nprint(f(1, 5))\nf(1, c=0)",
            "[1, 2, 4]\n[1, 5, 10]\n[1, 2, 0]"),
        Case(
            "def f(x)\ny = 1 + (if x > 2\nreturn 100\nelse\nx\nend)\ny\nend\nprint(f(1))\nf(3)", "2\n100"),
        Case(
            "def bad(x) = x + missing\ndef f(n) = (try bad(n) else n) + (try bad(n) else 1)\n[f(i) for i in range(4)]",
            "[1, 2, 3, 4]"),
        Case("def f(xs)\nfor x in xs\nif x > 2 then return x\nend\n0\nend\nprint(f([1, 5, 9]))\nf([1])", "5\n0"),
        Case("def f(f) = f(2)\nf(x -> x * 4)", "8"),
        Case("def f()\nxs = [1, 2]\nys = xs\nxs += [3]\nxs[0] = 9\n[xs, ys]\nend\nf()", "[[9, 2, 3], [1, 2]]"),
        Case("def f()\nr = {n: {m: 1}}\ns = r\nr.n.m += 1\nr.k = 5\n[r.n.m, s.n.m]\nend\nf()", "[2, 1]"),
        Case("def f()\nxs = [1, 2, 3]\nfor x in xs\nxs += [x]\nend\nxs\nend\nf()", "[1, 2, 3, 1, 2, 3]"),
        Case("def f()\ns = \"a\"\nt = s\ns += \"b\"\ns = s + \"c\"\n[s, t]\nend\nf()", "[\"abc\", \"a\"]"),
        Case(
            "def f()\nout = []\nfor i in range(3)\nout += [[i * k for k in range(3) if k != 1]]\nend\nout\nend\nf()",
            "[[0, 0], [0, 2], [0, 4]]"),
        Case(
            "def f(n)\nt = 0\nwhile true\nt += n\nif t > 5 then break\nif t == 3 then continue\nend\nt\nend\nf(1)", "6"),
    ])
    func run(_ test: Case) throws { try test.check() }

    /// An object that counts how many of it there are.
    private final class Counted: Native {
        nonisolated(unsafe) static var alive = 0
        let typeName = "counted"
        init() { Counted.alive += 1 }
        deinit { Counted.alive -= 1 }
        func display(width: Int) -> DisplayBundle { DisplayBundle(text: "counted") }
    }

    /// Whatever ends a call, what its frame held is let go.
    @Test func nothingIsLeftBehind() throws {
        let scripts = [
            "def f(x)\ny = [x, x]\nmissing\nend\nf(c())", "def f(x) = [y for y in [x, x] if y.no]\nf(c())",
            "def g(x) = x\ndef f(x) = g(g(x)).no + 1\nf(c())",
            "def f(x)\nfor y in [x, c()]\nreturn y\nend\nend\nf(c())",
            "def f(n, x) = if n == 0 then missing else f(n - 1, c())\nf(20, c())",
            "def f(x) = try x.no else c()\nf(c());",
            "def f(n, x) = f(n + 1, c())\nf(0, c())", "def f(a, b=c(), d=missing) = a\nf(c())",
            "def f(x)\nr = {a: x}\nr.a += c()\nend\nf(c())", "for i in range(3)\nx = c()\nx.no\nend",
        ]
        let before = Counted.alive
        for script in scripts {
            do {
                let session = Session()
                session.context.registry.add("c") { _ in .native(Counted()) }
                _ = try? session.run(script)
                #expect(session.context.depth == 0, "\(script)")
            }
            #expect(Counted.alive == before, "\(script)")
        }
    }

    /// Deeper than one piece of the stack of values, with many locals, there and back twice.
    @Test func theStackOfValuesGrows() throws {
        let session = Session()
        session.context.depthLimit = 20_000
        let names = (0..<20).map { "v\($0) = n + \($0)" }.joined(separator: "\n")
        let script = "def f(n)\n\(names)\nif n == 0 then return 0\nf(n - 1) + v19 - v18\nend\nprint(f(9000))\nf(9000)"
        #expect(try session.run(script) == "9000\n9000")
    }

    /// A loop of fast instructions hears an interrupt at every turn.
    @Test func fastLoopsHearInterrupts() throws {
        for script in [
            "def f()\nt = 0\nfor i in range(1000)\nt += i\nend\nend\nf()",
            "def f()\nt = 0\nwhile t < 1000\nt += 1\nend\nend\nf()",
            "t = 0\nfor i in range(1000)\nt += i\nend", "def f(n) = if n == 0 then 0 else f(n - 1)\nf(400)",
        ] {
            let session = Session()
            session.context.checksUntilInterrupt = 300
            #expect(throws: Interrupted.self, "\(script)") { _ = try session.run(script) }
            #expect(session.context.depth == 0)
            session.context.checksUntilInterrupt = -1
            #expect(try session.run("1 + 1") == "2")
        }
    }

    /// A function that is replaced while it runs goes on to its end.
    @Test func aFunctionMayReplaceItself() throws {
        let session = Session()
        session.context.registry.add("replace") { [unowned session] _ in
            session.interpreter.set("f", .int(1))
            return .none
        }
        let script = "def f(x)\ny = x + 1\nreplace()\nz = [y, x]\nz[0] + z[1]\nend\nf(3)"
        #expect(try session.run(script) == "7")
        #expect(try session.run("f") == "1")
    }
}
