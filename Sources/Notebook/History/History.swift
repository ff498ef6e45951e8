import Runtime

/// The entries of a project's sessions, oldest first, each once: where one was typed again it stands at its last place.
public final class History: @unchecked Sendable {
    /// Older ones are forgotten.
    public static let most = 10_000

    public private(set) var entries: [String] = []
    private let file: HistoryFile?

    /// - Parameter file: where the entries of earlier sessions are; nil keeps those of this one only.
    ///   One that cannot be read is as good as empty.
    public init(file: HistoryFile? = nil) {
        self.file = file
        entries = file?.entries() ?? []
    }

    /// Keeps an entry, unless it is blank or begins with a space, which is how a user asks for it not to be kept.
    /// - Throws: `Problem` where the file cannot be written; the entry is then kept in memory.
    public func add(_ entry: String) throws {
        guard History.isKept(entry) else { return }
        recall(entry)
        try file?.append(entry)
    }

    /// Keeps an entry for this session only, such as one that was abandoned.
    public func recall(_ entry: String) {
        guard History.isKept(entry) else { return }
        if let place = entries.lastIndex(of: entry) { entries.remove(at: place) }
        entries.append(entry)
        if entries.count > History.most { entries.removeFirst(entries.count - History.most) }
    }

    static func isKept(_ entry: String) -> Bool {
        !entry.hasPrefix(" ") && !entry.allSatisfy(\.isWhitespace)
    }

    /// The last of `entries` for each text, at most `most` of them.
    static func unique(_ entries: [String], _ most: Int) -> [String] {
        var seen: Set<String> = []
        var kept: [String] = []
        for entry in entries.reversed() where kept.count < most {
            if seen.insert(entry).inserted { kept.append(entry) }
        }
        return kept.reversed()
    }
}

extension Session {
    /// The entries of this project's sessions; empty until a front end sets it.
    public var history: History {
        get {
            if let history = context.services["history"] as? History { return history }
            let history = History()
            context.services["history"] = history
            return history
        }
        set { context.services["history"] = newValue }
    }
}
