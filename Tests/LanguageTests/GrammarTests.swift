import Language
import Testing

/// A text and its tree.
struct Reading: Sendable, CustomTestStringConvertible {
    var text: String
    var tree: String
    init(_ text: String, _ tree: String) { (self.text, self.tree) = (text, tree) }
    var testDescription: String { text }
}

@Suite struct GrammarTests {
    static let operators: [Reading] = [
        .init("1 + 2 * 3", "(+ 1 (* 2 3))"),
        .init("(1 + 2) * 3", "(* (+ 1 2) 3)"),
        .init("1 - 2 - 3", "(- (- 1 2) 3)"),
        .init("2 ** 3 ** 2", "(** 2 (** 3 2))"),
        .init("-2 ** 2", "(- (** 2 2))"),
        .init("2 ** -1", "(** 2 (- 1))"),
        .init("-x * y", "(* (- x) y)"),
        .init("-9223372036854775808 + 1", "(+ -9223372036854775808 1)"),
        .init("- -x", "(- (- x))"),
        .init("a @ b // c % d / e", "(/ (% (// (@ a b) c) d) e)"),
        .init("a or b and not c == d", "(or a (and b (not (== c d))))"),
        .init("not not a", "(not (not a))"),
        .init("a == not b", "(== a (not b))"),
        .init("a < b", "(< a b)"),
        .init("a < b <= c != d", "(chain <,<=,!= a b c d)"),
        .init("a in b", "(in a b)"),
        .init("a not in b", "(not in a b)"),
        .init("a in b in c", "(chain in,in a b c)"),
        .init("not a in b", "(not (in a b))"),
        .init("(a < b) < c", "(< (< a b) c)"),
        .init("x |> f", "(|> x f)"),
        .init("x + 1 |> f(2) |> g", "(|> (|> (+ x 1) (call f 2)) g)"),
        .init("a or b |> f", "(|> (or a b) f)"),
        .init("x |> r.f", "(|> x (. r f))"),
        .init("x |> y -> y + 1", "(|> x (fn [y] {(+ y 1)}))"),
        .init("-x |> f", "(|> (- x) f)"),
        .init("-x.y[0](1) ** 2", "(- (** (call (at (. x y) 0) 1) 2))"),
        .init("a + +b", "(+ a (+ b))"),
    ]

    static let functions: [Reading] = [
        .init("x -> x + 1", "(fn [x] {(+ x 1)})"),
        .init("(a, b) -> a", "(fn [a b] {a})"),
        .init("() -> 1", "(fn [] {1})"),
        .init("a -> b -> a |> b", "(fn [a] {(fn [b] {(|> a b)})})"),
        .init("f(x -> x, 2)", "(call f (fn [x] {x}) 2)"),
        .init("f(a, b, k=3)", "(call f a b k=3)"),
        .init("f()()", "(call (call f))"),
        .init("f(\n  a,\n\n  b,\n)", "(call f a b)"),
        .init("f(in=1, as=2, end=3, if=4, do=5)", "(call f in=1 as=2 end=3 if=4 do=5)"),
        .init("x.end.in.if", "(. (. (. x end) in) if)"),
        .init("map(xs) do x\n  x + 1\nend", "(call-do map xs (fn [x] {(+ x 1)}))"),
        .init("map(xs, n=2) do x, y; x; end", "(call-do map xs n=2 (fn [x y] {x;}))"),
        .init("xs |> map(n=1) do x\n x end |> f", "(|> (|> xs (call-do map n=1 (fn [x] {x}))) f)"),
        .init("xs |> map do x; x end", "(|> xs (call-do map (fn [x] {x})))"),
        .init("run do\nend", "(call-do run (fn [] {}))"),
        .init("[f(x) do y\n y\nend, 2]", "[(call-do f x (fn [y] {y})) 2]"),
        .init("def f(x, k=3)\n x\n k\nend", "(def f [x k=3] {x k})"),
        .init("def f(x) = x + 1", "(def f [x] {(+ x 1)})"),
        .init("def f() = \n  3", "(def f [] {3})"),
        .init("def f()\nend", "(def f [] {})"),
        .init("def f(x)\n return\n return x\nend", "(def f [x] {(return) (return x)})"),
        .init("def f(\n a,\n b = 2,\n) = a", "(def f [a b=2] {a})"),
    ]

    static let control: [Reading] = [
        .init("if a\n b\nend", "(if a {b})"),
        .init("if a; b; else; c; end", "(if a {b;} else {c;})"),
        .init("if a\n1\nelseif b\n2\nelseif c\n3\nelse\n4\nend", "(if a {1} b {2} c {3} else {4})"),
        .init("x = if a then b else c", "(= x (if a {b} else {c}))"),
        .init("if a then b else if c then d else e", "(if a {b} else {(if c {d} else {e})})"),
        .init("if a then x = 3 else x = 4", "(if a {(= x 3)} else {(= x 4)})"),
        .init("if a then b", "(if a {b})"),
        .init("x = if a then b elseif c then d else e", "(= x (if a {b} c {d} else {e}))"),
        .init("if a\n if b then c\nelseif d\n e\nend", "(if a {(if b {c})} d {e})"),
        .init("[if a\n then b\n else c]", "[(if a {b} else {c})]"),
        .init("f(if a\n b\nelse\n c\nend, 2)", "(call f (if a {b} else {c}) 2)"),
        .init("if a\n b\nend + 1", "(+ (if a {b}) 1)"),
        .init("if (a)\n (b)\nend", "(if a {b})"),
        .init("for x in xs\n x\nend", "(for x xs {x})"),
        .init("for a, b in r; a; end", "(for a,b r {a;})"),
        .init("for x in xs\n break\n continue\nend", "(for x xs {(break) (continue)})"),
        .init("while a < b\n a += 1\nend", "(while (< a b) {(+= a 1)})"),
        .init("with seed(7), threads(1)\n f()\nend", "(with (call seed 7) (call threads 1) {(call f)})"),
        .init("x = with seed(7); f() end", "(= x (with (call seed 7) {(call f)}))"),
        .init("try a else b", "(try a b)"),
        .init("try a + 1 |> f else none", "(try (|> (+ a 1) f) none)"),
        .init("[try f(x) else 0 for x in xs]", "(each (try (call f x) 0) x xs)"),
        .init("[x * 2 for x in xs]", "(each (* x 2) x xs)"),
        .init("[a for a, b in xs |> f if a > b]", "(each a a,b (|> xs f) if (> a b))"),
        .init("[\n x\n for x in xs\n if x\n]", "(each x x xs if x)"),
    ]

