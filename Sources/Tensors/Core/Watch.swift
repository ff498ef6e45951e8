import CGuard
import Glibc
import Synchronization

/// Looks from outside at work that goes on: whether its time is used up, and how much memory the process really holds.
///
/// The thread that waits for the work calls `look` every few milliseconds, so that the work itself reads no clock and a
/// structure that nobody priced is seen before the machine has none left.
public enum Watch {
    /// Nanoseconds between two looks.
    public static let interval: UInt64 = 10_000_000
    /// Nanoseconds of the monotonic clock. Safe in a signal handler.
    public static var now: UInt64 { monotonicNanoseconds() }
    private struct Hooks {
        var slowStop: (@Sendable () -> Void)?
        var overdue: (@Sendable (Problem) -> Void)?
        var hasTold = false
    }
    private static let hooks = Mutex(Hooks())

    /// - Parameters:
    ///   - slowStop: called once where a stop was asked for a second ago and the work has not heard it.
    ///   - overdue: called where a limit was passed and the work has not heard of it for longer than is bearable.
    public static func tell(slowStop: (@Sendable () -> Void)?, overdue: (@Sendable (Problem) -> Void)?) {
        hooks.withLock { $0 = Hooks(slowStop: slowStop, overdue: overdue) }
    }

    /// One look. Cheap: a clock, and some 10 µs for the kernel's count of memory.
    public static func look() {
        let late = Interrupt.overdue
        if late != nil || MemoryBudget.isOver() { Interrupt.raise(Interrupt.limit) }
        if let late, late > 250_000_000 { overdue(Interrupt.timeProblem) }
        if let problem = MemoryBudget.farOver() { overdue(problem) }
        guard let waited = Interrupt.waited, waited > 1_000_000_000 else {
            if Interrupt.waited == nil { hooks.withLock { $0.hasTold = false } }
            return
        }
        let tell = hooks.withLock { hooks in
            defer { hooks.hasTold = true }
            return hooks.hasTold ? nil : hooks.slowStop
        }
        tell?()
    }

    /// Waits for the end of a thread, looking again and again.
    public static func join(_ thread: pthread_t) { while limn_join(thread, Int(interval)) == 0 { look() } }

    private static func overdue(_ problem: Problem) { hooks.withLock { $0.overdue }?(problem) }
}
