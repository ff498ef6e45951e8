import OrderedCollections

/// Named fields in the order in which they were written. Copy on write, one word wide.
public struct Record: @unchecked Sendable {
    private final class Box {
        var fields: OrderedDictionary<String, Value>
        init(_ fields: OrderedDictionary<String, Value>) { self.fields = fields }
    }

    private var box: Box

    public init() { box = Box([:]) }

    public init(_ fields: OrderedDictionary<String, Value>) { box = Box(fields) }

    /// A later pair of the same key wins.
    public init(_ pairs: some Sequence<(String, Value)>) {
        box = Box(OrderedDictionary(pairs, uniquingKeysWith: { _, later in later }))
    }

    public var fields: OrderedDictionary<String, Value> { box.fields }
    public var keys: [String] { Array(box.fields.keys) }
    public var count: Int { box.fields.count }

    /// Whether there is a field of this name; does not look at its value.
    public func has(_ key: String) -> Bool { box.fields.index(forKey: key) != nil }

    public subscript(key: String) -> Value? {
        get { box.fields[key] }
        set {
            if !isKnownUniquelyReferenced(&box) { box = Box(box.fields) }
            box.fields[key] = newValue
        }
    }

    /// Exchanges a field that exists with `value`, without copying either.
    mutating func swapField(_ key: String, _ value: inout Value) {
        if !isKnownUniquelyReferenced(&box) { box = Box(box.fields) }
        guard let index = box.fields.index(forKey: key) else { return }
        swap(&value, &box.fields.values[index])
    }
}
