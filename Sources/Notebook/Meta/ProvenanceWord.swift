import Runtime

/// `:provenance x`: how a value was made, and which statements led to it.
enum ProvenanceWord: MetaCommand {
    static let name = "provenance"
    static let aliases = ["origin"]
    static let usage = "NAME"
    static let summary = "Tell how a value was made: its call, model, seed and settings, and the statements before it."
    static let completes = MetaCompletion.name

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else {
            throw Problem(
                "provenance.no-name", "the value of which name?", help: "write :provenance x, or :provenance x.image")
        }
        let isName = session[words] != nil
        let value = try session[words] ?? session.evaluateQuietly(words)
        for line in ProvenanceText.lines(of: value, name: isName ? words : nil, in: session) {
            session.context.output(line)
        }
        return .goOn
    }
}
