import Runtime

/// `:threads`: how many threads the numeric libraries use; `:threads 1` sets it.
enum ThreadsWord: MetaCommand {
    static let name = "threads"
    static let usage = "[NUMBER]"
    static let summary = "Show or set how many threads the numeric libraries use."

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        if !words.isEmpty {
            guard let count = Int(words), count >= 1 else {
                throw Problem.badWords(self, words, "a whole number of at least 1")
            }
            Threads.count = count
            session.record("# :threads \(count)")
            if Threads.count < count {
                session.context.note("this machine has \(Threads.available) processors; more threads are not taken")
            }
        }
        session.context.output("threads \(Threads.count) of \(Threads.available)")
        return .goOn
    }
}
