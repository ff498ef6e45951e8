import Language
import Testing

/// What cells give, read and need.
@Suite struct CellGraphTests {
    private func graph(_ cells: String..., modules: [String: [String]] = [:]) throws -> CellGraph {
        let text = cells.map { "# %%\n" + $0 }.joined(separator: "\n")
        let builtins: Set<String> = ["print", "map", "sqrt", "seed"]
        return CellGraph(
            try Parser.parse(Source(name: "test", text: text)),
            in: .init(isBuiltin: builtins.contains, moduleNames: { modules[$0] ?? [] }))
    }

    private func needs(_ cells: String...) throws -> [[Int]] {
        let text = cells.map { "# %%\n" + $0 }.joined(separator: "\n")
        return CellGraph(try Parser.parse(Source(name: "test", text: text))).nodes.map(\.needs)
    }

    @Test func namesAreThoseOfTheTopLevel() throws {
        let node = try graph(
            """
            a, b = pair
            a.field[i] = [j + k for j in b if j > low]
            total += sqrt(a)
            for n in range_of(3)
                inside = n
            end
            def f(x, y=default)
                local = x + outer
                local
            end
            g = x -> x * factor
            text = "$shown $(also)"
            print(inside)
            """
        ).nodes[0]
        #expect(node.definitions == ["a", "b", "total", "n", "inside", "f", "g", "text"])
        #expect(
            node.uses == [
                "pair", "low", "k", "i", "total", "range_of", "default", "factor", "shown", "also", "inside", "outer",
            ])
    }

    @Test func whatIsSurelyGivenIsNotRead() throws {
        #expect(try graph("if c\n x = 1\nelse\n x = 2\nend\nprint(x)").nodes[0].uses == ["c"])
        #expect(try graph("if c\n x = 1\nend\nprint(x)").nodes[0].uses == ["c", "x"])
        #expect(try graph("while c\n x = 1\nend\nprint(x)").nodes[0].uses == ["c", "x"])
        #expect(try graph("with seed(1)\n x = 1\nend\nprint(x)").nodes[0].uses == [])
        #expect(try graph("def f() = g()\ndef g() = 1").nodes[0].uses == [])
        #expect(try graph("print([x for x in [1]])").nodes[0].uses == [])
        #expect(try graph("def f(x)\n x = x + 1\n x\nend").nodes[0].uses == [])
        #expect(try graph("def f()\n x = x + 1\n x\nend").nodes[0].uses == ["x"])
        #expect(try graph("map(xs) do row\n y = row + z\n y\nend").nodes[0].uses == ["xs", "z"])
        #expect(try graph("use m\nh(1)\nuse n as k\nk.f", modules: ["m": ["h"]]).nodes[0].uses == [])
    }

    @Test func aCellNeedsWhereANameGotItsLastValue() throws {
        #expect(try needs("x = 1", "x = 2", "y = x") == [[], [], [1]])
        #expect(try needs("x = 1", "x += 1", "y = x") == [[], [0], [1]])
        #expect(try needs("x = 1", "r = {a: 1}", "r.a = x", "r") == [[], [], [0, 1], [2]])
        #expect(try needs("y = x", "x = 1") == [[], []])
        #expect(try graph("y = x", "x = 1").nodes[0].missing == ["x"])
    }

    @Test func whereItMayHaveGotNoneTheOneBeforeCountsToo() throws {
        #expect(try needs("x = 1", "if true\n x = 2\nend", "y = x") == [[], [0], [0, 1]])
        #expect(try needs("x = 1", "for x in []\nend", "y = x") == [[], [0], [0, 1]])
    }

    @Test func functionsReadTheirNamesWhenTheyAreCalled() throws {
        // The value of `k` that f meets is the one before the call.
        #expect(try needs("def f(x) = x * k", "k = 2", "f(1)") == [[], [], [0, 1]])
        #expect(
            try needs("k = 1", "def f(x) = x * k", "k = 2", "g = f", "g(1)") == [[], [0], [], [1, 2], [2, 3]])
        #expect(try needs("k = 1", "def f(x) = x * k", "k = 2\nf(1)") == [[], [0], [1]])
    }

    @Test func aLeadingPipeNeedsTheAnswerBefore() throws {
        #expect(try needs("x = 1", "x + 1", "|> print") == [[], [0], [1]])
        #expect(try needs("x = 1", "|> print") == [[], []])
        #expect(try needs("1", "print(2)", "|> print", "3") == [[], [], [0, 1], []])
    }

    @Test func cellsThatDoNotRunGiveNothing() throws {
        #expect(try needs("x = 1", "#| eval: false\nx = 2", "y = x") == [[], [], [0]])
    }

    @Test func needsAndDependentsAreWhole() throws {
        let graph = try graph("a = 1", "b = a", "c = 1", "d = b + c", "e = c")
        #expect(graph.withNeeds([3]) == [0, 1, 2, 3])
        #expect(graph.withDependents([0]) == [0, 1, 3])
        #expect(graph.withDependents([2]) == [2, 3, 4])
    }

    @Test func commentsAndLayoutAreNotInTheOutline() throws {
        func outline(_ text: String) throws -> String { try graph(text).nodes[0].outline }
        let plain = try outline("x = f(1, 2) + 3\ndef g(a)\n    a\nend")
        #expect(
            try outline("# first\n\nx = f( # one\n  1,\n  2) +\n  3 # end\n\n# help\ndef g(a)\n  a # it\nend\n")
                == plain)
        #expect(try outline("x = f(1, 2) + 4\ndef g(a)\n    a\nend") != plain)
        #expect(try outline("x = f(1, 2) + 3;\ndef g(a)\n    a\nend") != plain)
        // What only looks alike is not alike.
        #expect(try outline("x = \"\\$y\"") != outline("x = \"$y\""))
        #expect(try outline("x = 1") != outline("x = 1.0"))
        #expect(try outline("a\n-b") != outline("a - b"))
    }

    /// Every edit of a text is a tree or a diagnostic, and every tree has a graph.
    @Test func everyPrefixHasAGraph() throws {
        let text = Array(Samples.design.unicodeScalars)
        for length in stride(from: 0, to: text.count, by: 3) {
            var prefix = String.UnicodeScalarView()
            prefix.append(contentsOf: text.prefix(length))
            let program = Parser.parseAll(Source(name: "test", text: String(prefix))).program
            let graph = CellGraph(program)
            #expect(graph.nodes.count == program.cells.count)
            for (position, node) in graph.nodes.enumerated() { #expect(node.needs.allSatisfy { $0 < position }) }
        }
    }
}
