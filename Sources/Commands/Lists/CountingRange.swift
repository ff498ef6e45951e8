import Runtime
import Tensors

struct CountingRange: Command {
    static let name = "range", summary = "Whole numbers from start to before stop."
    static let discussion = "`range(n)` counts from 0; `range(a, b)` from a; `step=` may be negative, not 0."
    static let searchTerms = ["arange", "seq", "for"]
    static let examples = [
        Example("range(4)", gives: "[0, 1, 2, 3]"), Example("range(0, 10, step=5)", gives: "[0, 5]"),
    ]
    @Argument("The end, or the start where a second number follows.") var first: Int
    @Argument("The end: not reached.") var stop: Int?
    @Argument("The distance between neighbours.") var step: Int = 1

    func run(in context: Context) throws -> Value {
        guard step != 0 else { throw Problem("range.zero-step", "a range cannot have a step of 0") }
        let start = stop == nil ? 0 : first
        let end = stop ?? first
        let (distance, overflow) = end.subtractingReportingOverflow(start)
        guard !overflow else { throw Problem.outOfMemory(Int.max) }
        let count =
            step > 0 ? (distance <= 0 ? 0 : (distance - 1) / step + 1) : (distance >= 0 ? 0 : (distance + 1) / step + 1)
        try priceList(count)
        return .list((0..<count).map { .int(start + $0 * step) })
    }
}

/// Refuses a list that the memory budget has no room for. - Throws: `memory.limit`.
func priceList(_ count: Int) throws {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    guard !overflow, bytes <= MemoryBudget.limit - MemoryBudget.usedBytes else {
        throw Problem.outOfMemory(overflow ? Int.max : bytes)
    }
}
