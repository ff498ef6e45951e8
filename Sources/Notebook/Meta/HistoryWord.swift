import Runtime

/// `:history`: what was entered in this project.
enum HistoryWord: MetaCommand {
    static let name = "history"
    static let aliases = ["hist"]
    static let usage = "[COUNT] [WORDS]"
    static let summary = "List the last 25 entries, or COUNT, or those that hold all of WORDS."

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        var words = words.split(separator: " ").map { $0.lowercased() }
        var count = words.isEmpty ? 25 : Int.max
        if let first = words.first, let number = Int(first) {
            guard number > 0 else { throw Problem("history.count", "the number of entries must be positive") }
            count = number
            words.removeFirst()
        }
        let entries = session.history.entries
        let width = String(entries.count).count
        let found = entries.enumerated().filter { _, entry in
            let text = entry.lowercased()
            return words.allSatisfy(text.contains)
        }
        for (number, entry) in found.suffix(count) {
            let label = String(number + 1)
            let margin = String(repeating: " ", count: width - label.count) + label + "  "
            let rest = "\n" + String(repeating: " ", count: width + 2)
            session.context.output(margin + head(of: entry).joined(separator: rest))
        }
        if found.isEmpty { session.context.note(words.isEmpty ? "nothing was entered yet" : "no entry holds that") }
        return .goOn
    }

    /// A long entry fills no screens: its first lines, and how many follow.
    private static func head(of entry: String) -> [String] {
        let most = 6
        let lines = entry.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > most + 1 else { return lines }
        return lines.prefix(most) + ["… \(lines.count - most) more lines"]
    }
}
