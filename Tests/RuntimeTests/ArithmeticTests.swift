import Testing

@Suite struct ArithmeticTests {
    @Test(arguments: [
        Case("1 + 2 * 3", "7"),
        Case("7 / 2", "3.5"),
        Case("[7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3]", "[3, -4, -4, 1, 2, -2]"),
        Case("[7.5 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, -0.0 % 3]", "[3.0, -4.0, 0.5, -0.5, 0.0]"),
        Case("[2 ** 10, 2 ** -1, 2.0 ** 0.5, (-2) ** 3, 2 ** 3 ** 2]", "[1024, 0.5, 1.4142135623730951, -8, 512]"),
        Case("[1 / 2, 1.0 / 0, -1 / 0.0, 0.0 / 0.0]", "[0.5, inf, -inf, nan]"),
        Case("[true + true, true * 2.5, -true]", "[2, 2.5, -1]"),
        Case("-9223372036854775807 - 1", "-9223372036854775808"),
        Case("(-9223372036854775807 - 1) % -1", "0"),
        Case("\"ab\" + \"c\" + \"d\" * 3", "\"abcddd\""),
        Case("[1] + [2, 3] + [0] * 2 + 2 * [\"x\"] + [9] * -1", "[1, 2, 3, 0, 0, \"x\", \"x\"]"),
    ])
    func numbersAndSequences(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        FailingCase(
            "9223372036854775807 «+» 1", "number.overflow: 9223372036854775807 + 1 does not fit in an int (64 bits)"),
        FailingCase("10 «**» 19", "number.overflow: 10 ** 19 does not fit in an int (64 bits)"),
        FailingCase(
            "x = -9223372036854775807 - 1\n«-x»",
            "number.overflow: 0 - -9223372036854775808 does not fit in an int (64 bits)"),
        FailingCase(
            "x = -9223372036854775807 - 1\nx «//» -1",
            "number.overflow: -9223372036854775808 // -1 does not fit in an int (64 bits)"),
        FailingCase("1 «/» 0", "number.division-by-zero: division by zero"),
        FailingCase("1 «//» 0", "number.division-by-zero: division by zero"),
        FailingCase("1 «%» 0", "number.division-by-zero: division by zero"),
        FailingCase("0 «**» -1", "number.division-by-zero: division by zero"),
        FailingCase(
            "[1] «+» 1", "operator.type: cannot add a list and an int (`+`)",
            help: "make a tensor of the list first: tensor(…) + …"),
        FailingCase(
            "1 «+» \"a\"", "operator.type: cannot add an int and a string (`+`)",
            help: "put the value into the string: \"… $(value)\""),
        FailingCase("none «*» 2", "operator.type: cannot multiply none and an int (`*`)"),
        FailingCase("x = 1\nx «+=» \"a\"", "operator.type: cannot add an int and a string (`+`)"),
    ])
    func failures(_ entry: FailingCase) throws { try entry.check() }

    @Test(arguments: [
        Case("30s + 2min", "150s"),
        Case("512px * 2", "1024px"),
        Case("1GiB / 512MiB", "2.0"),
        Case("[60% * 50, 200 * 1%, 512px * 50%]", "[30.0, 2.0, 256px]"),
        Case("[2min > 90s, 60s == 1min, 1px == 1s]", "[true, true, false]"),
        Case("(90s).amount", "90.0"),
    ])
    func quantities(_ entry: Case) throws { try entry.check() }

    @Test func unitsOfDifferentThings() throws {
        try FailingCase("1px «+» 1s", "quantity.units: px and s are units of different things").check()
        try FailingCase("1px «<» 1s", "quantity.units: px and s are units of different things").check()
    }

    @Test(arguments: [
        Case(
            "[1 == 1.0, true == 1, \"a\" == \"a\", none == none, none == 0, [1, [2]] == [1.0, [2]]]",
            "[true, true, true, true, false, true]"),
        Case("[{a: 1, b: 2} == {b: 2, a: 1}, {a: 1} == {a: 2}, {a: 1} != {b: 1}]", "[true, false, true]"),
        Case("9007199254740993 == 9007199254740992.0", "false"),
        Case("9007199254740993 > 9007199254740992.0", "true"),
        Case("nan = 0.0 / 0.0\n[nan == nan, nan != nan, nan < 1, nan > 1]", "[false, true, false, false]"),
        Case(
            "[\"a\" < \"b\", \"B\" < \"a\", [1, 2] < [1, 3], [1] < [1, 0], \"z\" < \"ä\"]",
            "[true, true, true, true, true]"),
        Case("[1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 == 2]", "[true, false, true]"),
        Case("def loud(x)\nprint(x)\nx\nend\nloud(3) < loud(2) < loud(1)", "3\n2\nfalse"),
        Case(
            "[2 in [1, 2], \"b\" in \"abc\", 3 not in [1], \"x\" in {x: 1}, \"\" in \"a\"]",
            "[true, true, true, true, true]"),
        Case("[true and false, true or false, not true]", "[false, true, false]"),
        Case("false and 1 // 0 == 0", "false"),
    ])
    func comparison(_ entry: Case) throws { try entry.check() }

    @Test func valuesWithoutOrder() throws {
        try FailingCase("1 «<» \"a\"", "operator.type: cannot compare an int with a string (`<`)").check()
        try FailingCase(
            "«1» and true", "condition.type: expected true or false, found an int", help: "compare it: x != 0"
        ).check()
    }
}
