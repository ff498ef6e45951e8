import OrderedCollections

/// Named fields in the order in which they were written. Copy on write, one word wide.
public struct Record: @unchecked Sendable {
    private final class Box {
        // Changed by `Record` alone, which holds the only reference then.
        @exclusivity(unchecked) var fields: OrderedDictionary<String, Value>
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

    /// The field of this name. - Parameter place: where it was found before, to look there first; kept up to date.
    @inline(__always)
    func value(_ key: String, at place: inout Int) -> Value? {
        guard find(key, &place) else { return nil }
        return box.fields.values[place]
    }

    /// Changes a number in place where nobody else looks at the record; false where nothing was changed.
    @inline(__always)
    mutating func changeNumber(_ key: String, at place: inout Int, _ change: (Value) -> Value?) -> Bool {
        guard isKnownUniquelyReferenced(&box), find(key, &place), let new = change(box.fields.values[place]) else {
            return false
        }
        box.fields.values[place] = new
        return true
    }

    @inline(__always)
    private func find(_ key: String, _ place: inout Int) -> Bool {
        if place < box.fields.count, box.fields.keys[place] == key { return true }
        guard let index = box.fields.index(forKey: key) else { return false }
        place = index
        return true
    }

    /// Exchanges a field that exists with `value`, without copying either.
    mutating func swapField(_ key: String, _ value: inout Value) {
        if !isKnownUniquelyReferenced(&box) { box = Box(box.fields) }
        guard let index = box.fields.index(forKey: key) else { return }
        swap(&value, &box.fields.values[index])
    }
}
