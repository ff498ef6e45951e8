import OrderedCollections
import Runtime
import Tensors

extension Value {
    /// A JSON value as the language's own.
    init(json: JSON) {
        switch json {
        case .null: self = .none
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .double(let double): self = .float(double)
        case .string(let string): self = .string(string)
        case .array(let items): self = .list(items.map { Value(json: $0) })
        case .object(let members): self = .record(Record(members.map { ($0.key, Value(json: $0.value)) }))
        }
    }

    /// This value as JSON; a NaN or an infinity, which JSON lacks, as null. - Throws: `json.no-form` naming the place.
    func json(path: String) throws -> JSON {
        switch self {
        case .none: return .null
        case .bool(let bool): return .bool(bool)
        case .int(let int): return .int(int)
        case .float(let float): return float.isFinite ? .double(float) : .null
        case .string(let string): return .string(string)
        case .quantity: return .string(literal)
        case .list(let items):
            return .array(try items.enumerated().map { try $0.element.json(path: "\(path)[\($0.offset)]") })
        case .record(let record):
            return .object(
                OrderedDictionary(
                    uniqueKeysWithValues: try record.fields.map {
                        ($0.key, try $0.value.json(path: "\(path).\($0.key)"))
                    }))
        case .table(let table): return .array(try table.rows.map { try Value.record($0).json(path: path) })
        case .tensor(let tensor): return try tensor.nested().json(path: path)
        case .function, .native: throw Problem("json.no-form", "\(path) is a \(typeName), which has no form in JSON")
        }
    }
}
