import OrderedCollections
import Runtime
import Tensors

extension Value {
    /// A JSON value as the language's own.
    /// - Throws: `limit.memory`; as `Interrupt.check`.
    init(json: JSON) throws {
        try Growth.allow(bytes: 2 * MemoryLayout<Value>.stride)
        switch json {
        case .null: self = .none
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .double(let double): self = .float(double)
        case .string(let string): self = .string(string)
        case .array(let items):
            var values: [Value] = []
            try inChunks(items.count, of: 1 << 14) { for item in items[$0] { values.append(try Value(json: item)) } }
            self = .list(values)
        case .object(let members):
            try Interrupt.check()
            self = .record(Record(try members.map { ($0.key, try Value(json: $0.value)) }))
        }
    }

    /// This value as JSON; a NaN or an infinity, which JSON lacks, as null. - Throws: `json.no-form` naming the place.
    func json(path: String) throws -> JSON {
        try Growth.allow(bytes: MemoryLayout<JSON>.stride)
        switch self {
        case .none: return .null
        case .bool(let bool): return .bool(bool)
        case .int(let int): return .int(int)
        case .float(let float): return float.isFinite ? .double(float) : .null
        case .string(let string): return .string(string.string)
        case .quantity: return .string(literal)
        case .list(let items):
            return .array(
                try items.enumerated().map {
                    if $0.offset & 0xFFF == 0 { try Interrupt.check() }
                    return try $0.element.json(path: "\(path)[\($0.offset)]")
                })
        case .record(let record):
            return .object(
                OrderedDictionary(
                    uniqueKeysWithValues: try record.fields.map {
                        ($0.key, try $0.value.json(path: "\(path).\($0.key)"))
                    }))
        case .table: return .array(try Elements.of(self).map { try $0.json(path: path) })
        case .tensor(let tensor): return try tensor.nested().json(path: path)
        case .function, .native:
            throw Problem("json.no-form", "\(path) is \(typeWithArticle), which has no form in JSON")
        }
    }
}
