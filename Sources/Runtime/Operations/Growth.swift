import Tensors

/// Prices lists and strings before they grow, so that a script meets the memory limit and not the kernel's.
public enum Growth {
    /// Asks for `bytes` more. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(bytes: Int) throws { try MemoryBudget.allow(bytes) }

    /// Asks for a list of `items` values. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(items: Int) throws { try MemoryBudget.allow(items, of: MemoryLayout<Value>.stride) }

    /// One list after the other. Priced by the caller. - Throws: as `Interrupt.check`.
    public static func joined(_ a: [Value], _ b: [Value]) throws -> [Value] {
        if a.count + b.count <= Chunk.elements { return a + b }
        return try collected(reserving: a.count + b.count) { result in
            try inChunks(a.count) { result += a[$0] }
            try inChunks(b.count) { result += b[$0] }
        }
    }

    /// The items again and again until there are `count`. Priced by the caller. - Throws: as `Interrupt.check`.
    public static func repeated(_ items: [Value], _ count: Int) throws -> [Value] {
        // What is repeated is long enough for the loop not to matter.
        let piece = items.count == 1 ? Array(repeating: items[0], count: min(count, Chunk.elements)) : items
        return try collected(reserving: count) { result in
            while result.count < count, !piece.isEmpty {
                if piece.count + result.count > Chunk.elements { try Interrupt.check() }
                result += piece.prefix(count - result.count)
            }
        }
    }

    /// The text so many times. Priced by the caller. - Throws: as `Interrupt.check`.
    public static func repeated(_ text: String, _ times: Int) throws -> String {
        let once = text.utf8.count
        guard once > 0, times > 0 else { return "" }
        if once * times <= 1 << 20 { return String(repeating: text, count: times) }
        let each = max(1, (1 << 20) / once)
        let piece = String(repeating: text, count: each)
        var result = ""
        result.reserveCapacity(once * times)
        try inChunks(times, of: each) { part in
            result += part.count == each ? piece : String(repeating: text, count: part.count)
        }
        return result
    }

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
