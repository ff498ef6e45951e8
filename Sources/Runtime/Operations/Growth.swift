import Glibc
import Synchronization
import Tensors

/// Prices lists and strings before they grow, so that a script meets the memory limit and not the kernel's.
///
/// Tensors count their own bytes. Lists and strings are looked at as a whole: whenever 32 MiB more were asked for,
/// the memory that the process holds is read from the kernel and compared with the limit.
public enum Growth {
    private static let sinceLook = Atomic<Int>(0)
    private static let step = 32 << 20

    /// Asks for `bytes` more. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(bytes: Int) throws {
        if bytes > step || sinceLook.wrappingAdd(bytes, ordering: .relaxed).newValue > step { try look(bytes) }
    }

    /// Asks for a list of `items` values.
    @inline(__always)
    public static func allow(items: Int) throws {
        let (bytes, overflow) = items.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
        if overflow { throw Problem.outOfMemory(Int.max) }
        try allow(bytes: bytes)
    }

    private static func look(_ bytes: Int) throws {
        sinceLook.store(0, ordering: .relaxed)
        if bytes > MemoryBudget.limit || heldBytes() > MemoryBudget.limit - bytes {
            throw Problem(
                "limit.memory",
                "lists and strings need \(describeBytes(bytes)) more; the limit is \(describeBytes(MemoryBudget.limit)), \(describeBytes(heldBytes())) in use",
                help: "use a smaller size, or raise the limit with --limit memory=…")
        }
    }

    /// Bytes of the process that belong to no file; 0 where the kernel does not say.
    private static func heldBytes() -> Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return MemoryBudget.usedBytes }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return MemoryBudget.usedBytes }
        let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
        guard words.count > 2, let resident = Int(words[1]), let shared = Int(words[2]) else {
            return MemoryBudget.usedBytes
        }
        return (resident - shared) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Deepest nesting of lists and records. Releasing and printing go down the nesting on the stack.
    static let deepest = 1000

    /// Asks to put `value` into a list or a record. Looks down along the ends of each list, where nesting is built.
    /// - Throws: `limit.nesting`.
    @inline(__always)
    static func allow(nesting value: Value) throws {
        switch value {
        case .list, .record: try probe(value)
        default: return
        }
    }

    private static func probe(_ value: Value) throws {
        var current = value
        for _ in 0..<deepest {
            guard let inner = container(in: current) else { return }
            current = inner
        }
        throw Problem("limit.nesting", "lists and records are nested deeper than \(deepest)")
    }

    private static func container(in value: Value) -> Value? {
        func isContainer(_ value: Value) -> Bool {
            switch value {
            case .list, .record: true
            default: false
            }
        }
        switch value {
        case .list(let items):
            if let last = items.last, isContainer(last) { return last }
            return items.prefix(3).first(where: isContainer)
        case .record(let record):
            return record.fields.values.prefix(8).first(where: isContainer)
                ?? record.fields.values.last.flatMap {
                    isContainer($0) ? $0 : nil
                }
        default: return nil
        }
    }
}
