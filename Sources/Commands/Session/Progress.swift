import Runtime
import Tensors

struct Progress: Command {
    static let purity = Purity.impure
    static let name = "progress", summary = "Draws how far a loop of your own is, with its rate and the time left."
    static let discussion = """
        Call it in the loop: `progress(i + 1, total)`. The bar ends by itself at the total, and is drawn where there is \
        a terminal to draw it in. `map(xs, progress=\"title\")` needs no call.
        """
    static let searchTerms = ["tqdm", "bar", "eta", "status"]
    static let examples = [
        Example("for i in range(3)\n    progress(i + 1, 3, title=\"counting\")\nend\n\"done\"", gives: "\"done\"")
    ]
    @Argument("How much is done.") var done: Int
    @Argument("Of how much.") var total: Int
    @Option("What the work is called.") var title = "progress"
    @Option("A word about the present state, such as a loss.") var detail = ""

    func run(in context: Context) throws -> Nothing {
        guard total > 0, (0...total).contains(done) else {
            throw Problem("progress.range", "\(done) of \(total) is not a share of a whole")
        }
        let key = "progress"
        if context.services[key] as? String != title {
            context.progress?.begin(title, total: total)
            context.services[key] = title
        }
        context.progress?.update(done, detail: detail)
        if done == total {
            context.progress?.end()
            context.services[key] = nil
        }
        return Nothing()
    }
}
