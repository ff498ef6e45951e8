import Tensors

/// `range(start, stop, step)`: the ints from `start` on, `step` apart, before `stop`.
public struct IntegerRange: Sendable {
    /// The first one, where there is one.
    public let start: Int
    /// The distance from one to the next; not 0.
    public let step: Int
    /// How many.
    public let count: Int

    /// - Throws: `range.step` for a step of 0, `limit.memory` for more ints than can be counted.
    public init(start: Int, stop: Int, step: Int = 1) throws {
        guard step != 0 else { throw Problem("range.step", "the step of a range cannot be 0") }
        self.start = start
        self.step = step
        guard step > 0 ? stop > start : stop < start else {
            count = 0
            return
        }
        let (distance, overflow) = stop.subtractingReportingOverflow(start)
        guard !overflow else { throw Problem.outOfMemory(Int.max) }
        count = Int((distance.magnitude - 1) / step.magnitude) + 1
    }

    /// All of them. - Throws: `limit.memory` before a list that does not fit is made.
    public func list() throws -> [Value] {
        try Growth.allow(items: count)
        return try collected(reserving: count) { items in
            try inChunks(count) { for place in $0 { items.append(.int(start &+ place &* step)) } }
        }
    }
}
