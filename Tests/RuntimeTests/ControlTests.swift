import Testing

@Suite struct ControlTests {
    @Test(arguments: [
        Case("if 1 < 2 then \"yes\" else \"no\"", "\"yes\""),
        Case("x = if false\n1\nelseif true\n2\nelse\n3\nend\nx", "2"),
        Case("if false\n1\nend", ""),
        Case("for i in range(3)\nprint(i)\nend", "0\n1\n2"),
        Case("n = 2\nfor i in range(n + 2, 0, step=-n)\nprint(i)\nend\ni", "4\n2\n2"),
        Case("range = x -> [x, x]\nfor i in range(3)\nprint(i)\nend", "3\n3"),
        Case("t = 0\nfor i in range(10)\nif i == 6\nbreak\nend\nif i % 2 == 0\ncontinue\nend\nt += i\nend\nt", "9"),
        Case("i = 0\nwhile true\ni += 1\nif i > 4\nbreak\nend\nend\ni", "5"),
        Case("i = 0\nwhile i < 3\ni += 1\nend\ni", "3"),
        Case("for c in \"aé\"\nprint(c)\nend", "a\né"),
        Case("for k in {a: 1, b: 2}\nprint(k)\nend", "a\nb"),
        Case("for k, v in {a: 1, b: 2}\nprint(k, v)\nend", "a 1\nb 2"),
        Case("for a, b in [[1, 2], [3, 4]]\nprint(a + b)\nend", "3\n7"),
        Case("for row in table([{a: 1}, {a: 2}])\nprint(row.a)\nend", "1\n2"),
        Case("for row in tensor([[1, 2], [3, 4]])\nprint(row[1])\nend", "2\n4"),
        Case("xs = [1, 2]\nfor x in xs\nxs += [x]\nend\nxs", "[1, 2, 1, 2]"),
        Case("[x * y for x, y in [[1, 2], [3, 4]] if x > 1]", "[12]"),
        Case("[[i * j for j in range(2)] for i in range(3)]", "[[0, 0], [0, 1], [0, 2]]"),
        Case("x = 5\n[x for x in [1, 2]]\nx", "[1, 2]\n5"),
        Case("fs = [() -> i for i in range(3)]\n[f() for f in fs]", "[0, 1, 2]"),
        Case("try 1 // 0 else \"none\"", "\"none\""),
        Case("def f(x)\ntry missing(x) else x\nend\nf(4)", "4"),
        Case("for i in range(4)\nx = [if i == 2\nbreak\nelse\ni\nend]\nend\nx", "[1]"),
        Case("def f(x)\n1 + (if x\nreturn 10\nelse\n2\nend)\nend\n[f(true), f(false)]", "[10, 3]"),
        Case("with seed(7)\nprint(current_seed())\nend\ncurrent_seed()", "7\n0"),
        Case("def f()\nwith seed(3)\nreturn current_seed()\nend\nend\nf() + current_seed()", "3"),
        Case("def f()\nwith seed(7)\n1 // 0\nend\nend\ntry f() else 0\ncurrent_seed()", "0\n0"),
        Case("for i in range(3)\nwith seed(i)\nif i == 1\nbreak\nend\nend\nend\nprint(i, current_seed())", "1 0"),
        Case("1;\n2", "2"),
        Case("3\nans * 2", "3\n6"),
    ])
    func shows(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        FailingCase(
            "x = 5\nif «x»\n1\nend", "condition.type: expected true or false, found an int", help: "compare it: x != 0"),
        FailingCase("while «\"a\"»\nend", "condition.type: expected true or false, found a string"),
        FailingCase("for i in «5»\nend", "loop.type: cannot loop over an int", help: "loop over range(…)"),
        FailingCase("for a, b in «[[1]]»\nend", "assign.count: 1 value for 2 names"),
        FailingCase("a, b = «[1, 2, 3]»", "assign.count: 3 values for 2 names"),
        FailingCase("a, b = «1»", "assign.parts: cannot take an int apart into 2 names"),
        FailingCase("with «3»\nend", "with.setting: `with` takes settings such as seed(7), found an int"),
        FailingCase(
            "if tensor([1, 2]) == 1\nend", "condition.type: a tensor of shape [2] is neither true nor false",
            help: "ask for all(x) or any(x)"),
        FailingCase("for i in «range(1, 2, step=0)»\nend", "range.step: the step of a range cannot be 0"),
    ])
    func failures(_ entry: FailingCase) throws { try entry.check() }
}
