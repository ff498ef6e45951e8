import Testing

/// Scripts and what they show. `# =>` begins the expected lines.
@Suite struct ScriptTests {
    @Test(arguments: [
        ("1 + 2 * 3", "7"),
        ("7 / 2", "3.5"),
        ("[7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3]", "[3, -4, -4, 1, 2, -2]"),
        ("[7.5 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2]", "[3.0, -4.0, 0.5, -0.5]"),
        ("[2 ** 10, 2 ** -1, 2.0 ** 0.5]", "[1024, 0.5, 1.4142135623730951]"),
        ("[1.0, 1e-5, 1e16, 123456.789, 1e300 * 1e10, 0.1 + 0.2]", "[1.0, 1e-05, 1e+16, 123456.789, inf, 0.30000000000000004]"),
        ("x = 3\nx += 4\nx", "7"),
        ("a, b = [1, 2]\na, b = [b, a]\nprint(a, b)", "2 1"),
        ("def f(x, k=3) = x * k\nprint(f(2), f(2, 5), f(2, k=7), f(k=1, x=9))", "6 10 14 9"),
        ("def fact(n)\nif n < 2\nreturn 1\nend\nn * fact(n - 1)\nend\nfact(10)", "3628800"),
        ("def f(x)\ny = x -> x + 1\ny(x)\nend\nf(2)", "3"),
        ("map([1, 2, 3]) do x\nx * 2\nend", "[2, 4, 6]"),
        ("[1, 4, 9] |> map(sqrt)", "[1.0, 2.0, 3.0]"),
        ("[x * y for x, y in [[1, 2], [3, 4]] if x > 1]", "[12]"),
        ("x = 5\n[x for x in [1, 2]]\nx", "[1, 2]\n5"),
        ("for i in range(3)\nprint(i)\nend", "0\n1\n2"),
        ("t = 0\nfor i in range(0, 10, step=3)\nif i == 6\ncontinue\nend\nt += i\nend\nt", "12"),
        ("i = 0\nwhile true\ni += 1\nif i > 4\nbreak\nend\nend\ni", "5"),
        ("try 1 // 0 else \"none\"", "\"none\""),
        ("if 1 < 2 then \"yes\" else \"no\"", "\"yes\""),
        ("with seed(7)\ncurrent_seed()\nend\ncurrent_seed()", "7\n0"),
        ("name = \"dog\"\n\"a $name has $(2 + 2) legs\"", "\"a dog has 4 legs\""),
        ("r = {x: 1, y: {z: [1, 2]}}\nr.y.z[1] = 5\nr.w = 3\nr", "{x: 1, y: {z: [1, 5]}, w: 3}"),
        ("xs = [1, 2, 3]\nys = xs\nys[0] = 9\nprint(xs, ys)", "[1, 2, 3] [9, 2, 3]"),
        ("xs = [0, 1, 2, 3, 4]\nprint(xs[-1], xs[1:3], xs[::-2], xs[:2])", "4 [1, 2] [4, 2, 0] [0, 1]"),
        ("\"häuser\"[1] + \"abc\"[::-1]", "\"äcba\""),
        ("1 < 2 < 3 and not 3 < 2 < 1", "true"),
        ("2 in [1, 2] and \"b\" in \"abc\" and 3 not in [1]", "true"),
        ("t = tensor([[1, 2], [3, 4]])\nprint(t[0, 1], t.shape, t[-1, 0] + 1)", "2 [2, 2] 4"),
        ("t = table([{a: 1, b: 2}, {a: 3, b: 4}])\nprint(t.a, t[1], t[0:1].b)", "[1, 3] {a: 3, b: 4} [2]"),
        ("1;\n2", "2"),
        ("3\nans * 2", "3\n6"),
        ("print(\"a\", 1, true, none, [\"a\"], 2.5)", "a 1 true none [\"a\"] 2.5"),
        ("units(size=512px, opacity=50%, time=2min, memory=1KiB, block_size=4)", "\"512 0.5 120.0 1024 magma 4\""),
    ])
    func shows(_ script: String, _ expected: String) throws {
        #expect(try output(of: script) == expected)
    }
}
