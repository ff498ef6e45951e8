import Glibc

/// Where the bytes of a file being written go.
public struct FileSink {
    fileprivate let descriptor: Int32
    fileprivate let path: String
    private static let piece = 16 << 20

    /// - Throws: `file.disk-full`, `file.unwritable`, `Interrupted`.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            try Interrupt.check()
            guard let start = bytes.baseAddress else { return }
            let count = Glibc.write(descriptor, start + done, min(bytes.count - done, FileSink.piece))
            if count < 0 {
                if errno == EINTR { continue }
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
/// - Throws: `file.disk-full`, `file.unwritable`, `file.directory`, `file.bad-path`; the old file is then untouched.
public func writeAside(_ path: String, _ bytes: [UInt8]) throws {
    try writeAside(path) { try $0.write(bytes) }
}

/// As `writeAside(_:_:)`, for what is made piece by piece.
public func writeAside(_ path: String, _ body: (FileSink) throws -> Void) throws {
    try checkPath(path)
    let target = resolvingLink(path)
    var facts = stat()
    var mode: mode_t?
    if stat(target, &facts) == 0 {
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: throw Problem.file("directory", path, "is a folder; a file cannot take its place")
        case S_IFREG: mode = facts.st_mode & 0o7777
        default: return try writeDirectly(path, body)
        }
        if access(target, W_OK) != 0 { throw Problem.cannotWrite(path, errno) }
    } else if errno != ENOENT {
        throw Problem.cannotWrite(path, errno)
    }
    let (descriptor, temporary) = try openBeside(target, path)
    do {
        try body(FileSink(descriptor: descriptor, path: path))
        if let mode { _ = fchmod(descriptor, mode) }
        if fsync(descriptor) != 0 { throw Problem.cannotWrite(path, errno) }
    } catch {
        close(descriptor)
        unlink(temporary)
        throw error
    }
    // A network file system may report a full disk only here.
    if close(descriptor) != 0 || rename(temporary, target) != 0 {
        let code = errno
        unlink(temporary)
        throw Problem.cannotWrite(path, code)
    }
}

private func writeDirectly(_ path: String, _ body: (FileSink) throws -> Void) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem.cannotWrite(path, errno) }
    defer { close(descriptor) }
    try body(FileSink(descriptor: descriptor, path: path))
}

/// A new file beside `target`, made with the user's own mask (`mkstemp` would hide it from the group).
private func openBeside(_ target: String, _ path: String) throws -> (Int32, String) {
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? ""
    for _ in 0..<16 {
        let temporary = "\(folder).limn-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor >= 0 { return (descriptor, temporary) }
        if errno != EEXIST { throw Problem.cannotWrite(path, errno) }
    }
    throw Problem.cannotWrite(path, EEXIST)
}

/// The file that a symbolic link leads to, or the path itself.
private func resolvingLink(_ path: String) -> String {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else { return path }
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
}
