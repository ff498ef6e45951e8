import OrderedCollections

/// A JSON value. Objects keep the order of their keys; a number without fraction or exponent is an `int` where it fits.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSON])
    case object(OrderedDictionary<String, JSON>)
}

extension JSON {
    /// The value of a key; nil where this is no object or has no such key.
    public subscript(key: String) -> JSON? {
        if case .object(let entries) = self { entries[key] } else { nil }
    }

    /// An element; nil where this is no array or has no such element.
    public subscript(index: Int) -> JSON? {
        if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
    }

    public var isNull: Bool { self == .null }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var int: Int? { if case .int(let value) = self { value } else { nil } }
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var object: OrderedDictionary<String, JSON>? { if case .object(let value) = self { value } else { nil } }

    /// A number of either kind.
    public var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// A list of integers, or nil where an element is none.
    public var integers: [Int]? {
        guard let array else { return nil }
        let values = array.compactMap(\.int)
        return values.count == array.count ? values : nil
    }

    /// What messages call the kind of this value, such as "a string".
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .int: "an integer"
        case .double: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

// MARK: Reading

extension JSON {
    /// Containers within containers, at most.
    public static let deepest = 256

    /// Reads one JSON text (RFC 8259), which must fill `bytes`. `NaN`, `Infinity`, comments and trailing commas are
    /// refused. Of a repeated key the last value stays, unless `uniqueKeys`.
    /// - Parameters:
    ///   - name: what messages call the text, usually its path.
    ///   - infinities: takes `Infinity` and `-Infinity`, which Python's writer leaves in configurations.
    /// - Throws: `json.syntax`, `json.too-deep`, `json.duplicate-key`, each with the byte, line and column.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, name: String, uniqueKeys: Bool = false, infinities: Bool = false
    ) throws -> JSON {
        var parser = JSONParser(
            bytes.bindMemory(to: UInt8.self), name: name, uniqueKeys: uniqueKeys, infinities: infinities)
        return try parser.parse()
    }

    public static func parse(_ bytes: [UInt8], name: String) throws -> JSON {
        try bytes.withUnsafeBytes { try parse($0, name: name) }
    }

    public static func parse(_ text: String, name: String) throws -> JSON { try parse(Array(text.utf8), name: name) }

    /// Reads a file. - Throws: as `parse`, and what `MappedFile` throws.
    public static func read(path: String, infinities: Bool = false) throws -> JSON {
        let file = try MappedFile(path: path)
        return try withExtendedLifetime(file) {
            if let problem = Problem.foreignBeginning(file.bytes, path) { throw problem }
            return try parse(file.bytes, name: path, infinities: infinities)
        }
    }
}
