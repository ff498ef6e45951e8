import CGuard
import Glibc
import Synchronization

/// What stopped work leaves behind, released on a thread of its own.
///
/// Giving back a list of millions of strings takes a second, and so does returning many gigabytes to the kernel. Who
/// pressed Ctrl-C has no use for waiting for that: the session goes on, and the memory comes back beside it.
public enum Leftovers {
    private struct Heap {
        /// Each is held here and nowhere else.
        var things: [any Sendable] = []
        var isServed = false
    }
    private static let heap = Mutex(Heap())
    /// Handed over and not yet released.
    private static let waiting = Atomic<Int>(0)

    /// Whether memory is still coming back.
    package static var areWaiting: Bool { waiting.load(ordering: .relaxed) > 0 }

    /// Takes what nobody needs any more. - Parameter thing: the caller's last reference to it.
    public static func release<Thing>(_ thing: consuming Thing) {
        let box = Box(thing)
        waiting.add(1, ordering: .relaxed)
        let mustStart = heap.withLock { heap in
            heap.things.append(box)
            defer { heap.isServed = true }
            return !heap.isServed
        }
        if mustStart, !start() { serve() }
    }

    /// Waits until all of it has come back. - Throws: `Interrupted`.
    static func wait() throws {
        while areWaiting {
            if Interrupt.isRequested { throw Interrupted() }
            usleep(1000)
        }
    }

    private final class Box<Thing>: @unchecked Sendable {
        let thing: Thing
        init(_ thing: consuming Thing) { self.thing = thing }
    }

    private static func start() -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        // Lists are released down their nesting, on the stack.
        guard pthread_attr_setstacksize(&attributes, 64 << 20) == 0,
            pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)) == 0
        else { return false }
        var thread = pthread_t()
        return pthread_create(&thread, &attributes, serveLeftovers, nil) == 0
    }

    fileprivate static func serve() {
        limn_lower_priority(limn_thread_number())
        while true {
            // Who handed something over lets go of it first, up the whole stack.
            usleep(20_000)
            var things = heap.withLock { heap in
                defer { heap.things = [] }
                heap.isServed = !heap.things.isEmpty
                return heap.things
            }
            let count = things.count
            if count == 0 { return }
            things.removeAll()
            waiting.subtract(count, ordering: .relaxed)
        }
    }
}

/// What the new thread runs.
private func serveLeftovers(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Leftovers.serve()
    return nil
}

/// An array that `body` fills; where the work is stopped, what there is of it is released elsewhere.
///
/// - Parameter count: how many there will be at least; priced by the caller.
/// - Throws: what `body` throws.
@inline(__always)
public func collected<Element>(
    reserving count: Int = 0, _ body: (inout [Element]) throws -> Void
) throws -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(count)
    do { try body(&elements) } catch {
        Leftovers.release(consume elements)
        throw error
    }
    return elements
}
