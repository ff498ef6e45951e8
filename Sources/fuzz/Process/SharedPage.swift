import Glibc
import Synchronization

/// Memory that a worker and its supervisor both see: which input runs, and its bytes. What the worker wrote last is
/// there however it ended.
final class SharedPage {
    static let capacity = 1 << 20
    private static let header = 32
    private let base: UnsafeMutableRawPointer

    /// - Returns: nil where the file cannot be made or mapped.
    init?(path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let size = SharedPage.capacity + SharedPage.header
        guard ftruncate(file, off_t(size)) == 0,
            let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
        else { return nil }
        base = memory
    }

    deinit { munmap(base, SharedPage.capacity + SharedPage.header) }

    private var words: UnsafeMutablePointer<UInt64> { base.assumingMemoryBound(to: UInt64.self) }

    /// One more than the index of the input that runs or ran last; 0 before the first.
    var begun: UInt64 { words[0] }
    /// Inputs that are through.
    var done: UInt64 { words[1] }
    /// The input that runs or ran last.
    var input: [UInt8] {
        let count = min(Int(words[2]), SharedPage.capacity)
        return Array(UnsafeRawBufferPointer(start: base + SharedPage.header, count: count))
    }

    func begin(_ index: UInt64, _ input: [UInt8]) {
        let count = min(input.count, SharedPage.capacity)
        let content = UnsafeMutableRawBufferPointer(start: base + SharedPage.header, count: SharedPage.capacity)
        content.copyBytes(from: input.prefix(count))
        words[2] = UInt64(count)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        words[0] = index + 1
    }

    func end(_ index: UInt64) { words[1] = index + 1 }
}
