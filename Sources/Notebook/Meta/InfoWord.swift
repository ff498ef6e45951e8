import Runtime

/// `:info x`: what a value is, where it was defined, how it was made.
enum InfoWord: MetaCommand {
    static let name = "info"
    static let aliases = ["i", "whatis"]
    static let usage = "EXPRESSION"
    static let summary = "Say what a value is: type, shape, bytes, where it was defined and how it was made."
    static let completes = MetaCompletion.code

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else { throw Problem.badWords(self, "", "a name or a field, such as run.image") }
        let handbook = Handbook(session)
        if let value = session.interpreter.peek(words) {
            session.context.present(handbook.infoPage(words, value))
        } else if words.isName {
            // A command has no value of the user's; its page is what there is to say.
            if session.context.registry.description(of: words) != nil || session.context.lazyModule(words) != nil {
                session.context.present(try handbook.page(for: words))
            } else {
                throw Problem.noName(words, in: session)
            }
        } else {
            let value = try session.evaluateQuietly(words)
            session.context.present(handbook.infoPage(words, value))
        }
        return .goOn
    }
}