    static let statements: [Reading] = [
        .init("x = 1", "(= x 1)"),
        .init("a, b = pair", "(= a b pair)"),
        .init("a, b = b, a", "(= a b [b a])"),
        .init("x[0], r.f = p", "(= (at x 0) (. r f) p)"),
        .init("a += 1; b //= 2; c **= 3; d @= e", "(+= a 1); (//= b 2); (**= c 3); (@= d e)"),
        .init("x;", "x;"),
        .init("a, b + 1", "[a (+ b 1)]"),
        .init("x; y", "x; y"),
        .init("use metrics.grounding", "(use metrics.grounding)"),
        .init("use \"./mine.limn\" as mine", "(use ./mine.limn as mine)"),
        .init("as = 3\nas", "(= as 3) as"),
        .init("|> f(1) |> g", "(|> (|> _ (call f 1)) g)"),
        .init("x = 3;\n|> f", "(= x 3); (|> _ f)"),
        .init("x\n  # why\n\n  |> f\n  |> g", "(|> (|> x f) g)"),
        .init("y = x\n|> f", "(= y (|> x f))"),
        .init("# %%\nx\n# %%\n|> f", "x (|> _ f)"),
        .init("x = 1 +\n 2", "(= x (+ 1 2))"),
        .init("x =\n 2", "(= x 2)"),
        .init("x = a and\n\n b", "(= x (and a b))"),
        .init("a\n-b", "a (- b)"),
        .init("a\n(b)", "a b"),
        .init("a\n[b]", "a [b]"),
        .init("(a\n-b)", "(- a b)"),
        .init("", ""),
        .init("\r\nx\r\ny\r\n", "x y"),
        .init("\u{FEFF}x", "x"),
        .init("élan = 3", "(= élan 3)"),
    ]

    static let literals: [Reading] = [
        .init("[10_000, 0xFF, 0b101, 0o17, 007]", "[10000 255 5 15 7]"),
        .init("[1.5, .5, 1., 1e3, 1E-3, 2.5e+2]", "[1.5 0.5 1.0 1000.0 0.001 250.0]"),
        .init("x.y", "(. x y)"),
        .init("[512px, 60%, 30s, 8GiB, 5min, 1.5h]", "[<512.0 px> <60.0 %> <30.0 s> <8.0 GiB> <5.0 min> <1.5 h>]"),
        .init("10%3", "(% 10 3)"),
        .init("10% 3", "(% 10 3)"),
        .init("10 % 3", "(% 10 3)"),
        .init("10 %3", "(% 10 3)"),
        .init("10%x", "(% 10 x)"),
        .init("x%3", "(% x 3)"),
        .init("10%(3)", "(% 10 3)"),
        .init("60% + 1", "(+ <60.0 %> 1)"),
        .init("if 60% then 5% else 7%", "(if <60.0 %> {<5.0 %>} else {<7.0 %>})"),
        .init("[60% for x in xs]", "(each <60.0 %> x xs)"),
        .init("60%\nx", "<60.0 %> x"),
        .init("60% # of it", "<60.0 %>"),
        .init("[true, false, none]", "[true false none]"),
        .init("{a: 1, \"b c\": 2, end: 3,}", "{a:1 b c:2 end:3}"),
        .init("{}", "{}"),
        .init("[]", "[]"),
        .init("{\n a: 1,\n b: 2\n}", "{a:1 b:2}"),
        .init("x[0]", "(at x 0)"),
        .init("x[1:2, :, ::2, 3:, :4, ..., -1]", "(at x 1:2: :: ::2 3:: :4: ... (- 1))"),
        .init("x[step=10:40, token=\"dog\"]", "(at x step=10:40: token=\"dog\")"),
        .init("x[mask > 2]", "(at x (> mask 2))"),
        .init("x[none, [0, 1]]", "(at x none [0 1])"),
    ]

    @Test(arguments: operators) func readsOperators(_ reading: Reading) throws {
        #expect(try dump(reading.text) == reading.tree)
    }

    @Test(arguments: functions) func readsFunctions(_ reading: Reading) throws {
        #expect(try dump(reading.text) == reading.tree)
    }

    @Test(arguments: control) func readsControl(_ reading: Reading) throws {
        #expect(try dump(reading.text) == reading.tree)
    }

    @Test(arguments: statements) func readsStatements(_ reading: Reading) throws {
        #expect(try dump(reading.text) == reading.tree)
    }

    @Test(arguments: literals) func readsLiterals(_ reading: Reading) throws {
        #expect(try dump(reading.text) == reading.tree)
    }
}
