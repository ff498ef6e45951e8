import Tensors

/// Prices lists and strings before they grow, so that a script meets the memory limit and not the kernel's.
public enum Growth {
    /// Asks for `bytes` more. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(bytes: Int) throws { try MemoryBudget.allow(bytes) }

    /// Asks for a list of `items` values. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(items: Int) throws { try MemoryBudget.allow(items, of: MemoryLayout<Value>.stride) }

    /// Adds an item to a list; the list is priced where it takes more room, which doubles it.
    @inline(__always)
    static func append(_ item: Value, to items: inout [Value]) throws {
        if items.count == items.capacity { try allow(items: max(4, items.count)) }
        try allow(nesting: item)
        items.append(item)
    }

    /// Deepest nesting of lists and records. Releasing and printing go down the nesting on the stack.
    static let deepest = 1000

    /// Asks to put `value` into a list or a record. Looks down along the ends of each list, where nesting is built.
    /// - Throws: `limit.nesting`.
    @inline(__always)
    static func allow(nesting value: Value) throws {
        switch value {
        case .list, .record: try probe(value)
        default: return
        }
    }

    private static func probe(_ value: Value) throws {
        var current = value
        for _ in 0..<deepest {
            guard let inner = container(in: current) else { return }
            current = inner
        }
        throw Problem("limit.nesting", "lists and records are nested deeper than \(deepest)")
    }

    private static func container(in value: Value) -> Value? {
        switch value {
        case .list(let items):
            if let last = items.last, last.isContainer { return last }
            return items.prefix(3).first(where: \.isContainer)
        case .record(let record):
            return record.fields.values.prefix(8).first(where: \.isContainer)
                ?? record.fields.values.last.flatMap {
                    $0.isContainer ? $0 : nil
                }
        default: return nil
        }
    }
}
