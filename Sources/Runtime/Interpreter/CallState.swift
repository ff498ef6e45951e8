import Glibc
import Tensors

/// What every call looks at: the depth, its limit, and the stack of values that holds the locals of running calls.
///
/// It stays at one address as long as its `Context` lives, so that calls reach it without counting references.
struct CallState {
    var depth = 0
    var depthLimit = 500
    var stack = ValueStack()
    /// Checks left until an interrupt is thrown; negative for never.
    var checksUntilInterrupt = -1
    /// What the next check throws: found where nothing could be thrown.
    private var pending: Problem?
    /// The next check stops the script: a command gave what it had finished when it was interrupted.
    private var stopsNext = false
    /// The thread that `stackFloor` belongs to.
    private var stackThread = pthread_t()
    private var stackFloor: UInt = 0

    // MARK: Checks

    @inline(__always)
    mutating func check() throws {
        try Interrupt.check()
        if checksUntilInterrupt >= 0 { try countDown() }
    }

    @inline(never)
    private mutating func countDown() throws {
        if takeStop() { throw Interrupted() }
        if let problem = pending {
            pending = nil
            if checksUntilInterrupt == 0 { checksUntilInterrupt = -1 }
            throw problem
        }
        if checksUntilInterrupt == 0 { throw Interrupted() }
        checksUntilInterrupt -= 1
    }

    mutating func stopAfterThis() {
        stopsNext = true
        if checksUntilInterrupt < 0 { checksUntilInterrupt = 0 }
    }

    mutating func takeStop() -> Bool {
        guard stopsNext else { return false }
        stopsNext = false
        if checksUntilInterrupt == 0 { checksUntilInterrupt = -1 }
        return true
    }

    /// Ends the work at its next check.
    mutating func fail(with problem: Problem) {
        pending = problem
        if checksUntilInterrupt < 0 { checksUntilInterrupt = 0 }
    }

    @inline(__always)
    mutating func enter() throws {
        try check()
        if depth == 0 { findStack() }
        if depth >= depthLimit || DeepStack.address() < stackFloor { throw tooDeep() }
        depth &+= 1
    }

    @inline(__always)
    mutating func leave() { depth &-= 1 }

    @inline(never)
    private mutating func findStack() {
        let thread = pthread_self()
        if thread == stackThread { return }
        stackThread = thread
        stackFloor = DeepStack.floor()
    }

    @inline(never)
    private func tooDeep() -> Problem {
        if depth < depthLimit {
            return Problem("limit.depth", "calls are nested so deep (\(depth)) that the machine's stack is used up")
        }
        return Problem(
            "limit.depth", "calls are nested deeper than \(depthLimit)",
            help: "a function may be calling itself without end; raise the limit with --limit depth=…")
    }

    // MARK: Functions that were replaced while they may run

    /// A call does not count a reference to its function: what takes a global function away during a call puts it here.
    private var retired: [Value] = []

    mutating func retire(_ value: Value?) { if depth > 0, let value { retired.append(value) } }

    mutating func releaseRetired() { if depth == 0, !retired.isEmpty { retired = [] } }
}
