import Runtime

/// `:quit`: the end of the session.
enum QuitWord: MetaCommand {
    static let name = "quit"
    static let aliases = ["q", "exit"]
    static let summary = "End the session, as Ctrl-D does."

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard words.isEmpty else { throw Problem.badWords(self, words, "nothing") }
        return .quit
    }
}
