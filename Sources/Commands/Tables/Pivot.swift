import OrderedCollections
import Runtime
import Tensors

struct Pivot: Command {
    static let name = "pivot", summary = "One row for each value of a column, one column for each value of another."
    static let discussion = """
        Cells that several rows fall into hold their mean. Without `value=`, the only column that is left. Made for \
        sweeps: `table |> pivot(rows="site", columns="timestep")`.
        """
    static let searchTerms = ["pivot_table", "crosstab", "spread", "wide"]
    static let examples = [
        Example(
            "keys(pivot(table([{s: \"a\", t: 1, v: 2.0}, {s: \"a\", t: 5, v: 3.0}]), rows=\"s\", columns=\"t\"))",
            gives: "[\"s\", \"1\", \"5\"]")
    ]
    @Argument("A table.") var table: Table
    @Option("The column whose values name the rows.", completes: "column") var rows: String
    @Option("The column whose values name the columns.", completes: "column") var columns: String
    @Option("The column whose values fill the cells.", completes: "column") var value: String?

    func run(in context: Context) throws -> Table {
        for name in [rows, columns] + (value.map { [$0] } ?? []) where table[column: name] == nil {
            throw Problem.noColumn(name, in: table)
        }
        let rest = table.columnNames.filter { $0 != rows && $0 != columns }
        guard let cell = value ?? (rest.count == 1 ? rest.first : nil) else {
            guard !rest.isEmpty else {
                throw Problem(
                    "pivot.value", "the table has only \"\(rows)\" and \"\(columns)\", so nothing fills the cells",
                    help: "add a column of values first, with with_column")
            }
            throw Problem(
                "pivot.value", "which column fills the cells is not clear",
                notes: ["columns left: \(rest.joined(separator: ", "))"],
                help: "name it with value=")
        }
        let names = try grouped(table, by: [columns]).map { $0.key[columns] ?? .none }
        return Table(
            rows: try grouped(table, by: [rows]).map { group in
                var row = group.key
                for name in names {
                    let key = groupingKey(name)
                    let cells = try group.rows.filter {
                        try Interrupt.check()
                        return groupingKey(table[column: columns]?[$0] ?? .none) == key
                    }
                    .map { table[column: cell]?[$0] ?? .none }
                    row[name.printed] = try combined(cells)
                }
                return row
            })
    }

    private func combined(_ cells: [Value]) throws -> Value {
        guard cells.count != 1 else { return cells[0] }
        guard !cells.isEmpty else { return .none }
        return .float(try cells.map { try Double.from($0) }.reduce(0, +) / Double(cells.count))
    }
}
