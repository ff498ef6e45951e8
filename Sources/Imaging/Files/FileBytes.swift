import Glibc
import Tensors

/// The bytes of a regular file.
/// - Throws: `file.missing`, `file.unreadable`, `image.too-large` past 1 GiB, `limit.root`, `limit.memory`,
///   `Interrupted`.
func readBytes(path: String) throws -> [UInt8] {
    let descriptor = try Confinement.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        let code = errno
        if code == ENOENT {
            throw Problem.missingFile(path)
        }
        throw unreadable(path, String(cString: strerror(code)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable(path, "it is not a regular file") }
    guard status.st_size <= 1 << 30 else {
        throw Problem(
            "image.too-large", "\"\(path)\" has \(describeBytes(Int(status.st_size))); an image file may have 1 GiB")
    }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    try MemoryBudget.allow(size)
    let bytes = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = 0
        while count < size, let base = buffer.baseAddress {
            try Interrupt.check()
            let got = read(descriptor, base + count, min(size - count, 4 << 20))
            if got < 0, errno == EINTR { continue }
            if got < 0 { failure = errno }
            if got <= 0 { break }
            count += got
        }
    }
    if failure != 0 { throw unreadable(path, String(cString: strerror(failure))) }
    return bytes
}

private func unreadable(_ path: String, _ why: String) -> Problem {
    Problem("file.unreadable", "\"\(path)\" cannot be read: \(why)")
}
