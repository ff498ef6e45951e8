import Runtime
import Tensors

/// Long work over `count` pieces with progress, able to stop early and keep what is finished.
///
/// - Parameter title: what the progress bar is called; nil draws none.
/// - Returns: the results, and whether all of them are there. In a session an interrupt ends the work and keeps its
///   results; in a script it goes on to end the script.
///   The command then calls `context.stopAfterThis()`, so that no more than its own value is kept. Within another command
///   that gathers results, the outer one keeps its own.
/// - Throws: whatever `body` throws, except an interrupt that was turned into a partial result.
func interruptible<Result>(
    count: Int?, title: String?, in context: Context, keepsPartial: Bool = true,
    _ body: (_ report: (_ done: Int, _ detail: String) -> Void, _ keep: (Result) -> Void) throws -> Void
) throws -> (results: [Result], isComplete: Bool) {
    context.gathering += 1
    defer { context.gathering -= 1 }
    var results: [Result] = []
    if let title { context.progress?.begin(title, total: count) }
    defer { if title != nil { context.progress?.end() } }
    do {
        try body(
            { done, detail in if title != nil { context.progress?.update(done, detail: detail) } },
            { results.append($0) })
    } catch let interrupted as Interrupted {
        guard keepsPartial, context.keepsPartialResults, context.gathering == 1, !results.isEmpty else {
            throw interrupted
        }
        Interrupt.clear()
        context.note("stopped after \(results.count)\(count.map { " of \($0)" } ?? ""); what is finished is kept")
        return (results, false)
    }
    return (results, true)
}
