import Language
import Notebook
import Testing

/// What an entry is, when it is whole, and what a pasted session comes down to.
@Suite struct EntryTests {
    @Test(
        arguments: [
            ("", .nothing), (" \n", .nothing), (":vars", .meta), ("  :time 1", .meta), ("?mean", .question),
            ("??heat", .question), ("mean?", .question), ("run.image ?", .question), ("f(x)?", .code),
            ("quit", .farewell), ("exit ()", .farewell), ("x = 1", .code), ("# a", .code),
        ] as [(String, EntryKind)]) func oneFunctionTellsTheKinds(text: String, kind: EntryKind)
    {
        #expect(Session().kind(of: text) == kind)
    }

    @Test func aNameOfTheUsersIsNoFarewell() throws {
        let session = Session()
        try session.run("quit = 3")
        #expect(session.kind(of: "quit") == .code)
        #expect(session.kind(of: "exit") == .farewell)
    }

    @Test(
        arguments: [
            ("1 + 1", .run), ("1 +", .more), ("f(1,", .more), ("for x in [1]", .more), ("for x in [1]\nend", .run),
            ("\"\"\"long", .more), ("x = ]", .run), ("nowhere", .run), ("def f(x) = x", .run),
            ("if true then 1 else 2", .run),
            ("for x in [1]\n\n", .abandon), ("for x in [1]\n", .more), ("for x in [1]\n  \n    ", .abandon),
            ("for x in [1]\n\n\nend", .run), (":vars", .run), (":time (", .more), ("?for", .run),
            (":time for x in [1]", .more), (":time for x in [1]\nend", .run), (":timeit )", .run), (":vars (", .run),
            ("a = 1\n:vars\nf(", .more), ("f(\n:vars", .run), ("a = 1\n:vars\nb = 2", .run),
        ] as [(String, EntryVerdict)]) func theParserDecides(text: String, verdict: EntryVerdict)
    {
        #expect(Session().verdict(on: text) == verdict)
    }

    @Test(arguments: [
        // Limn's own, with answers between.
        (
            "limn[3]> x = 5\n5\nlimn[4]> for i in [1]\n    ...>     print(i)\n    ...> end\n1\nlimn[5]> x\n5",
            "x = 5\nfor i in [1]\n    print(i)\nend\nx"
        ),
        // Python's, indented as in a page, its block ended by an empty prompt.
        ("    >>> x = 1\n    >>> x + 1\n    2\n    >>>\n", "x = 1\nx + 1"),
        (">>> f(1,\n...   2)\n3", "f(1,\n  2)"),
        // IPython's.
        (
            "In [1]: x = 1\n\nIn [2]: f(x,\n   ...:   2)\nOut[2]: 3\n\nIn [3]: x\nOut[3]: 1",
            "x = 1\nf(x,\n  2)\nx"
        ),
        // Julia's further lines have no prompt.
        ("julia> x = [1,\n        2]\n2-element Vector{Int64}:\n 1\n 2\n\njulia> x", "x = [1,\n 2]\nx"),
        // Copied without the first prompt.
        ("x = 5\n>>> x + 1\n6", "x = 5\nx + 1"), ("Python 3.11.2 on linux\n>>> x = 1", "x = 1"),
        ("for i in [1]\n    ...>     print(i)\n    ...> end\n1", "for i in [1]\n    print(i)\nend"),
        // No session: only the line ends, tabs and margins.
        ("a = 1\r\nb = 2\r\n", "a = 1\nb = 2"), ("a = 1\rb = 2\r", "a = 1\nb = 2"), ("  a\n\n    b\n", "a\n\n  b"),
        ("if x\n\ty\nend", "if x\n    y\nend"), (" in the middle", " in the middle"),
        ("x[..., 0]\n... \n", "x[..., 0]\n... "), ("# >>> twice(4)", "# >>> twice(4)"), ("a\u{1B}[31mb\u{7}", "a[31mb"),
        ("", ""), ("\n\n", ""),
    ]) func aPastedSessionIsItsCode(pasted: String, code: String) {
        #expect(PastedText.code(of: pasted, state: Session().syntax) == code)
    }

    /// Words of the session between code, as in a session that was copied.
    @Test func theirPartsRunOneAfterTheOther() throws {
        var said: [String] = []
        let session = Session(output: { said.append($0) })
        session.context.show = { said.append($0.plainDisplay()) }
        func submit(_ text: String) throws { _ = try session.submit(text) { said.append($0.plainDisplay()) } }
        try submit("a = 4\n:seed 7\na + 1\n\n:time for i in [a]\n    b = i\nend\nb * 2")
        #expect(said.count == 4 && said[0] == "seed 7" && said[1] == "5" && said[3] == "8", "\(said)")
        #expect(session.promptNumber == 4)
        #expect(throws: Diagnostic.self) { try submit("nowhere\n:seed 8\nc = 1") }
        #expect(session["c"] == nil && session.context.seed == 7)
        try submit("text = \"\"\"\n:seed 9\n\"\"\"")
        #expect(session.context.seed == 7)
    }

    /// libedit exchanges the two line ends, so that a pasted pair comes in either order.
    @Test func aPairOfLineEndsIsOne() {
        #expect(PastedText.code(of: "a\n\rb\n\r\n\rc", state: Session().syntax) == "a\nb\n\nc")
        #expect(PastedText.code(of: "a\n\nb\r\rc", state: Session().syntax) == "a\n\nb\n\nc")
    }
}
