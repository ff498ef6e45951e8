import Testing

/// Numbers through the general commands, against what NumPy gives.
@Suite struct ScriptsNumbersTests {
    @Test(arguments: [
        ("maximum(1.5, tensor([1, 2], dtype=\"float16\")).dtype", "\"float16\""),
        ("minimum(tensor([1, 2], dtype=\"bfloat16\"), 1.5).dtype", "\"bfloat16\""),
        ("where([true, false], 0.5, tensor([1, 2], dtype=\"float16\")).dtype", "\"float16\""),
        ("where([true, false], tensor([1, 2], dtype=\"float16\"), 0).dtype", "\"float16\""),
        ("maximum(tensor([1, 2], dtype=\"float16\"), ones([2])).dtype", "\"float32\""),
    ]) func keepsTheTypeThatAPlainNumberMeets(script: String, expected: String) throws {
        #expect(try Scripts.output(script) == expected)
    }

    @Test(arguments: [
        ("maximum(0.1, 0.05) == 0.1", "true"), ("maximum(1, 2)", "2"), ("maximum(1, 2.5)", "2.5"),
        ("maximum(9007199254740993, 1)", "9007199254740993"), ("maximum(nan, 1)", "nan"),
        ("minimum(true, false)", "false"),
        ("where(true, 0.1, 2)", "0.1"), ("clamp(5, 0, 3)", "3"), ("clamp(5, 0.5, 3.5)", "3.5"),
        ("clamp(nan, 0, 1)", "nan"),
        ("list(clamp([1, 5], 0.5, 2.5))", "[1.0, 2.5]"), ("sum([9007199254740993, 0])", "9007199254740993"),
        ("[sum([]), sum([1, 2.5]), min([3, 1]), max([2.5, 1])]", "[0.0, 3.5, 1, 2.5]"),
        ("std([1, 2, 3, 4], ddof=1)", "1.2909944487358056"),
        ("list(variance([[1, 2], [3, 5]], over=0, ddof=1))", "[2.0, 4.5]"),
        ("[log2(8), log10(1000), log1p(0)]", "[3.0, 3.0, 0.0]"), ("abs(-50%)", "0.5"),
        ("[pi > 3.14, inf > 1e308, nan == nan]", "[true, true, false]"), ("pi = 3\npi", "3"),
    ]) func plainNumbersKeepTheirPrecision(script: String, expected: String) throws {
        #expect(try Scripts.output(script) == expected)
    }

    @Test(arguments: ["sum([2 ** 62, 2 ** 62])", "prod(range(1, 30))"]) func wholeNumbersNeverWrap(script: String) {
        #expect(Scripts.failure(script)?.hasPrefix("number.overflow") == true)
    }

    @Test(arguments: [
        ("list(where(tensor([5, 7, 9]) > 6))", "[1, 2]"),
        ("list(where(tensor([[5, 7], [9, 1]]) > 6))", "[[0, 1], [1, 0]]"),
        ("where([true, false], \"a\", \"b\")", "[\"a\", \"b\"]"),
        ("where([true, false], [\"x\", \"y\"], 0)", "[\"x\", 0]"),
    ]) func choosesAndFinds(script: String, expected: String) throws {
        #expect(try Scripts.output(script) == expected)
    }

    @Test(arguments: [
        "where(5)", "where(tensor([1, 2]))", "where([true, false], [\"x\"], \"b\")", "where([1], [true, false])",
    ])
    func refusesWhatIsNoMask(script: String) {
        #expect(Scripts.failure(script)?.hasPrefix("where.") == true)
    }

    @Test func solvesWhatHasNoInverse() throws {
        #expect(try Scripts.output("x = lstsq([[1, 0], [0, 1], [1, 1]], [1, 2, 3])\nlist(round(x, 4))") == "[1.0, 2.0]")
        #expect(try Scripts.output("list(round(pinv([[1, 2], [2, 4]]), 4))") == "[[0.04, 0.08], [0.08, 0.16]]")
    }
}
