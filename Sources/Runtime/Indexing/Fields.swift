import Language
import Tensors

/// `x.name` of every kind of value.
enum Fields {
    static func read(_ value: Value, _ name: String) throws -> Value {
        switch value {
        case .record(let record):
            if let field = record[name] { return field }
            throw Problem.unknownField(name, of: "this record", among: record.keys)
        case .table(let table): return try column(table, name)
        case .tensor(let tensor): return try tensorField(tensor, name)
        case .native(let object):
            if let field = try object.field(name) { return field }
            throw Problem.unknownField(name, of: value.typeWithArticle, among: object.fieldNames)
        case .quantity(let quantity):
            switch name {
            case "amount": return .float(quantity.amount)
            case "unit": return .string(quantity.unit)
            default: throw Problem.unknownField(name, of: "a quantity", among: ["amount", "unit"])
            }
        default: throw Problem.noFields(value, name)
        }
    }

    private static func column(_ table: Table, _ name: String) throws -> Value {
        if let column = table[column: name] { return .list(column) }
        switch name {
        case "columns": return .list(table.columnNames.map { .string($0) })
        case "count": return .int(table.rowCount)
        case "rows": return .list(table.rows.map { .record($0) })
        case "complete": return .bool(table.isComplete)
        case "provenance": return table.provenance.map { .record($0.record) } ?? .none
        default: throw Problem.unknownColumn(name, among: table.columnNames)
        }
    }

    static let ofTensor = ["shape", "rank", "count", "dtype", "axes", "labels", "bytes", "provenance"]

    private static func tensorField(_ tensor: Tensor, _ name: String) throws -> Value {
        switch name {
        case "shape": return .list(tensor.shape.map { .int($0) })
        case "rank", "ndim": return .int(tensor.rank)
        case "count", "size": return .int(tensor.count)
        case "dtype": return .string(tensor.dtype.rawValue)
        case "axes": return .list(tensor.names.map { $0.map { .string($0) } ?? .none })
        case "bytes": return .int(tensor.count * tensor.dtype.size)
        case "provenance": return Value.tensor(tensor).provenance.map { .record($0.record) } ?? .none
        case "labels":
            var record = Record()
            for axis in tensor.axes {
                if let name = axis.name, let labels = axis.labels { record[name] = .list(labels.map { .string($0) }) }
            }
            return .record(record)
        default: throw Problem.unknownField(name, of: "a tensor", among: ofTensor)
        }
    }

    /// Names that completion offers after the dot.
    public static func names(of value: Value) -> [String] {
        switch value {
        case .record(let record): record.keys
        case .table(let table): table.columnNames + ["columns", "count", "rows", "complete", "provenance"]
        case .tensor: ofTensor
        case .native(let object): object.fieldNames
        case .quantity: ["amount", "unit"]
        default: []
        }
    }
}

extension Value {
    /// Names that may stand after the dot, for completion.
    public var fieldNames: [String] { Fields.names(of: self) }
}

extension Problem {
    /// One of a known set was misspelt: says which there are and which was meant.
    static func unknownMember(_ id: String, _ message: String, _ name: String, _ kind: String, _ names: [String])
        -> Problem
    {
        let shown = names.prefix(30).joined(separator: ", ") + (names.count > 30 ? ", …" : "")
        let note = names.isEmpty ? "it has no \(kind)" : "\(kind): \(shown)"
        return Problem(
            id, message, notes: [note], help: suggestion(for: name, among: names).map { "did you mean `\($0)`?" })
    }

    static func noFields(_ value: Value, _ name: String) -> Problem {
        let help: String? =
            switch name {
            case "append", "push", "extend", "add": "a list grows with `xs += [x]`"
            case "format": "put the value into the string: \"… $(value)\""
            default: nil
            }
        return Problem("field.unknown", "\(value.typeWithArticle) has no fields, so no `.\(name)`", help: help)
    }
}
