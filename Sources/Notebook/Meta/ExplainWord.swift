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
            do {
                session.context.output(try ErrorPages.page(of: words).text())
            } catch var problem as Problem where problem.id == "explain.unknown" {
                problem.help = problem.help?.replacing(
                    "`limn explain` lists all of them", with: "Tab after `:explain` lists all of them")
                throw problem
            }
            return .goOn
        }
        guard let last = session.lastError else {
            throw Problem(
                "explain.nothing", "nothing has gone wrong in this session so far",
                help: "name an error: :explain tensor.shape-mismatch; Tab after `:explain` lists all of them")
        }
        session.context.output(try ErrorPages.page(of: last.id).text() + "\n\nHere it said: " + last.message)
        return .goOn
    }
}
