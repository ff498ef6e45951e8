/// Which texts a user who typed a few letters may mean.
enum Match {
    /// The texts that begin with `typed`; where none does, those that do when the case is put aside, then those that
    /// contain it, then those that have its letters in order. Keeps the order that it is given.
    static func filter<Item>(_ items: [Item], _ typed: String, by text: (Item) -> String) -> [Item] {
        if typed.isEmpty { return items }
        let exact = items.filter { text($0).hasPrefix(typed) }
        if !exact.isEmpty { return exact.filter { text($0) == typed } + exact.filter { text($0) != typed } }
        let lower = typed.lowercased()
        let folded = items.filter { text($0).lowercased().hasPrefix(lower) }
        if !folded.isEmpty { return folded }
        guard lower.count >= 2 else { return [] }
        let containing = items.filter { text($0).lowercased().contains(lower) }
        if !containing.isEmpty { return containing }
        guard lower.count >= 3 else { return [] }
        return items.filter { hasLetters(text($0).lowercased(), lower) }
    }

    /// Whether the letters of `typed` stand in `text` in their order, the first one first.
    private static func hasLetters(_ text: String, _ typed: String) -> Bool {
        guard text.first == typed.first else { return false }
        var rest = typed[...]
        for character in text where character == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }

    /// Whether a pattern with `*` fits the whole of a text.
    static func glob(_ pattern: some StringProtocol, _ text: some StringProtocol) -> Bool {
        let pattern = Array(pattern), text = Array(text)
        var (place, at) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == text[at] || pattern[place] == "?" {
                place += 1
                at += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                (place, at) = (last.pattern + 1, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
