import Tensors

extension Arithmetic {
    /// `target = target + value`, in place for lists and strings that nobody else looks at.
    static func add(_ value: Value, to target: inout Value) throws {
        if case .list(let more) = value, case .list = target { return try append(more, to: &target) }
        if case .string(let more) = value, case .string = target { return try append(more, to: &target) }
        target = try apply(.add, target, value)
    }

    private static func append(_ more: [Value], to target: inout Value) throws {
        guard case .list(var items) = target else { return }
        let count = items.count + more.count
        // An array that is full doubles.
        try Growth.allow(items: count > items.capacity ? max(count, 2 * items.count) : more.count)
        for item in more.prefix(4) { try Growth.allow(nesting: item) }
        target = .none
        items += more
        target = .list(items)
    }

    private static func append(_ more: String, to target: inout Value) throws {
        guard case .string(var text) = target else { return }
        try Growth.allow(bytes: more.utf8.count)
        target = .none
        text += more
        target = .string(text)
    }
}
