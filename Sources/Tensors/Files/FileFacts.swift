import Glibc

/// What the system says of a file without reading it: who writes to it changes some of this.
public struct FileFacts: Sendable, Equatable {
    public let size: Int
    public let inode: UInt64
    public let device: UInt64
    /// Nanoseconds since 1970, in what fits of them, of the last change of the content, and of anything.
    public let modified: Int
    public let changed: Int

    /// Nil where there is no file.
    public init?(_ path: String) {
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
        size = Int(info.st_size)
        inode = UInt64(info.st_ino)
        device = UInt64(info.st_dev)
        modified = info.st_mtim.tv_sec &* 1_000_000_000 &+ info.st_mtim.tv_nsec
        changed = info.st_ctim.tv_sec &* 1_000_000_000 &+ info.st_ctim.tv_nsec
    }

    /// One line, for keeping.
    public var line: String { "\(size) \(inode) \(device) \(modified) \(changed)" }

    /// The file was written so lately that another write could leave all of this as it is: clocks of file systems
    /// are coarse.
    public var isFresh: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return now.tv_sec &* 1_000_000_000 &+ now.tv_nsec &- max(modified, changed) < 2_000_000_000
    }
}
