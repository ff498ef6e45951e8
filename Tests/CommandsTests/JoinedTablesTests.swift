import Testing

/// Two tables side by side.
@Suite struct JoinedTablesTests {
    static let tables = """
        a = table([{id: 1, x: 2}, {id: 2, x: 3}, {id: 3, x: 4}])
        b = table([{id: 1, x: 9, z: "p"}, {id: 1, x: 8, z: "q"}, {id: 3, x: 7, z: "r"}])

        """

    @Test func rowsOfBothSides() throws {
        let joined = try Scripts.output(
            Self.tables + "t = join(a, b, on=\"id\")\n[t.id, t.x, t.x_right, t.z, t.columns]")
        #expect(
            joined
                == #"[[1, 1, 3], [2, 2, 4], [9, 8, 7], ["p", "q", "r"], ["id", "x", "x_right", "z"]]"#)
    }

    @Test func allRowsOfTheLeft() throws {
        let joined = try Scripts.output(Self.tables + "t = join(a, b, on=\"id\", how=\"left\")\n[t.id, t.x_right]")
        #expect(joined == "[[1, 1, 2, 3], [9, 8, none, 7]]")
    }

    @Test func noRowInCommon() throws {
        let joined = try Scripts.output(
            Self.tables + "t = join(a, table([{id: 7, k: 1}]), on=\"id\")\n[t.count, t.columns]")
        #expect(joined == #"[0, ["id", "x", "k"]]"#)
    }
}
