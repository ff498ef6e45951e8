import Language
import Testing

/// What an editor asks of a text that is not finished.
@Suite struct NestingTests {
    @Test(arguments: [
        ("", 0), ("x = 1", 0), ("def f(x)", 1), ("def f(x) = x", 0), ("def f(x, k=3)", 1), ("def f(x)\n  x\nend", 0),
        ("if x", 1), ("if x then 1 else 2", 0), ("if x\n1\nelse", 1), ("for x in y\n  if x", 2), ("while true", 1),
        ("map(xs) do x", 1), ("map(xs) do x\n  x\nend", 0), ("with seed(7)", 1), ("f(1,", 1), ("f([1, {a: 2,", 1),
        ("def g(x)\n    y = 1", 1), ("def q(a, b=2)", 1), ("def q(a,\n  b=2) =\n  a", 0), ("def f(x); y = 1", 1),
        ("f(\n[\n", 2), ("[x for x in y if x", 1), ("[x for x in y if x]", 0), ("\"for x in", 0), ("# for x in", 0),
        ("end end )", 0), ("f(map(xs) do x", 2),
    ]) func levelsAreCounted(text: String, depth: Int) {
        #expect(Nesting(of: text).depth == depth)
    }

    @Test(arguments: [
        ("end", true), ("if x\n  1\n  else", true), ("f(\n  1\n  )", true), ("x = end", false), ("if x\n  y", false),
        ("", false), ("end\n", false),
    ]) func aLineThatClosesStandsFurtherOut(text: String, closes: Bool) {
        #expect(Nesting(of: text).lastLineCloses == closes)
    }

    @Test func piecesHaveTheirColours() {
        let text = "for x in [1, 2px] # all\nprint(\"a # $x\") # %% no\n\"open"
        let source = Source(name: "t", text: text)
        let found = source.colored.map { String(decoding: source.bytes[$0.span.start..<$0.span.end], as: UTF8.self) }
        #expect(found.prefix(7) == ["for", "in", "1", "2px", "# all", "\"a # $x\"", "# %% no"])
        #expect(
            source.colored.prefix(5).map { "\($0.class)" } == ["keyword", "keyword", "number", "number", "comment"])
    }

    /// Whatever is typed: spans lie inside of the text, one behind the other.
    @Test(arguments: ["\"", "\"\"\"a $(", "'", "1..", "# %% x\n#", "é$日本\u{0}", "$(((", "a = \"$x $(y\" end"])
    func anyTextCanBeColoured(text: String) {
        let source = Source(name: "t", text: text)
        var end = 0
        for piece in source.colored {
            #expect(
                piece.span.start >= end && piece.span.end >= piece.span.start && piece.span.end <= source.bytes.count)
            end = piece.span.end
        }
    }
}
