import Language
import Runtime

/// `:explain`: the page of the last error; `:explain ID` that of another.
enum ExplainWord: MetaCommand {
    static let name = "explain"
    static let aliases = ["why"]
    static let usage = "[ID]"
    static let summary = "Say what an error means and how it is mended; the last one where none is named."
    static let completes = MetaCompletion.diagnostic

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        if !words.isEmpty {
            session.context.output(try ErrorPages.page(of: words).text())
            return .goOn
        }
        guard let last = session.lastError else {
            throw Problem(
                "explain.nothing", "nothing has gone wrong in this session so far",
                help: "name an error: :explain tensor.shape-mismatch; `limn explain` lists all of them")
        }
        session.context.output(try ErrorPages.page(of: last.id).text() + "\n\nHere it said: " + last.message)
        return .goOn
    }
}
