import Language
import Runtime
import Tensors
import Testing

/// The machine's fast cases give what the tree of nodes gives: the same answers, prints, errors and places.
@Suite struct MachineTests {
    /// Everything that a script shows, and its error with the trace.
    private func outcome(_ script: String, isTree: Bool) -> String {
        let session = Session()
        session.interpreter.isTree = isTree
        var shown = ""
        do { shown = try session.run(script) } catch let error as Diagnostic {
            let places = error.labels.map { "\($0.span.start)-\($0.span.end)" } + error.trace.map { "\($0)" }
            // How much memory the process holds at the moment is not of the script.
            let message = error.id == "limit.memory" ? String(error.message.prefix { $0 != ";" }) : error.message
            shown = session.lines.joined(separator: "\n") + "\n\(error.id): \(message) \(places) \(error.help ?? "")"
        } catch { shown = "\(error)" }
        #expect(session.context.depth == 0, "\(script)")
        return shown
    }

    private func agree(_ script: String) {
        #expect(outcome(script, isTree: false) == outcome(script, isTree: true), "\(script)")
    }

    /// A stream of choices that repeats exactly.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }

    private static let leaves = [
        "a", "b", "c", "0", "1", "2", "-1", "7", "0.5", "2.0", "true", "9223372036854775807", "-9223372036854775807",
        "2147483648", "\"s\"", "[1, 2]", "none", "missing", "f(a)", "k", "r.x", "xs[1]", "xs[-1]", "g(b, c)",
    ]

    private func expression(_ dice: inout Dice, depth: Int) -> String {
        if depth == 0 || dice.roll(4) == 0 { return Self.leaves[dice.roll(Self.leaves.count)] }
        let left = expression(&dice, depth: depth - 1)
        let right = expression(&dice, depth: depth - 1)
        switch dice.roll(18) {
        case 0...8: return "(\(left) \(["+", "-", "*", "/", "//", "%", "**", "+", "-"][dice.roll(9)]) \(right))"
        case 9...11: return "(\(left) \(["==", "!=", "<", "<=", ">", ">="][dice.roll(6)]) \(right))"
        case 12: return "(\(left) \(["and", "or"][dice.roll(2)]) \(right))"
        case 13: return "(if \(left) < \(right) then \(left) else \(right))"
        case 14: return "f(\(left))"
        case 15: return "(try \(left) else \(right))"
        case 16: return "[\(left) for q in [1, \(right)]]"
        default: return "-\(left)"
        }
    }

    private func statement(_ dice: inout Dice, depth: Int) -> String {
        let name = ["a", "b", "c", "t", "xs", "r.x", "xs[0]", "xs[a]"][dice.roll(8)]
        let value = expression(&dice, depth: 2)
        switch dice.roll(depth == 0 ? 8 : 13) {
        case 0: return "\(name) = \(value)"
        case 1: return "\(name) \(["+=", "-=", "*=", "/=", "//=", "%="][dice.roll(6)]) \(value)"
        case 2: return "t = t + \(value)"
        case 3: return "xs += [\(value)]"
        case 4: return "print(\(value))"
        case 5: return dice.roll(3) == 0 ? "return \(value)" : "t = \(value)"
        case 6: return "a, b = [\(value), 2]"
        case 7: return "s += \"z\""
        case 8: return "if \(value)\n\(statement(&dice, depth: 0))\nelse\n\(statement(&dice, depth: depth - 1))\nend"
        case 9:
            let jump = ["break", "continue", "print(i)"][dice.roll(3)]
            return "for i in range(4)\n\(statement(&dice, depth: depth - 1))\nif i > b then \(jump)\nend"
        case 10: return "for i in xs\n\(statement(&dice, depth: 0))\nxs += [1]\nif length(xs) > 9 then break\nend"
        case 11: return "t = [q + 1 for q in xs if q != a]"
        default:
            // The body may take `a` down again, so the turns are counted.
            let turns = "w\(depth)"
            return
                "\(turns) = 0\nwhile a < 5 and \(turns) < 9\na += 1\n\(turns) += 1\n"
                + "\(statement(&dice, depth: depth - 1))\nif t == 3 then break\nend"
        }
    }

