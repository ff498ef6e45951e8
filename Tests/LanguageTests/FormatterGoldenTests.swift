import Language
import Testing

/// How each construct is laid out.
@Suite struct FormatterGoldenTests {
    static let pairs: [(String, String)] = [
        ("x=1", "x = 1"),
        ("# foo  \nx=1", "# foo\nx = 1"),
        ("x=1 # foo \t", "x = 1  # foo"),
        ("# %% Title  \n#| echo: false \t\nx=1", "# %% Title\n#| echo: false\nx = 1"),
        ("# %% [markdown]\n# a line  \n# b", "# %% [markdown]\n# a line  \n# b"),
        ("x   =   1", "x = 1"),
        ("a,b=b,a", "a, b = b, a"),
        ("x+=1", "x += 1"),
        ("total**=2; count-=1", "total **= 2; count -= 1"),
        ("x;", "x;"),
        ("x;;y", "x; y"),
        ("1+2*3-4", "1 + 2 * 3 - 4"),
        ("x**k", "x ** k"),
        ("2**-1", "2 ** -1"),
        ("- x", "-x"),
        ("a--b", "a - -b"),
        ("not   x", "not x"),
        ("a  not   in b", "a not in b"),
        ("a<b<=c", "a < b <= c"),
        ("a@b//c%d", "a @ b // c % d"),
        ("60%", "60%"),
        ("f(x,opacity=60%,size=512px)", "f(x, opacity=60%, size=512px)"),
        ("f (x)", "f(x)"),
        ("f( )", "f()"),
        ("f(a , b , c = 3)", "f(a, b, c=3)"),
        ("f(a,b,)", "f(a, b)"),
        ("f(a,\nb)", "f(a, b)"),
        ("f(\na,b)", "f(\n    a,\n    b,\n)"),
        ("a[1 :,: :2]", "a[1:, ::2]"),
        ("a[step = 10 : 40,...]", "a[step=10:40, ...]"),
        ("x . y . z", "x.y.z"),
        ("[1,2,3]", "[1, 2, 3]"),
        ("[1,2,3,]", "[1, 2, 3]"),
        ("[ ]", "[]"),
        ("{ }", "{}"),
        ("{a:1,'b c':2}", "{a: 1, 'b c': 2}"),
        ("m = [1,2,\n3,4]", "m = [\n    1, 2,\n    3, 4,\n]"),
        ("m = f([[1,2],\n[3,4]])", "m = f([\n    [1, 2],\n    [3, 4],\n])"),
        ("[{\na:1,b:2}]", "[{\n    a: 1, b: 2,\n}]"),
        ("[f(x) for x in xs if x>1]", "[f(x) for x in xs if x > 1]"),
        ("[f(x)\nfor x in xs]", "[\n    f(x)\n    for x in xs\n]"),
        ("x->x+1", "x -> x + 1"),
        ("( a,b )->a", "(a, b) -> a"),
        ("()->none", "() -> none"),
        ("x|>f|>g(1)", "x |> f |> g(1)"),
        ("x|>f\n|>g", "x\n    |> f\n    |> g"),
        ("map(xs) do x,i\nx\nend", "map(xs) do x, i\n    x\nend"),
        ("xs |> map do x; x end", "xs |> map do x\n    x\nend"),
        ("if a\nb\nelseif c\nd\nelse\ne\nend", "if a\n    b\nelseif c\n    d\nelse\n    e\nend"),
        ("x = if a then b else c", "x = if a then b else c"),
        ("for a,b in xs\nprint( a )\nend", "for a, b in xs\n    print(a)\nend"),
        ("while x<3; x+=1; end", "while x < 3\n    x += 1;\nend"),
        ("def f(x,k = 3)=x", "def f(x, k=3) = x"),
        ("def f()\nreturn\nend", "def f()\n    return\nend"),
        ("try f( ) else 0", "try f() else 0"),
        ("with seed( 7 ),threads(1)\nf()\nend", "with seed(7), threads(1)\n    f()\nend"),
        ("use metrics . grounding", "use metrics.grounding"),
        ("use './a.limn' as b", "use './a.limn' as b"),
        ("(a+b)*c", "(a + b) * c"),
        ("x=\"a $( f( 1 ) )\"", "x = \"a $( f( 1 ) )\""),
        ("assert x==1,'no'", "assert x == 1, 'no'"),
        ("assert (a+b)==c", "assert (a + b) == c"),
        ("x = 1 # one\nlong = 2 # two", "x = 1     # one\nlong = 2  # two"),
        ("a\n\n\n\n\nb", "a\n\n\nb"),
        ("if a\n\n\n\nb\n\n\n\nc\n\nend", "if a\n    b\n\n    c\nend"),
        ("# %% A\n#| time: 30s\nx", "# %% A\n#| time: 30s\nx"),
        ("#!/usr/bin/env limn\nx", "#!/usr/bin/env limn\nx"),
        ("f( # c\na, # one\n# two\nb)", "f(  # c\n    a,  # one\n    # two\n    b,\n)"),
        ("x = a + # c\nb", "x = a +  # c\n    b"),
        ("{\n# nothing\n}", "{\n    # nothing\n}"),
        ("if a # c\nb # d\nend # e", "if a  # c\n    b  # d\nend  # e"),
        ("r.end = f(end=1,in=2)", "r.end = f(end=1, in=2)"),
        ("|> f( 1 )", "|> f(1)"),
        ("  # %% no cell\nx", "    # %% no cell\nx"),
    ]

    @Test(arguments: pairs.indices) func golden(_ index: Int) throws {
        let (text, wanted) = Self.pairs[index]
        let found = try FormatterTests.format(text)
        #expect(found == wanted + "\n", "\(text)")
        #expect(try FormatterTests.format(found) == found, "\(text)")
    }

    /// What does not fit breaks from the outside in.
    @Test func longLines() throws {
        let word = String(repeating: "a", count: 30)
        #expect(
            try FormatterTests.format("f(\(word), \(word), \(word), \(word))")
                == "f(\n    \(word),\n    \(word),\n    \(word),\n    \(word),\n)\n")
        #expect(
            try FormatterTests.format("x = \(word) + \(word) + \(word) + \(word)")
                == "x = \(word) +\n    \(word) +\n    \(word) +\n    \(word)\n")
        #expect(
            try FormatterTests.format("\(word) |> \(word) |> \(word) |> \(word)")
                == "\(word)\n    |> \(word)\n    |> \(word)\n    |> \(word)\n")
        #expect(
            try FormatterTests.format("f([\(word), \(word), \(word), \(word)])")
                == "f([\n    \(word),\n    \(word),\n    \(word),\n    \(word),\n])\n")
    }
}
