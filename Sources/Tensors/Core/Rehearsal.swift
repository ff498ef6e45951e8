import Glibc
import Synchronization

/// Counts the checks that one thread makes, and interrupts it at a chosen one. For tests: how much work lies between two
/// checks, and what is left of the work wherever it stops.
package enum Rehearsal {
    /// The thread that rehearses; 0 where none does.
    private static let thread = Atomic<UInt>(0)
    private static let made = Atomic<Int>(0)
    private static let last = Atomic<Int>(.max)
    /// The check was reached, and the request was not forgotten since.
    private static let stopped = Atomic<Bool>(false)

    /// Runs `body` on this thread; one rehearsal at a time.
    /// - Parameter stop: the number of the check, from 0, that throws `Interrupted`, as do all after it until the request
    ///   is forgotten; nil for none.
    /// - Returns: what came of it and how many checks were made.
    package static func run<Outcome>(stoppingAt stop: Int? = nil, _ body: () throws -> Outcome)
        -> (outcome: Result<Outcome, any Error>, checks: Int)
    {
        while !thread.compareExchange(expected: 0, desired: UInt(pthread_self()), ordering: .relaxed).exchanged {
            usleep(1000)
        }
        made.store(0, ordering: .relaxed)
        last.store(stop ?? .max, ordering: .relaxed)
        Interrupt.raise(Interrupt.rehearsal)
        defer {
            Interrupt.lower(Interrupt.rehearsal)
            stopped.store(false, ordering: .relaxed)
            thread.store(0, ordering: .relaxed)
        }
        let outcome = Result(catching: body)
        return (outcome, made.load(ordering: .relaxed))
    }

    private static var isHere: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    static var hasStopped: Bool { stopped.load(ordering: .relaxed) && isHere }

    static func count() throws {
        guard isHere else { return }
        if stopped.load(ordering: .relaxed) { throw Interrupted() }
        let number = made.add(1, ordering: .relaxed).oldValue
        guard number == last.load(ordering: .relaxed) else { return }
        stopped.store(true, ordering: .relaxed)
        throw Interrupted()
    }

    static func forget() { if isHere { stopped.store(false, ordering: .relaxed) } }
}
