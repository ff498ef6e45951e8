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

    /// Adds at the end of the text, or of a copy where somebody else looks at it. - Throws: `limit.memory`.
    static func append(_ more: Text, to text: inout Text) throws {
        if !isKnownUniquelyReferenced(&text) {
            try Growth.allow(bytes: text.utf8Count)
            text = Text(text.string)
        }
        try text.append(more)
    }

    private static func append(_ more: Text, to target: inout Value) throws {
        guard case .string(var text) = target else { return }
        target = .none
        defer { target = .string(text) }
        try append(more, to: &text)
    }
}
