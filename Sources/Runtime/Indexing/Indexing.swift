import OrderedCollections
import Tensors

/// `x[…]` of every kind of value.
enum Indexing {
    static func select(_ value: Value, _ subscripts: [Subscripted]) throws -> Value {
        switch value {
        case .tensor(let tensor): return try TensorIndexing.select(tensor, subscripts)
        case .native(let object): return try selectNative(object, subscripts)
        default: break
        }
        guard subscripts.count == 1, let only = subscripts.first else {
            throw Problem("index.count", "\(value.typeWithArticle) takes one index, found \(subscripts.count)")
        }
        if let axis = only.axis {
            throw Problem("index.axis", "\(value.typeWithArticle) has no axes; `\(axis)=` is for tensors")
        }
        if case .ellipsis = only.item { return value }
        switch value {
        case .list(let items): return try selectList(items, only.item)
        case .string(let text): return try selectString(text.string, only.item)
        case .record(let record): return try selectRecord(record, only.item)
        case .table(let table): return try selectTable(table, only.item)
        default: throw Problem("index.type", "\(value.typeWithArticle) cannot be indexed")
        }
    }

    private static func selectList(_ items: [Value], _ item: Subscripted.Item) throws -> Value {
        switch item {
        case .slice(let start, let stop, let step):
            return .list(try SlicePositions(start: start, stop: stop, step: step, count: items.count).select(items))
        case .value(let key):
            if let positions = try Index.positions(key, count: items.count, of: "list") {
                return .list(positions.map { items[$0] })
            }
            return items[try Index.position(Index.integer(key, of: "list"), count: items.count, of: "list")]
        case .ellipsis: return .list(items)
        }
    }

    private static func selectString(_ text: String, _ item: Subscripted.Item) throws -> Value {
        let characters = Array(text)
        switch item {
        case .slice(let start, let stop, let step):
            return .string(
                String(
                    try SlicePositions(start: start, stop: stop, step: step, count: characters.count).select(characters)
                ))
        case .value(let key):
            let position = try Index.position(Index.integer(key, of: "string"), count: characters.count, of: "string")
            return .string(String(characters[position]))
        case .ellipsis: return .string(text)
        }
    }

    private static func selectRecord(_ record: Record, _ item: Subscripted.Item) throws -> Value {
        guard case .value(let key) = item else { throw Problem("index.type", "a record is indexed by a field's name") }
        switch key {
        case .string(let name):
            if let value = record[name.string] { return value }
            throw Problem.unknownField(name.string, of: "a record", among: record.keys)
        case .list(let names):
            var part = Record()
            for name in names {
                guard case .string(let name) = name else {
                    throw Problem("index.type", "a record is indexed by a field's name, found \(name.typeWithArticle)")
                }
                guard let value = record[name.string] else {
                    throw Problem.unknownField(name.string, of: "a record", among: record.keys)
                }
                part[name.string] = value
            }
            return .record(part)
        default: throw Problem("index.type", "a record is indexed by a field's name, found \(key.typeWithArticle)")
        }
    }

    private static func selectTable(_ table: Table, _ item: Subscripted.Item) throws -> Value {
        switch item {
        case .slice(let start, let stop, let step):
            let slice = try SlicePositions(start: start, stop: stop, step: step, count: table.rowCount)
            return .table(table.selecting(slice.positions))
        case .ellipsis: return .table(table)
        case .value(.string(let name)):
            guard let column = table[column: name.string] else {
                throw Problem.unknownColumn(name.string, among: table.columnNames)
            }
            return .list(column)
        case .value(.list(let names))
        where !names.isEmpty && names.allSatisfy { if case .string = $0 { true } else { false } }:
            var columns = OrderedDictionary<String, [Value]>()
            for case .string(let name) in names {
                guard let column = table[column: name.string] else {
                    throw Problem.unknownColumn(name.string, among: table.columnNames)
                }
                columns[name.string] = column
            }
            var part = try Table(columns: columns)
            part.provenance = table.provenance
            part.isComplete = table.isComplete
            return .table(part)
        case .value(let key):
            if let positions = try Index.positions(key, count: table.rowCount, of: "table") {
                return .table(table.selecting(positions))
            }
            return .record(
                table.row(try Index.position(Index.integer(key, of: "table"), count: table.rowCount, of: "table")))
        }
    }

    private static func selectNative(_ object: any Native, _ subscripts: [Subscripted]) throws -> Value {
        if subscripts.count == 1, subscripts[0].axis == nil, case .value(let key) = subscripts[0].item {
            if let value = try object.element(key) { return value }
            if case .int(let index) = key, let elements = try object.elements() {
                return elements[try Index.position(index, count: elements.count, of: object.typeName)]
            }
        }
        if subscripts.count == 1, subscripts[0].axis == nil,
            case .slice(let start, let stop, let step) = subscripts[0].item,
            let numbered = try object.numberedElements()
        {
            let slice = try SlicePositions(start: start, stop: stop, step: step, count: numbered.count)
            return .list(slice.select(numbered).filter { if case .none = $0 { false } else { true } })
        }
        if let value = try TensorIndexing.selectNative(object, subscripts) { return value }
        throw Problem("index.type", "\(Value.native(object).typeWithArticle) cannot be indexed like this")
    }
}

extension Problem {
    static func unknownColumn(_ name: String, among names: [String]) -> Problem {
        unknownMember("table.unknown-column", "the table has no column `\(name)`", name, "columns", names)
    }

    static func unknownField(_ name: String, of owner: String, among names: [String]) -> Problem {
        unknownMember("field.unknown", "\(owner) has no field `\(name)`", name, "fields", names)
    }
}
