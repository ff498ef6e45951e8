import Glibc

/// A block of bytes that one or more tensors look at: taken from the allocator, or a part of a mapped file.
///
/// Written only through `Tensor.withMutable…`, which first makes sure that nobody else looks at it.
public final class Storage: @unchecked Sendable {
    public let base: UnsafeMutableRawPointer
    /// How many bytes may be read from `base`.
    public let byteCount: Int
    /// Keeps a mapped file alive; such storage is never written.
    public let owner: AnyObject?
    /// Where the numbers came from, as long as nobody changed them; looks at a part of the storage share it.
    public var origin: AnyObject?
    /// What the allocator gave; `base` is the first place in it that is aligned.
    private let allocation: UnsafeMutableRawPointer?

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
        allocation = pointer
        self.byteCount = byteCount
        owner = nil
    }

    /// Takes `byteCount` bytes, 64-byte aligned and zero. Pages that nobody writes cost no time.
    /// - Throws: as `init(byteCount:)`.
    public init(zeroed byteCount: Int) throws {
        try MemoryBudget.take(byteCount)
        guard let pointer = calloc(byteCount + 64, 1) else {
            MemoryBudget.giveBack(byteCount)
            throw Problem.outOfMemory(byteCount)
        }
        base = pointer.alignedUp(toMultipleOf: 64)
        allocation = pointer
        self.byteCount = byteCount
        owner = nil
    }

    /// Looks at bytes that `owner` keeps alive, without copying them.
    public init(borrowing base: UnsafeRawPointer, byteCount: Int, owner: AnyObject) {
        self.base = UnsafeMutableRawPointer(mutating: base)
        self.byteCount = byteCount
        self.owner = owner
        allocation = nil
    }

    deinit {
        guard owner == nil else { return }
        free(allocation)
        MemoryBudget.giveBack(byteCount)
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
