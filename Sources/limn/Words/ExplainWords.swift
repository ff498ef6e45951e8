import ArgumentParser
import Notebook
import Runtime

/// `limn explain ID`; without an id, the list of all errors.
struct ExplainWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what an error means and how it is mended, or list all errors.")

    @ArgumentParser.Argument(
        help: "Names of errors, such as tensor.shape-mismatch.",
        completion: .custom { _, _, _ in ErrorPages.all.map(\.id) })
    var ids: [String] = []

    func run() throws {
        if ids.isEmpty { return Streams.output(ErrorPages.list()) }
        var isKnown = true
        for (index, id) in ids.enumerated() {
            do {
                let text = try ErrorPages.page(of: id).text(width: min(Streams.width, 100))
                Streams.output(index == 0 ? text : "\n" + text)
            } catch let problem as Problem {
                Streams.error("error: \(problem.message); \(problem.help ?? "") [\(problem.id)]")
                isKnown = false
            }
        }
        if !isKnown { throw ExitCode(1) }
    }
}
