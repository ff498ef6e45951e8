import OrderedCollections
import Runtime
import Tensors

struct MakeTable: Command {
    static let name = "table", summary = "A table from records (one a row) or from a record of columns."
    static let searchTerms = ["dataframe", "DataFrame", "tibble"]
    static let examples = [
        Example("table([{word: \"dog\", iou: 0.6}, {word: \"sofa\", iou: 0.4}])"),
        Example("table({a: [1, 2], b: [3, 4]}).b", gives: "[3, 4]"),
    ]
    @Argument("A list of records, or a record of lists.") var content: Value

    func run(in context: Context) throws -> Table {
        guard case .record(let record) = content else { return try Table.from(content) }
        var columns = OrderedDictionary<String, [Value]>()
        for (name, value) in record.fields { columns[name] = try Elements.of(value) }
        return try Table(columns: columns)
    }
}

struct Sort: Command {
    static let isTraced = true
    static let name = "sort",
        summary = "Elements in order: of a list, rows of a table by columns, a tensor along an axis."
    static let discussion =
        "Stable. NaN and none come last, also when descending. `by=` is a column, several, or a function."
    static let searchTerms = ["sorted", "order", "arrange", "orderby"]
    static let examples = [
        Example("sort([3, 1, 2])", gives: "[1, 2, 3]"),
        Example("sort([\"bb\", \"a\"], by=length)", gives: "[\"a\", \"bb\"]"),
    ]
    @Argument("A list, table or tensor.") var subject: Value
    @Option("A column, columns, or a function of an element.", completes: "column") var by: Value = .none
    @Option("The largest first.") var descending = false
    @Option("The axis of a tensor, by name or number.", completes: "axis") var axis: Value = .int(-1)

    func run(in context: Context) throws -> Value {
        if case .tensor(let tensor) = subject {
            return .tensor(try tensor.sorted(axis: tensor.axisIndex(axis), descending: descending))
        }
        let elements = try Elements.of(subject)
        var keys = elements
        switch by {
        case .none: break
        case .function(let function): keys = try elements.map { try function.call([$0], in: context) }
        default:
            let columns = try [String].from(by)
            if case .table(let table) = subject {
                for column in columns where table[column: column] == nil { throw Problem.noColumn(column, in: table) }
            }
            keys = try elements.map { element in
                let row = try Record.from(element)
                return columns.count == 1 ? row[columns[0]] ?? .none : .list(columns.map { row[$0] ?? .none })
            }
        }
        let order = try order(of: keys, descending: descending)
        if case .table(let table) = subject { return .table(table.selecting(order)) }
        return .list(order.map { elements[$0] })
    }
}

struct Select: Command {
    static let name = "select", summary = "Some columns of a table, in the order given."
    static let searchTerms = ["columns", "project"]
    static let examples = [Example("keys(select(table([{a: 1, b: 2}]), [\"b\"]))", gives: "[\"b\"]")]
    @Argument("A table.") var table: Table
    @Argument("Names of columns.", completes: "column") var columns: [String]

    func run(in context: Context) throws -> Table {
        var kept = OrderedDictionary<String, [Value]>()
        for name in columns {
            guard let column = table[column: name] else { throw Problem.noColumn(name, in: table) }
            kept[name] = column
        }
        return try Table(columns: kept)
    }
}

struct WithColumn: Command {
    static let name = "with_column", summary = "The table with a column added or replaced."
    static let searchTerms = ["mutate", "assign", "add column"]
    static let examples = [Example("with_column(table([{a: 1}]), \"b\", row -> row.a + 1).b", gives: "[2]")]
    @Argument("A table.") var table: Table
    @Argument("The column's name.", completes: "column") var name: String
    @Argument("A list, one value for all rows, or a function of a row.") var content: Value

    func run(in context: Context) throws -> Table {
        var columns = table.columns
        switch content {
        case .function(let function):
            columns[name] = try Elements.of(.table(table)).map { try function.call([$0], in: context) }
        case .list(let items): columns[name] = items
        default: columns[name] = Array(repeating: content, count: table.rowCount)
        }
        return try Table(columns: columns)
    }
}

extension Problem {
    static func noColumn(_ name: String, in table: Table) -> Problem {
        Problem(
            "table.unknown-column", "the table has no column \"\(name)\"",
            notes: ["columns: \(table.columnNames.joined(separator: ", "))"],
            help: nearest(name, table.columnNames).map { "did you mean \"\($0)\"?" })
    }
}
