import CGuard
import Glibc
import Synchronization

/// Calls that cannot be stopped (LAPACK's drivers, the disk's own flushing), made on a thread of their own.
///
/// An interrupt leaves the thread to itself: it goes on at the lowest priority with buffers that only it holds, and ends
/// with its call. So the session goes on at once, and what it computes next does not depend on the call.
package enum Aside {
    private static let left = Atomic<Int>(0)

    /// Calls that were left and have not ended yet. A process that ends while there are some must not run its exit
    /// handlers, which would take the libraries away under them.
    package static var callsLeft: Int { left.load(ordering: .relaxed) }

    /// - Parameters:
    ///   - work: roughly how many operations it takes. What takes some milliseconds is done here and now.
    ///   - body: holds all that it reads and writes.
    /// - Throws: as `Interrupt.check`.
    package static func run<Result>(work: Double, _ body: @escaping () -> Result) throws -> Result {
        try Interrupt.check()
        guard work > 1e8 else { return body() }
        let call = Call(body)
        guard let thread = start(call) else { return body() }
        while limn_join(UInt(thread), 5_000_000) == 0 {
            do { try Interrupt.check() } catch {
                left.add(1, ordering: .relaxed)
                call.isLeft.store(true, ordering: .sequentiallyConsistent)
                if call.hasEnded.load(ordering: .sequentiallyConsistent), call.settle() {
                    left.subtract(1, ordering: .relaxed)
                }
                limn_lower_priority(call.number.load(ordering: .relaxed))
                pthread_detach(thread)
                throw error
            }
        }
        guard let result = call.result else { return body() }
        return result
    }

    private class AnyCall: @unchecked Sendable {
        /// The kernel's number of the thread.
        let number = Atomic<Int32>(0)
        let isLeft = Atomic<Bool>(false)
        let hasEnded = Atomic<Bool>(false)
        private let isSettled = Atomic<Bool>(false)

        func perform() {}

        /// True for the first of the two sides that asks.
        func settle() -> Bool {
            isSettled.compareExchange(expected: false, desired: true, ordering: .sequentiallyConsistent).exchanged
        }
    }

    private final class Call<Result>: AnyCall, @unchecked Sendable {
        private var body: (() -> Result)?
        var result: Result?

        init(_ body: @escaping () -> Result) { self.body = body }

        override func perform() {
            number.store(limn_thread_number(), ordering: .relaxed)
            result = body?()
            body = nil
            hasEnded.store(true, ordering: .sequentiallyConsistent)
            if isLeft.load(ordering: .sequentiallyConsistent), settle() { left.subtract(1, ordering: .relaxed) }
        }
    }

    private static func start(_ call: AnyCall) -> pthread_t? {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, 64 << 20) == 0 else { return nil }
        let pointer = Unmanaged.passRetained(call).toOpaque()
        var thread = pthread_t()
        let status = pthread_create(&thread, &attributes, performCall, pointer)
        if status == 0 { return thread }
        Unmanaged<AnyCall>.fromOpaque(pointer).release()
        return nil
    }

    fileprivate static func perform(_ pointer: UnsafeMutableRawPointer) {
        Unmanaged<AnyCall>.fromOpaque(pointer).takeRetainedValue().perform()
    }
}

/// What the new thread runs.
private func performCall(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { Aside.perform(pointer) }
    return nil
}
