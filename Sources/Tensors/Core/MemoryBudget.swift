import CGuard
import Glibc
import Synchronization

/// How much memory work may take, asked before it is taken. It belongs to the process because memory does.
///
/// Tensors count their own bytes. For lists, strings and whatever else grows, the memory that the process holds is read
/// from the kernel whenever a further part of the limit was asked for, and every few milliseconds by `Watch`.
public enum MemoryBudget {
    private static let used = Atomic<Int>(0)
    private static let most = Atomic<Int>(Machine.usualLimit)
    /// What the process held before any work, which does not count.
    private static let baseline = Atomic<Int>(0)
    private static let sinceLook = Atomic<Int>(0)
    private static let step = Atomic<Int>(32 << 20)

    /// Bytes that living tensors hold.
    public static var usedBytes: Int { used.load(ordering: .relaxed) }

    /// Bytes of all kinds that work holds; libraries' own buffers are among them.
    public static var heldBytes: Int {
        max(usedBytes, Machine.heldBytes() - baseline.load(ordering: .relaxed))
    }

    /// Nine tenths of what the machine has to give unless set (`--limit memory=`).
    public static var limit: Int {
        get { most.load(ordering: .relaxed) }
        set {
            most.store(newValue, ordering: .relaxed)
            step.store(min(32 << 20, max(newValue / 16, 1 << 16)), ordering: .relaxed)
        }
    }

    /// `1536` as "1.5 KiB".
    public static func describe(_ byteCount: Int) -> String { describeBytes(byteCount) }

    /// From now on only what is taken beyond what the process holds already counts.
    public static func beginCounting() { baseline.store(Machine.heldBytes() - usedBytes, ordering: .relaxed) }

    /// Takes `byteCount` further bytes for a tensor. - Throws: `limit.memory`.
    public static func take(_ byteCount: Int) throws {
        let (sum, overflow) = used.load(ordering: .relaxed).addingReportingOverflow(byteCount)
        if overflow || sum > limit { throw Problem.outOfMemory(byteCount) }
        try allow(byteCount)
        used.add(byteCount, ordering: .relaxed)
    }

    static func giveBack(_ byteCount: Int) { used.subtract(byteCount, ordering: .relaxed) }

    /// Asks for `byteCount` further bytes that no tensor holds. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(_ byteCount: Int) throws {
        let step = step.load(ordering: .relaxed)
        if byteCount > step || sinceLook.wrappingAdd(byteCount, ordering: .relaxed).newValue > step {
            try look(byteCount)
        }
    }

    /// Asks for `count` items of `size` bytes each. - Throws: `limit.memory`.
    @inline(__always)
    public static func allow(_ count: Int, of size: Int) throws {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        if overflow { throw Problem.outOfMemory(Int.max) }
        try allow(bytes)
    }

    private static func look(_ byteCount: Int) throws {
        sinceLook.store(0, ordering: .relaxed)
        if fits(byteCount) { return }
        try Leftovers.wait()
        // What was freed and not yet given back to the system is no reason to refuse.
        limn_trim()
        if !fits(byteCount) { throw Problem.outOfMemory(byteCount) }
    }

    private static func fits(_ byteCount: Int) -> Bool { byteCount <= limit && heldBytes <= limit - byteCount }

    // MARK: From outside

    /// Whether the limit was passed by something that was not priced.
    static func isOver() -> Bool { !fits(0) }

    /// So far past the limit that waiting for the work to notice would end in the kernel's hands.
    static func farOver() -> Problem? {
        heldBytes > limit + limit / 4 + 64 << 20 ? Problem.outOfMemory(0) : nil
    }

    /// `Watch` saw the limit passed. - Throws: `limit.memory` where that is still so.
    static func lookAgain() throws {
        if fits(0) { return }
        try Leftovers.wait()
        limn_trim()
        if !fits(0) { throw Problem.outOfMemory(0) }
    }
}

/// What the kernel says of the machine's memory.
enum Machine {
    /// Nine tenths of the least of what the machine has, what its control group may take, and what is free at the start.
    static let usualLimit: Int = {
        let whole = Int(sysconf(Int32(_SC_PHYS_PAGES))) * pageSize
        let group =
            ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
            .compactMap { number(in: $0) }.min() ?? .max
        let free = available().map { $0 + heldBytes() } ?? .max
        return min(whole, group, free) / 10 * 9
    }()

    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// Bytes of the process that belong to no file; 0 where the kernel does not say.
    static func heldBytes() -> Int {
        text(of: "/proc/self/statm") { bytes in
            var fields = [0, 0, 0]
            var place = 0
            for byte in bytes {
                if byte == 0x20 {
                    place += 1
                    if place == 3 { break }
                } else if (0x30...0x39).contains(byte) {
                    fields[place] = fields[place] &* 10 &+ Int(byte - 0x30)
                }
            }
            return max(0, fields[1] - fields[2]) * pageSize
        } ?? 0
    }

    /// What can be had without pushing anything out; nil where the kernel does not say.
    private static func available() -> Int? {
        text(of: "/proc/meminfo") { bytes -> Int? in
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            guard let line = lines.first(where: { $0.hasPrefix("MemAvailable:") }) else { return nil }
            return Int(line.filter { $0.isNumber }).map { $0 << 10 }
        } ?? nil
    }

    private static func number(in path: String) -> Int? {
        text(of: path) { Int(String(decoding: $0.prefix { $0 > 0x20 }, as: UTF8.self)) } ?? nil
    }

    /// Reads a small file of the kernel's into a buffer on the stack.
    private static func text<Result>(of path: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
            let count = read(file, buffer.baseAddress, buffer.count)
            return count > 0 ? body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) : nil
        }
    }
}

extension Problem {
    /// `byteCount` bytes were asked for and the budget has not that much.
    public static func outOfMemory(_ byteCount: Int) -> Problem {
        let (limit, held) = (describeBytes(MemoryBudget.limit), describeBytes(MemoryBudget.heldBytes))
        return Problem(
            "limit.memory",
            byteCount == 0
                ? "\(held) of memory are in use; the limit is \(limit)"
                : "\(byteCount == .max ? "more bytes than can be counted" : describeBytes(byteCount)) of memory are needed; the limit is \(limit), \(held) in use",
            help: "use a smaller size, or raise the limit with --limit memory=…")
    }
}
