import Synchronization

/// The one flag that Ctrl-C sets. Long work calls `check()` at every call, loop edge, step, block, row and batch.
///
/// It belongs to the process because a signal does. A limit that is used up and a file that went missing while it was
/// looked at are told the same way, so that a check costs one relaxed load however many reasons there are.
public enum Interrupt {
    /// Why work should stop. 0 while nothing asks for it.
    private static let state = Atomic<UInt8>(0)
    static let user: UInt8 = 1, limit: UInt8 = 2, loss: UInt8 = 4, rehearsal: UInt8 = 8
    private static let presses = Atomic<Int>(0)
    private static let asked = Atomic<UInt64>(0)
    /// Monotonic deadline in nanoseconds; 0 where there is none. Set by `--limit time=`.
    private static let deadline = Atomic<UInt64>(0)
    private static let allowed = Atomic<UInt64>(0)

    /// Asks for a stop. Safe in a signal handler.
    /// - Returns: how often it was asked since it was last forgotten, this time included.
    @discardableResult
    public static func request() -> Int {
        let count = presses.add(1, ordering: .relaxed).newValue
        if count == 1 { asked.store(monotonicNanoseconds(), ordering: .relaxed) }
        raise(user)
        return count
    }

    /// Forgets the request: the session goes on.
    public static func clear() {
        presses.store(0, ordering: .relaxed)
        lower(user)
        Rehearsal.forget()
    }

    /// Whether a stop was asked for and not yet forgotten.
    public static var isRequested: Bool { state.load(ordering: .relaxed) & user != 0 || Rehearsal.hasStopped }

    /// Nanoseconds since the stop was asked for; nil where it was not.
    static var waited: UInt64? {
        isRequested ? monotonicNanoseconds() &- asked.load(ordering: .relaxed) : nil
    }

    /// Whether a call that could not be stopped goes on by itself, or memory of stopped work is still coming back.
    public static var hasLeftWork: Bool { Aside.callsLeft > 0 || Leftovers.areWaiting }

    /// Whether work is being stopped, for whatever reason, so that it pays to let go of things in another way. No check.
    public static var isUnwinding: Bool { state.load(ordering: .relaxed) & (user | limit) != 0 || Rehearsal.hasStopped }

    static func raise(_ reason: UInt8) { state.bitwiseOr(reason, ordering: .relaxed) }
    static func lower(_ reason: UInt8) { state.bitwiseAnd(~reason, ordering: .relaxed) }

    // MARK: Time

    /// Ends all work `nanoseconds` from now; nil takes the limit away. `Watch.look` notices when they have passed.
    public static func limit(nanoseconds: UInt64?) {
        allowed.store(nanoseconds ?? 0, ordering: .relaxed)
        deadline.store(nanoseconds.map { monotonicNanoseconds() &+ $0 } ?? 0, ordering: .relaxed)
        lower(limit)
    }

    /// Nanoseconds of the time limit that have passed, and all of them; nil where there is none.
    public static var time: (used: UInt64, allowed: UInt64)? {
        let (end, all) = (deadline.load(ordering: .relaxed), allowed.load(ordering: .relaxed))
        return end == 0 ? nil : (monotonicNanoseconds() &+ all &- end, all)
    }

    /// Nanoseconds since the deadline; nil before it and where there is none.
    static var overdue: UInt64? {
        guard let time, time.used > time.allowed else { return nil }
        return time.used - time.allowed
    }

    static var timeProblem: Problem {
        let all = Double(allowed.load(ordering: .relaxed)) / 1e9
        return Problem(
            "limit.time", "the time limit of \(describeSeconds(all)) is used up",
            help: "raise it with --limit time=\(describeSeconds(all * 10))")
    }

    // MARK: Checking

    /// - Throws: `Interrupted` once a stop was asked for; `limit.time`, `limit.memory`; `file.cut-short`.
    @inline(__always)
    public static func check() throws {
        if state.load(ordering: .relaxed) != 0 { try answer() }
    }

    /// For loops that cannot throw: they end early, and whoever called them checks before the result is used. Counts as
    /// a check.
    @inline(__always)
    public static var isStopping: Bool { state.load(ordering: .relaxed) != 0 && hasReason() }

    @inline(never)
    private static func hasReason() -> Bool {
        do {
            try answer()
            return false
        } catch { return true }
    }

    /// One of the reasons holds; which, and does it still?
    @inline(never)
    private static func answer() throws {
        let reasons = state.load(ordering: .relaxed)
        if reasons & user != 0 { throw Interrupted() }
        if reasons & limit != 0 {
            if overdue != nil { throw timeProblem }
            lower(limit)
            try MemoryBudget.lookAgain()
        }
        if reasons & loss != 0 { try MappedFile.reportLoss() }
        if reasons & rehearsal != 0 { try Rehearsal.count() }
    }
}

/// Thrown where work stopped because the user asked.
public struct Interrupted: Error, Sendable {
    /// Nothing to say: who asked knows why.
    public init() {}
}

/// `90` as "90 s", `1800` as "30min".
func describeSeconds(_ seconds: Double) -> String {
    if seconds >= 60, (seconds / 60).rounded() * 60 == seconds { return "\(Int(seconds / 60))min" }
    let tenths = (seconds * 1000).rounded() / 1000
    return tenths == tenths.rounded() && tenths < 1e9 ? "\(Int(tenths))s" : "\(tenths)s"
}
