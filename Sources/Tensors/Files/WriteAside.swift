import Glibc

/// Where the bytes of a file being written go.
public struct FileSink {
    fileprivate let descriptor: Int32
    fileprivate let path: String
    private static let piece = 4 << 20

    /// - Throws: `file.disk-full`, `file.unwritable`, `limit.output`, `Interrupted`.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try Confinement.current?.takeOutput(bytes.count)
        var done = 0
        while done < bytes.count {
            try Interrupt.check()
            guard let start = bytes.baseAddress else { return }
            let piece = min(bytes.count - done, FileSink.piece)
            let count = Glibc.write(descriptor, start + done, piece)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, 20)
                    Watch.look()
                    continue
                }
                throw Problem.cannotWrite(path, errno)
            }
            done += count
        }
    }

    public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
    public func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// Writes a whole file or nothing: to a temporary file in the same folder, synced, then renamed over `path`.
/// An existing file keeps its permissions; a symbolic link keeps pointing. A device or a pipe is written directly.
/// - Throws: `file.disk-full`, `file.unwritable`, `file.directory`, `file.bad-path`, `limit.root`, `limit.output`; the
///   old file is then untouched.
public func writeAside(_ path: String, _ bytes: [UInt8]) throws {
    try writeAside(path) { try $0.write(bytes) }
}

/// As `writeAside(_:_:)`, for what is made piece by piece.
public func writeAside(_ path: String, _ body: (FileSink) throws -> Void) throws {
    try checkPath(path)
    let confined = Confinement.current?.root != nil
    let target = confined ? path : resolvingLink(path)
    let place = try ConfinedPlace(target, for: .write)
    var facts = stat()
    var mode: mode_t?
    if place.facts(&facts) == 0 {
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: throw Problem.file("directory", path, "is a folder; a file cannot take its place")
        case S_IFREG: mode = facts.st_mode & 0o7777
        default:
            if confined { throw Problem.file("not-a-file", path, "is a device or a pipe, not a file") }
            return try writeDirectly(path, body)
        }
        if !place.isWritable() { throw Problem.cannotWrite(path, errno) }
    } else if errno != ENOENT {
        throw Problem.cannotWrite(path, errno)
    }
    let (descriptor, temporary) = try openBeside(place, path)
    do {
        try body(FileSink(descriptor: descriptor, path: path))
        if let mode { _ = fchmod(descriptor, mode) }
        try flush(descriptor, path)
    } catch {
        close(descriptor)
        place.remove(temporary)
        throw error
    }
    // A network file system may report a full disk only here.
    if close(descriptor) != 0 || place.rename(from: temporary) != 0 {
        let code = errno
        place.remove(temporary)
        throw Problem.cannotWrite(path, code)
    }
}

/// Onto the disk, which may take long: an interrupt leaves it to itself.
private func flush(_ descriptor: Int32, _ path: String) throws {
    var facts = stat()
    let size = fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard own >= 0 else { throw Problem.cannotWrite(path, errno) }
    let code: Int32 = try Aside.run(work: Double(size) * 64) {
        defer { close(own) }
        return fsync(own) == 0 ? 0 : errno
    }
    if code != 0 { throw Problem.cannotWrite(path, code) }
}

/// A pipe whose reader has gone to sleep must not hold the script: it is opened and written without waiting.
private func writeDirectly(_ path: String, _ body: (FileSink) throws -> Void) throws {
    var descriptor: Int32 = -1
    while descriptor < 0 {
        try Interrupt.check()
        descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor >= 0 { break }
        // Nobody has the pipe open for reading yet.
        guard errno == ENXIO || errno == EINTR else { throw Problem.cannotWrite(path, errno) }
        poll(nil, 0, 20)
        Watch.look()
    }
    defer { close(descriptor) }
    try body(FileSink(descriptor: descriptor, path: path))
}

/// A new file beside `place`, made with the user's own mask (`mkstemp` would hide it from the group).
private func openBeside(_ place: borrowing ConfinedPlace, _ path: String) throws -> (Int32, String) {
    let slash = place.name.lastIndex(of: "/")
    let folder = slash.map { String(place.name[...$0]) } ?? ""
    for _ in 0..<16 {
        let temporary = "\(folder).limn-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let descriptor = place.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
        if descriptor >= 0 { return (descriptor, temporary) }
        if errno != EEXIST { throw Problem.cannotWrite(path, errno) }
    }
    throw Problem.cannotWrite(path, EEXIST)
}

/// The file that a symbolic link leads to, or the path itself.
private func resolvingLink(_ path: String) -> String {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else { return path }
    return realPath(path) ?? path
}
