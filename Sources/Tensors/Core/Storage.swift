import Glibc
import Synchronization

/// A block of bytes that one or more tensors look at: taken from the allocator, or a part of a mapped file.
///
/// Written only through `Tensor.withMutable…`, which first makes sure that nobody else looks at it.
public final class Storage: @unchecked Sendable {
    public let base: UnsafeMutableRawPointer
    /// How many bytes may be read from `base`.
    public let byteCount: Int
    /// Keeps a mapped file alive; such storage is never written.
    public let owner: AnyObject?

    /// Takes `byteCount` bytes, 64-byte aligned, not cleared.
    /// - Throws: `limit.memory` before anything is taken, when the budget has not that much left.
    public init(byteCount: Int) throws {
        try MemoryBudget.take(byteCount)
        var pointer: UnsafeMutableRawPointer?
        guard posix_memalign(&pointer, 64, max(byteCount, 64)) == 0, let pointer else {
            MemoryBudget.giveBack(byteCount)
            throw Problem.outOfMemory(byteCount)
        }
        base = pointer
        self.byteCount = byteCount
        owner = nil
    }

    /// Looks at bytes that `owner` keeps alive, without copying them.
    public init(borrowing base: UnsafeRawPointer, byteCount: Int, owner: AnyObject) {
        self.base = UnsafeMutableRawPointer(mutating: base)
        self.byteCount = byteCount
        self.owner = owner
    }

    deinit {
        guard owner == nil else { return }
        free(base)
        MemoryBudget.giveBack(byteCount)
    }
}

/// How many bytes tensors hold, and how many they may. It belongs to the process because memory does.
public enum MemoryBudget {
    private static let used = Atomic<Int>(0)
    private static let most = Atomic<Int>(physicalMemory() / 10 * 9)

    /// Bytes that living tensors hold.
    public static var usedBytes: Int { used.load(ordering: .relaxed) }
    /// Nine tenths of the machine's memory unless set (`--limit memory=`).
    public static var limit: Int {
        get { most.load(ordering: .relaxed) }
        set { most.store(newValue, ordering: .relaxed) }
    }

    /// Prices `byteCount` further bytes. - Throws: `limit.memory`.
    public static func take(_ byteCount: Int) throws {
        let (sum, overflow) = used.load(ordering: .relaxed).addingReportingOverflow(byteCount)
        if overflow || sum > limit { throw Problem.outOfMemory(byteCount) }
        used.add(byteCount, ordering: .relaxed)
    }

    static func giveBack(_ byteCount: Int) { used.subtract(byteCount, ordering: .relaxed) }

    private static func physicalMemory() -> Int {
        Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

extension Problem {
    /// `byteCount` bytes were asked for and the budget has not that much.
    public static func outOfMemory(_ byteCount: Int) -> Problem {
        Problem(
            "limit.memory",
            "\(describeBytes(byteCount)) of memory are needed; the limit is \(describeBytes(MemoryBudget.limit)), \(describeBytes(MemoryBudget.usedBytes)) in use",
            help: "use a smaller size, or raise the limit with --limit memory=…")
    }
}

/// `1536` as "1.5 KiB".
public func describeBytes(_ count: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = Double(count)
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
        value /= 1024
        unit += 1
    }
    if unit == 0 { return "\(count) bytes" }
    let tenths = (value * 10).rounded() / 10
    return "\(tenths == tenths.rounded() && value >= 10 ? "\(Int(tenths))" : "\(tenths)") \(units[unit])"
}
