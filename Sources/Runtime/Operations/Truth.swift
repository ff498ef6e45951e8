import Tensors

extension Value {
    /// As the condition of `if`, `while`, `and`: a bool, or a tensor of one element.
    /// - Throws: `condition.type`, which says how to ask for what was meant.
    public func truth() throws -> Bool {
        switch self {
        case .bool(let bool): return bool
        case .tensor(let tensor):
            guard tensor.count == 1 else {
                throw Problem(
                    "condition.type", "a tensor of shape \(tensor.shape) is neither true nor false",
                    help: "ask for all(x) or any(x)")
            }
            return try tensor.floats()[0] != 0
        default:
            var help: String?
            switch self {
            case .none: help = "compare it: x != none"
            case .int, .float: help = "compare it: x != 0"
            case .string: help = "compare it: x != \"\""
            case .list: help = "compare it: x != []"
            default: break
            }
            throw Problem("condition.type", "expected true or false, found \(typeWithArticle)", help: help)
        }
    }
}

/// `in` and `not in`.
enum Membership {
    static func contains(_ container: Value, _ item: Value) throws -> Bool {
        switch container {
        case .list(let items):
            for (place, other) in items.enumerated() {
                if place & 0xFFF == 0xFFF { try Interrupt.check() }
                if other.isEqual(to: item) {
                    try Interrupt.check()
                    return true
                }
            }
            return false
        case .string(let text):
            guard case .string(let part) = item else {
                throw Mismatch(expected: "a string on the left of `in`", found: item)
            }
            var (whole, wanted) = (text.string, part.string)
            return try whole.withUTF8 { text in
                try wanted.withUTF8 { part in
                    try findBytes(UnsafeRawBufferPointer(part), in: UnsafeRawBufferPointer(text), from: 0) != nil
                }
            }
        case .record(let record):
            guard case .string(let key) = item else { return false }
            return record[key.string] != nil
        case .table(let table):
            guard case .string(let key) = item else { return false }
            return table.columns[key.string] != nil
        case .tensor(let tensor):
            guard let number = item.plainNumber else { return false }
            let wanted = Float(number)
            return try tensor.floats().contains(wanted)
        case .native(let object):
            if let elements = try object.elements() { return elements.contains { $0.isEqual(to: item) } }
            return try object.element(item) != nil
        default: throw Problem("operator.type", "cannot look for something in \(container.typeWithArticle)")
        }
    }
}
