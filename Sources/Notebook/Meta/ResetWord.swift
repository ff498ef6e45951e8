import Runtime

/// `:reset`: forgets all names, or those that a pattern fits.
enum ResetWord: MetaCommand {
    static let name = "reset"
    static let aliases = ["forget", "clear"]
    static let usage = "[GLOB]"
    static let summary = "Forget all names of this session, or those that a pattern such as run* fits."
    static let completes = MetaCompletion.name

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        let kept = session.names.filter { $0 != "ans" && $0 != "out" }
        if words.isEmpty {
            session.forgetAll()
            session.context.output(
                kept.isEmpty
                    ? "nothing to forget"
                    : "forgot \(kept.count == 1 ? "1 name" : "\(kept.count) names"): \(shown(kept))")
            return .goOn
        }
        var patterns = words.split(separator: " ").map(String.init)
        for name in ["out", "ans"] where patterns.contains(name) {
            session.restoreAnswers(name)
            patterns.removeAll { $0 == name }
            session.context.output(
                name == "out" ? "`out` holds the answers again" : "`ans` is the last answer again")
        }
        if patterns.isEmpty { return .goOn }
        for pattern in patterns where !kept.contains(where: { Match.glob(pattern, $0) }) {
            throw Problem.noName(pattern, in: session)
        }
        let gone = kept.filter { name in patterns.contains { Match.glob($0, name) } }
        for name in gone { session[name] = nil }
        session.context.output("forgot \(shown(gone))")
        return .goOn
    }

    private static func shown(_ names: [String]) -> String {
        names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }
}
