import Runtime

/// `:seed`: the seed of the session; `:seed 7` sets it and begins its random streams anew.
enum SeedWord: MetaCommand {
    static let name = "seed"
    static let usage = "[NUMBER]"
    static let summary = "Show or set the seed that commands without a seed of their own draw from."

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        if words.isEmpty {
            session.context.output("seed \(Int(bitPattern: UInt(session.context.seed)))")
            return .goOn
        }
        guard let seed = Int(words.filter { $0 != "_" }) else { throw Problem.badWords(self, words, "a whole number") }
        session.context.seed = UInt64(bitPattern: Int64(seed))
        session.context.streamsTaken = 0
        session.record("# :seed \(seed); in a script: with seed(\(seed)) … end")
        session.context.output("seed \(seed)")
        return .goOn
    }
}
