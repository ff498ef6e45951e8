import Testing

/// What a user of NumPy, Julia or Python writes by habit, and where the message points.
@Suite struct ScriptsPointersTests {
    @Test(arguments: [
        ("len([1])", "did you mean `length`?"), ("str(3)", "did you mean `string`?"),
        ("[1] |> len", "did you mean `length`?"),
        ("clip([1], 0, 1)", "did you mean `clamp`?"), ("randn([2])", "did you mean `normal`?"),
        ("np.mean([1])", "write the name alone: mean(x), sqrt(x)"), ("pass", "leave it out: a block may be empty"),
        ("zeros(2, 3)", "several numbers go in one list: zeros([2, 3])"),
        ("max(1, 2)", "several numbers go in one list: max([1, 2])"),
        ("x = zeros([2])\nx.shape()", "leave the brackets out: x.shape"),
        ("x = zeros([2])\nx(0)", "an element is read with square brackets: x[…]"),
        ("x = zeros([2])\nx.T", "`transpose` is a function: write transpose(x), or x |> transpose"),
        ("x = [1]\nx.append(2)", "a list grows with `x += [2]`"),
        ("mean = 5\nmean([1])", "the name `mean` was given a value, which hides the command; give that another name"),
        ("range(0, 1, step=0.1)", "fractions come from arange(0, 1, 0.1) or linspace(0, 1, 11)"),
        ("mean([1, none])", "leave what is missing out first: where(xs, x -> x != none)"),
        ("[1, 2] > 1", "make a tensor of the list to compare each element: tensor(…) > …"),
        ("10px + 3", "give both a unit, such as 3px, or take the number of it: x.amount"),
        ("t = table([{a: 1}])\nt[0].a = 5", "name the column first: t.column[0] = …"),
        ("files(\"x/*.csv\")", "give the folder and an ending: files(\"x\", ending=\".png\")"),
        ("inverse([[1, 2], [2, 4]])", "use pinv or lstsq, or add a small multiple of eye(n)"),
        ("sum(zeros([2]), axis=0)", "did you mean `over`?"), ("sum(zeros([2]), keepdims=true)", "did you mean `keep`?"),
        ("{a: 1}.b", "no help"), ("x = 1\ny", "no help"),
    ]) func points(script: String, help: String) {
        #expect(Scripts.failure(script, help: true)?.hasSuffix(" | " + help) == true, "\(script)")
    }

    /// `x` is no slip for a command although `mask` or `count` is a search term of one: only calls are.
    @Test func aVariableIsNoCommandOfAnotherLanguage() {
        #expect(Scripts.failure("mask + 1", help: true) == "name.unknown: there is no name `mask` | no help")
    }

    @Test func anAxisHasItsOwnName() {
        #expect(
            Scripts.failure("zeros([2, 2], axes=[\"a\", \"a\"])")
                == "tensor.bad-axes: the axis name \"a\" is given twice")
    }

    @Test func aFileWithoutAnEndingIsNotTakenForAnother() {
        #expect(Scripts.failure("read(\"/etc/passwd\")")?.hasPrefix("file.unknown-ending") == true)
    }
}
