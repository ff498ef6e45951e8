import OrderedCollections
import Tensors

/// Rows of named columns, each column as long as the others.
public struct Table: @unchecked Sendable {
    public private(set) var columns: OrderedDictionary<String, [Value]>
    public let rowCount: Int
    /// Where it came from, and whether an interrupt cut it short.
    public var provenance: Provenance?
    public var isComplete = true

    /// - Throws: `table.ragged` where the columns differ in length.
    public init(columns: OrderedDictionary<String, [Value]>) throws {
        let lengths = Set(columns.values.map(\.count))
        guard lengths.count <= 1 else {
            let found = columns.map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
            throw Problem("table.ragged", "the columns of a table must be of one length; found \(found)")
        }
        self.columns = columns
        rowCount = lengths.first ?? 0
    }

    /// A table of records; a field that a record lacks is none there. Columns in order of first appearance.
    public init(rows: [Record]) {
        var columns = OrderedDictionary<String, [Value]>()
        for (index, row) in rows.enumerated() {
            for (key, value) in row.fields {
                if columns[key] == nil { columns[key] = Array(repeating: .none, count: index) }
                columns[key]?.append(value)
            }
            for key in columns.keys where row[key] == nil { columns[key]?.append(.none) }
        }
        self.columns = columns
        rowCount = rows.count
    }

    public var columnNames: [String] { Array(columns.keys) }
    public subscript(column name: String) -> [Value]? { columns[name] }

    /// Row `index`, which the caller has checked to be in `0..<rowCount`.
    public func row(_ index: Int) -> Record { Record(columns.map { ($0.key, $0.value[index]) }) }
    public var rows: [Record] { (0..<rowCount).map(row) }

    /// The rows at these positions, in this order.
    public func selecting(_ rows: [Int]) -> Table {
        var copy = OrderedDictionary<String, [Value]>()
        for (name, values) in columns { copy[name] = rows.map { values[$0] } }
        var table = (try? Table(columns: copy)) ?? Table(rows: [])
        table.isComplete = isComplete
        table.provenance = provenance
        return table
    }
}
