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
        case .list(let items): return items.contains { $0.isEqual(to: item) }
        case .string(let text):
            guard case .string(let part) = item else {
                throw Mismatch(expected: "a string on the left of `in`", found: item)
            }
            return text.utf8.contains(part.utf8)
        case .record(let record):
            guard case .string(let key) = item else { return false }
            return record[key] != nil
        case .table(let table):
            guard case .string(let key) = item else { return false }
            return table.columns[key] != nil
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

extension String.UTF8View {
    /// Plain search; the texts of scripts are short.
    func contains(_ part: String.UTF8View) -> Bool {
        let needle = Array(part)
        let text = Array(self)
        guard let first = needle.first else { return true }
        guard needle.count <= text.count else { return false }
        for start in 0...(text.count - needle.count) where text[start] == first {
            if text[start..<(start + needle.count)].elementsEqual(needle) { return true }
        }
        return false
    }
}
