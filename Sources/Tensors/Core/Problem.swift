/// What went wrong, in the words that the user will read.
///
/// Every module throws this one type; each domain makes its own in an extension beside that domain
/// (`extension Problem { static func shapeMismatch(…) }`). The interpreter adds the place in the script.
public struct Problem: Error, Sendable, CustomStringConvertible {
    /// A word with a page of its own, such as `attention.unknown-token`.
    public var id: String
    /// One sentence without a full stop: what was found and what was expected.
    public var message: String
    /// Further facts, one a line.
    public var notes: [String]
    /// What to try.
    public var help: String?

    /// A problem in the user's words.
    public init(_ id: String, _ message: String, notes: [String] = [], help: String? = nil) {
        self.id = id
        self.message = message
        self.notes = notes
        self.help = help
    }

    /// The message and the id, for logs and tests.
    public var description: String { "\(message) [\(id)]" }
}
