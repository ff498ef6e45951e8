/// Going back through the entries that begin with what was typed, and forward again to it.
public struct HistoryWalk: Sendable {
    private let entries: [String]
    private let prefix: String
    private let draft: String
    /// `entries.count` stands for the draft.
    private var place: Int
    /// What is shown now. A text that differs was edited: the walk is over.
    public private(set) var shown: String

    /// - Parameters:
    ///   - draft: the whole text that was typed.
    ///   - prefix: what entries have to begin with; empty for all.
    public init(_ entries: [String], from draft: String, prefix: String) {
        self.entries = entries
        self.prefix = prefix
        self.draft = draft
        place = entries.count
        shown = draft
    }

    /// What would show no other text is passed over.
    private func isNext(_ entry: String) -> Bool { entry.hasPrefix(prefix) && entry != shown && entry != draft }

    /// The next older entry; nil where there is none.
    public mutating func older() -> String? {
        guard let found = entries[..<place].lastIndex(where: { isNext($0) }) else {
            return nil
        }
        place = found
        shown = entries[found]
        return shown
    }

    /// The next newer entry, at last what was typed; nil after that.
    public mutating func newer() -> String? {
        guard place < entries.count else { return nil }
        let next = entries[(place + 1)...].firstIndex { isNext($0) }
        place = next ?? entries.count
        shown = next.map { entries[$0] } ?? draft
        return shown
    }
}

/// Looking for an entry that holds some text, while it is typed.
public struct HistorySearch: Sendable {
    private let entries: [String]
    private var place: Int
    public private(set) var pattern = ""
    /// The entry that was found last; nil before the first.
    public private(set) var found: String?
    /// Nothing older holds the pattern.
    public private(set) var hasFailed = false

    public init(_ entries: [String]) {
        self.entries = entries
        place = entries.count
    }

    /// Looks for a longer or a shorter pattern: from the present place on for a longer one, else from the newest.
    public mutating func look(for pattern: String) {
        if !pattern.hasPrefix(self.pattern) { place = entries.count }
        self.pattern = pattern
        find(in: entries.indices.prefix { $0 <= place })
    }

    /// The next one that is older.
    public mutating func older() { find(in: entries.indices.prefix { $0 < place }) }

    /// The next one that is newer.
    public mutating func newer() { find(in: entries.indices.drop { $0 <= place }, isForward: true) }

    private mutating func find(in range: Range<Int>, isForward: Bool = false) {
        guard !pattern.isEmpty else {
            hasFailed = false
            return
        }
        // As editors have it: capital letters in the pattern make it strict.
        let isStrict = pattern.contains(where: \.isUppercase)
        func holds(_ place: Int) -> Bool {
            (isStrict ? entries[place] : entries[place].lowercased()).contains(pattern)
        }
        let match = isForward ? range.first(where: holds) : range.last(where: holds)
        hasFailed = match == nil
        guard let match else { return }
        place = match
        found = entries[match]
    }
}
