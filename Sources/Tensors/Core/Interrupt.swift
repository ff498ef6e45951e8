import Synchronization

/// The one flag that Ctrl-C sets. Long work calls `check()` at every call, loop edge, step, block, row and batch.
///
/// It belongs to the process because a signal does.
public enum Interrupt {
    private static let flag = Atomic<Bool>(false)
    /// Monotonic deadline in nanoseconds; 0 where there is none. Set by `--limit time=`.
    private static let deadline = Atomic<UInt64>(0)

    /// Asks for a stop. Safe in a signal handler.
    public static func request() { flag.store(true, ordering: .relaxed) }

    /// Forgets the request: the session goes on.
    public static func clear() { flag.store(false, ordering: .relaxed) }

    /// Whether a stop was asked for and not yet forgotten.
    public static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Ends all work `nanoseconds` from now; nil takes the limit away.
    public static func limit(nanoseconds: UInt64?) {
        deadline.store(nanoseconds.map { monotonicNanoseconds() &+ $0 } ?? 0, ordering: .relaxed)
    }

    /// - Throws: `Interrupted` once a stop was asked for, a `Problem` (`limit.time`) after the deadline.
    @inline(__always)
    public static func check() throws {
        if flag.load(ordering: .relaxed) { throw Interrupted() }
        if deadline.load(ordering: .relaxed) != 0 { try checkDeadline() }
    }

    private static func checkDeadline() throws {
        if monotonicNanoseconds() > deadline.load(ordering: .relaxed) {
            throw Problem("limit.time", "the time limit is used up", help: "raise it with --limit time=…")
        }
    }
}

/// Thrown where work stopped because the user asked.
public struct Interrupted: Error, Sendable {
    /// Nothing to say: who asked knows why.
    public init() {}
}
