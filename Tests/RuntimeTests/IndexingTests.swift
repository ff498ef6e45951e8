import Testing

@Suite struct IndexingTests {
    @Test(arguments: [
        Case(
            "xs = [0, 1, 2, 3, 4]\nprint(xs[-1], xs[1:3], xs[::-2], xs[:2], xs[3:1], xs[-100:100:2])",
            "4 [1, 2] [4, 2, 0] [0, 1] [] [0, 2, 4]"),
        Case("xs = [0, 1, 2]\nprint(xs[[2, 0]], xs[[true, false, true]])", "[2, 0] [0, 2]"),
        Case("\"häuser\"[1] + \"abc\"[::-1] + \"abc\"[-2:]", "\"äcbabc\""),
        Case("r = {x: 1, \"a b\": 2}\nprint(r.x, r[\"a b\"], r[[\"x\"]])", "1 2 {x: 1}"),
        Case(
            "t = table([{a: 1, b: 2}, {a: 3, b: 4}])\nprint(t.a, t[\"b\"], t[1], t[-1].a, t[0:1].b, t[[1, 0]].a, t[[\"b\"]].columns)",
            "[1, 3] [2, 4] {a: 3, b: 4} 3 [2] [3, 1] [\"b\"]"),
        Case(
            "t = tensor([[1, 2, 3], [4, 5, 6]], axes=[\"y\", \"x\"])\nprint(t[0, 1], t.shape, t[-1, 0] + 1, t.axes, t.dtype, t.rank)",
            "2 [2, 3] 5 [\"y\", \"x\"] int64 2"),
        Case(
            "t = tensor([[1, 2, 3], [4, 5, 6]], axes=[\"y\", \"x\"])\nprint(t[x=1][0], t[..., 2][1], t[:, ::-1][0][0], t[x=1:3].shape, t[t > 4].shape, t[[0], [1]].shape)",
            "2 6 3 [2, 2] [2] [1]"),
        Case("t = tensor([1, 2, 3])\nprint(t[none].shape, t[tensor([2, 0])][0])", "[1, 3] 3"),
    ])
    func reads(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        Case("xs = [1, 2, 3]\nys = xs\nys[0] = 9\nprint(xs, ys)", "[1, 2, 3] [9, 2, 3]"),
        Case(
            "r = {x: 1, y: {z: [1, 2]}}\ns = r\nr.y.z[1] = 5\nr.w = 3\nr[\"v\"] = 4\nprint(r, s)",
            "{x: 1, y: {z: [1, 5]}, w: 3, v: 4} {x: 1, y: {z: [1, 2]}}"),
        Case("xs = [0, 1, 2, 3]\nxs[1:3] = [9]\nxs[::2] = [7, 8]\nxs", "[7, 9, 8]"),
        Case("xs = [[1], [2]]\nxs[-1][0] += 5\nxs[0] += [4]\nxs", "[[1, 4], [7]]"),
        Case(
            "t = tensor([1.5, 2.5, 3.5])\nu = t\nt[0] = 9\nt[1:] += 1\nprint(t[0], t[1], t[2], u[0])", "9.0 3.5 4.5 1.5"
        ),
        Case("t = tensor([[1, 2], [3, 4]])\nt[t > 2] = 0\nt[0] = [7, 8]\nprint(t[0, 1], t[1, 1])", "8 0"),
        Case("r = {t: tensor([1, 2])}\nr.t[0] = 5\nr.t[0]", "5"),
        Case(
            "t = table([{a: 1}, {a: 2}])\nt.b = [3, 4]\nt.a[0] = 9\nt.c = 0\nprint(t[0], t[1])",
            "{a: 9, b: 3, c: 0} {a: 2, b: 4, c: 0}"),
        Case("a = [1, 2]\na[0], a[1] = [a[1], a[0]]\na", "[2, 1]"),
        Case("x = 1\nx *= 5\nx -= 1\nx /= 2\nx **= 2\nx //= 3\nx", "1.0"),
        Case("def f(xs)\nxs[0] = 5\nxs\nend\nys = [1]\nprint(f(ys), ys)", "[5] [1]"),
    ])
    func writes(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        FailingCase("[1, 2][«5»]", "index.out-of-range: index 5 is outside a list of 2; it goes from 0 to 1"),
        FailingCase("[][«0»]", "index.out-of-range: index 0 is outside a list of 0; it is empty"),
        FailingCase(
            "[1][«1.0»]", "index.type: a list is indexed by ints, found the float 1.0", help: "write int(…) or use `//`"
        ),
        FailingCase("[1]«[0, 1]»", "index.count: a list takes one index, found 2").withoutMark,
        FailingCase("[1][«::0»]", "index.step: the step of a slice cannot be 0"),
        FailingCase(
            "{alpha: 1}[«\"alpa\"»]", "field.unknown: a record has no field `alpa`", help: "did you mean `alpha`?"),
        FailingCase(
            "r = {alpha: 1}\nr.«alpa»", "field.unknown: this record has no field `alpa`", help: "did you mean `alpha`?"),
        FailingCase("tensor([1]).«shap»", "field.unknown: a tensor has no field `shap`", help: "did you mean `shape`?"),
        FailingCase(
            "[1, 2].«length»", "field.unknown: a list has no fields, so no `.length`",
            help: "`length` is a function: write length([1, 2]), or x |> length"),
        FailingCase(
            "table([{word: 1}]).«wrod»", "table.unknown-column: the table has no column `wrod`",
            help: "did you mean `word`?"),
        FailingCase("none[«0»]", "index.type: none cannot be indexed"),
        FailingCase("xs = [1]\nxs[«3»] = 1", "index.out-of-range: index 3 is outside a list of 1; it goes from 0 to 0"),
        FailingCase("r = {a: 1}\nr.«b».c = 1", "field.unknown: this record has no field `b`"),
        FailingCase("r = {a: 1}\nr.«b» += 1", "field.unknown: this record has no field `b`"),
        FailingCase("a = 3\na.«b» = 3", "assign.field: an int has no fields that can be set, so no `.b`"),
        FailingCase("xs = [1, 2]\nxs[«0:2:1»] = 5", "call.type: expected a list, found an int"),
        FailingCase("s = \"abc\"\ns[«0»] = \"x\"", "assign.index: an item of a string cannot be set like this"),
        FailingCase(
            "t = table([{a: 1}])\nt.«b» = [1, 2]", "table.ragged: a column of 2 does not fit a table of 1 rows"),
    ])
    func failures(_ entry: FailingCase) throws { try entry.check() }

    @Test func aFailedChangeLeavesTheValue() throws {
        let script = "r = {a: [1, {b: 2}]}\nx = try change(r) else 0\nr"
        let session = Session()
        _ = session.failure("r = {a: [1, {b: 2}]}\nr.a[1].c.d = 5")
        #expect(try session.run("r") == "{a: [1, {b: 2}]}")
        _ = session.failure("r.a[0] += \"x\"")
        #expect(try session.run("r") == "{a: [1, {b: 2}]}")
        #expect(try output(of: script).contains("b: 2"))
    }
}