    @Test func randomProgramsAgree() {
        var dice = Dice(state: 20_240_601)
        for _ in 0..<1500 {
            var body = ""
            for _ in 0..<(1 + dice.roll(5)) { body += statement(&dice, depth: 2) + "\n" }
            let values = (0..<3).map { _ in ["1", "3", "0.25", "-2", "9223372036854775806"][dice.roll(5)] }
            agree(
                """
                k = 4
                def f(x) = x + k
                def g(x, y=2)
                    if x == y then return 0
                    x - y
                end
                def main(a, b, c)
                    t = 1
                    s = "s"
                    xs = [1, 2, 3]
                    r = {x: 1, y: 2}
                    \(body)
                    [t, s, xs, r, a, b, c]
                end
                main(\(values.joined(separator: ", ")))
                """)
        }
    }

    @Test func randomTopLevelsAgree() {
        var dice = Dice(state: 77)
        for _ in 0..<400 {
            var body =
                "k = 2\na = 1\nb = 2\nc = 0.5\nt = 1\ns = \"\"\nxs = [1, 2]\nr = {x: 1}\ndef f(x) = x * k\ndef g(x, y=1) = x - y\n"
            for _ in 0..<(1 + dice.roll(4)) {
                let next = statement(&dice, depth: 2)
                if !next.hasPrefix("return") { body += next.replacing("return ", with: "t = ") + "\n" }
            }
            agree(body + "[t, s, xs, r, a, b, c]")
        }
    }

    /// Ints that no longer fit say so, and nothing else does.
    @Test(arguments: ["+", "-", "*", "//", "%"]) func boundariesAgree(op: String) {
        let edges = [
            "9223372036854775807", "-9223372036854775807", "(-9223372036854775807 - 1)", "0", "1", "-1", "2",
            "3037000500",
        ]
        for x in edges {
            for y in edges {
                agree("def f(x, y) = x \(op) y\nf(\(x), \(y))")
                agree("def f(x) = x \(op) \(y)\nf(\(x))")
                agree("def f(x)\nx \(op)= \(y)\nx\nend\nf(\(x))")
            }
        }
    }

    @Test(arguments: [
        "def f(n)\nif n == 0 then return missing\nf(n - 1) + 1\nend\nf(3)",
        "def f(x) = x.missing\ndef g(x) = f(x) + 1\ng({a: 1})",
        "def f(a, b) = a\nf(1)", "def f(a) = a\nf(1, 2)", "f = 3\nf(1)", "def f() = 1\nf() + print(\"x\")",
        "def f(x)\ny = x + g(x)\nend\ndef g(x) = print(x) + 1\nf(2)",
        "def f()\nt = t + print(\"no\")\nend\nf()", "t = 1\ndef f()\nt += 1\nend\nf()",
        "def f()\nfor i in 5\nprint(i)\nend\nend\nf()", "def f()\nfor a, b in [[1, 2], [3]]\nprint(a)\nend\nend\nf()",
        "def f(xs)\nxs[5] = 1\nend\nf([1])", "def f(r)\nr.y += 1\nend\nf({x: 1})",
        "def f(xs) = xs[1.5]\nf([1, 2])", "def f(x)\nif x then 1 else 2\nend\nf(3)",
        "def f(x) = x and 1\nf(true)", "def f(x) = x or print(\"r\")\nf(2)",
        "def f() = g(1 / 0, print(\"a\"))\ndef g(a, b) = a\nf()",
        "def f(n) = if n > 0 then f(n - 1) else [1][n - 3]\nf(2)",
        // A condition that is a call or a combination, and no bool.
        "def g(x) = x + 1\ndef f(x)\nif g(x)\n1\nelse\n2\nend\nend\nf(3)",
        "def f(x)\nif x and true then 1 else 2\nend\nf(tensor([true, false]))",
        "def f(x)\nwhile true and x\nreturn 1\nend\nend\nf(tensor([true, false]))",
    ])
    func errorsAgree(script: String) { agree(script) }
}
