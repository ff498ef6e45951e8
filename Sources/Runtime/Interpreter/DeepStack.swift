import Glibc
import Tensors

/// Stacks large enough for deep recursion in scripts. The memory is reserved and only taken as it is used.
public enum DeepStack {
    private static let sizes = [1 << 30, 256 << 20, 64 << 20]
    /// Left free below the deepest call for what commands need.
    private static let margin = 2 << 20

    /// Runs `body` on a thread with a stack of a gigabyte and waits for it; on this thread where that is already one.
    public static func run<Result>(_ body: () throws -> Result) throws -> Result { try run(sizes: sizes, body) }

    /// The same with a stack of the first of these sizes that the system gives.
    package static func run<Result>(sizes: [Int], _ body: () throws -> Result) throws -> Result {
        if isDeep { return try body() }
        return try withoutActuallyEscaping(body) { body in
            let work = Work(body)
            guard sizes.contains(where: { start(work, stackSize: $0) }) else { return try body() }
            guard let outcome = work.outcome else { return try body() }
            return try outcome.get()
        }
    }

    /// This thread is one of those.
    static var isDeep: Bool { pthread_getspecific(key) != nil }

    /// The address that the stack of this thread must not grow below.
    ///
    /// Nobody tells how much a thread of somebody else's has left; every thread has this much when it starts.
    static func floor() -> UInt {
        if let floor = pthread_getspecific(key) { return UInt(bitPattern: floor) }
        return address() - 256 << 10
    }

    @inline(__always)
    static func address() -> UInt {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    }

    /// Holds the floor of a thread that was started here.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    private final class Work<Outcome>: AnyWork, @unchecked Sendable {
        let body: () throws -> Outcome
        var outcome: Result<Outcome, any Error>?

        init(_ body: @escaping () throws -> Outcome) { self.body = body }

        override func perform() { outcome = Result(catching: body) }
    }

    fileprivate class AnyWork: @unchecked Sendable {
        var stackSize = 0

        func perform() {}

        final func performDeep() {
            pthread_setspecific(key, UnsafeRawPointer(bitPattern: address() - UInt(stackSize - margin)))
            perform()
        }
    }

    /// Starts a thread for the work and waits for its end; false where no thread could be had.
    private static func start(_ work: AnyWork, stackSize: Int) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, stackSize) == 0 else { return false }
        work.stackSize = stackSize
        let pointer = Unmanaged.passRetained(work).toOpaque()
        var thread = pthread_t()
        guard pthread_create(&thread, &attributes, performWork, pointer) == 0 else {
            Unmanaged<AnyWork>.fromOpaque(pointer).release()
            return false
        }
        // Who waits has time to look after limits.
        Watch.join(thread)
        return true
    }
}

/// What the new thread runs.
private func performWork(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { Unmanaged<DeepStack.AnyWork>.fromOpaque(pointer).takeRetainedValue().performDeep() }
    return nil
}

/// Runs `body` where recursion may go deep. - Throws: what `body` throws.
public func runOnDeepStack<Result>(_ body: () throws -> Result) throws -> Result { try DeepStack.run(body) }
