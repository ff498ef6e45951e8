import Glibc
import Runtime

/// Entries in a file that several sessions write to at once: a line each, with line ends as `\n`.
///
/// An entry is added at the end under a lock of the file. When the file has grown to twice what is kept, it is written
/// anew beside and renamed; who waited for the lock of the old one then opens the new one.
public struct HistoryFile: Sendable {
    public let path: String
    /// How many entries it keeps; older ones go.
    let most: Int
    /// No entry is longer, and no more than this of a file is read, in bytes.
    static let longest = 1 << 20, largest = 32 << 20

    public init(path: String, keeping most: Int = History.most) {
        self.path = path
        self.most = most
    }

    /// What the file holds, oldest first, each once. Lines that are damaged are passed over; no file gives nothing.
    public func entries() -> [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return History.unique(HistoryFile.read(descriptor).entries, most)
    }

    /// Adds an entry behind what is there. - Throws: `history.unwritable`.
    public func append(_ entry: String) throws {
        var line = Array(HistoryFile.encoded(entry).utf8)
        guard line.count <= HistoryFile.longest else { return }
        line.append(0x0A)
        try HistoryFile.makeFolders(of: path)
        let descriptor = try openLocked()
        defer { close(descriptor) }
        var end: UInt8 = 0x0A
        let length = lseek(descriptor, 0, SEEK_END)
        // A writer that was killed in the middle of its line.
        if length > 0, pread(descriptor, &end, 1, length - 1) == 1, end != 0x0A { line.insert(0x0A, at: 0) }
        guard line.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == line.count else {
            throw Problem.history(path, errno)
        }
        try shorten(descriptor)
    }

    // MARK: The lock

    /// The file that is at `path` once the lock is ours.
    private func openLocked() throws -> Int32 {
        for _ in 0..<100 {
            let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
            guard descriptor >= 0 else { throw Problem.history(path, errno) }
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else {
                    defer { close(descriptor) }
                    throw Problem.history(path, errno)
                }
            }
            var ours = stat()
            var there = stat()
            if fstat(descriptor, &ours) == 0, stat(path, &there) == 0, ours.st_ino == there.st_ino,
                ours.st_dev == there.st_dev
            {
                guard ours.st_mode & S_IFMT == S_IFREG else {
                    close(descriptor)
                    throw Problem.history(path, EINVAL)
                }
                return descriptor
            }
            // Another session has put a shorter one in its place meanwhile.
            close(descriptor)
        }
        throw Problem.history(path, EAGAIN)
    }

    /// Leaves the entries that are kept, once twice as many lines are there. The lock is held.
    private func shorten(_ descriptor: Int32) throws {
        // Counting the lines of a small file is not worth reading it.
        guard lseek(descriptor, 0, SEEK_END) > 4 * off_t(most) else { return }
        let (entries, lines) = HistoryFile.read(descriptor)
        guard lines > 2 * most || lseek(descriptor, 0, SEEK_END) > HistoryFile.largest else { return }
        var kept = History.unique(entries, most)
        var size = 0
        if let place = kept.lastIndex(where: { entry in
            size += entry.utf8.count + 1
            return size > HistoryFile.largest / 2
        }) {
            kept.removeFirst(place + 1)
        }
        let text = kept.map { HistoryFile.encoded($0) + "\n" }.joined()
        let temporary = "\(path).\(getpid()).new"
        let aside = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard aside >= 0 else { throw Problem.history(path, errno) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(aside, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { break }
            bytes = bytes.dropFirst(max(count, 0))
        }
        guard close(aside) == 0, bytes.isEmpty, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw Problem.history(path, code)
        }
    }

    // MARK: Lines

    private static func read(_ descriptor: Int32) -> (entries: [String], lines: Int) {
        var bytes: [UInt8] = []
        let length = lseek(descriptor, 0, SEEK_END)
        var place = max(0, length - off_t(largest))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while place < length {
            let count = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, place) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += chunk[..<count]
            place += off_t(count)
        }
        let lines = bytes.split(separator: 0x0A)
        return (lines.compactMap(decoded), lines.count)
    }

    static func encoded(_ entry: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": line += "\\\\".unicodeScalars
            case "\n": line += "\\n".unicodeScalars
            case "\r": line += "\\r".unicodeScalars
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    /// The entry of a line; nil for what no session has written.
    static func decoded(_ line: some Collection<UInt8>) -> String? {
        guard line.count <= longest, !line.contains(where: { $0 < 0x20 && $0 != 0x09 }) else { return nil }
        guard line.contains(0x5C) else { return String(validating: line, as: UTF8.self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line {
            if isEscaped {
                switch byte {
                case UInt8(ascii: "n"): bytes.append(0x0A)
                case UInt8(ascii: "r"): bytes.append(0x0D)
                case 0x5C: bytes.append(0x5C)
                default: return nil
                }
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        return isEscaped ? nil : String(validating: bytes, as: UTF8.self)
    }

    // MARK: Folders

    /// Only the user may look into them.
    private static func makeFolders(of path: String) throws {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
        let folder = String(path[..<slash])
        if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT else { throw Problem.history(path, errno) }
        try makeFolders(of: folder)
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Problem.history(path, errno) }
    }
}

extension Problem {
    static func history(_ path: String, _ code: Int32) -> Problem {
        Problem("history.unwritable", "the history in \(path) cannot be written: \(String(cString: strerror(code)))")
    }
}
