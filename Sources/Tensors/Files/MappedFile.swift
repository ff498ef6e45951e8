import Glibc

/// A file's bytes, read-only, mapped and not copied. They stay valid as long as the object lives.
///
/// The mapping shows the file as it was opened: a later `writeAside` to the same path puts a new file there and
/// leaves this one alone. A file that another program cuts short while it is mapped is outside what can be checked.
public final class MappedFile: @unchecked Sendable {
    public let path: String
    public let bytes: UnsafeRawBufferPointer

    /// - Parameter allowEmpty: whether a file of 0 bytes is fine.
    /// - Throws: `file.missing`, `file.directory`, `file.not-a-file`, `file.unreadable`, `file.empty`, `file.bad-path`.
    public init(path: String, allowEmpty: Bool = false) throws {
        try checkPath(path)
        // Without O_NONBLOCK a named pipe would wait for a writer for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Problem.cannotRead(path, errno) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw Problem.cannotRead(path, errno) }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Problem.file("directory", path, "is a folder, not a file")
        default: throw Problem.file("not-a-file", path, "is a device or a pipe, not a file")
        }
        let size = Int(facts.st_size)
        self.path = path
        if size == 0 {
            if !allowEmpty { throw Problem.file("empty", path, "is empty (0 bytes)") }
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Problem.cannotRead(path, errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }

    /// The bytes as text. - Throws: `file.not-text` where they are not UTF-8, with the offset of the first that is not.
    public func text() throws -> String {
        try withExtendedLifetime(self) { try decodeUTF8(bytes, name: path) }
    }
}

/// The bytes as text. - Throws: `file.not-text` where they are not UTF-8, with the offset of the first that is not.
public func decodeUTF8(_ bytes: UnsafeRawBufferPointer, name: String) throws -> String {
    let units = bytes.bindMemory(to: UInt8.self)
    if let text = String(validating: units, as: UTF8.self) { return text }
    let offset = firstInvalidUTF8(units)
    throw Problem(
        "file.not-text", "\(name) is not UTF-8 text: byte \(offset) cannot be read",
        help: "save the file as UTF-8")
}

/// The offset of the first byte that does not belong to valid UTF-8.
func firstInvalidUTF8(_ units: UnsafeBufferPointer<UInt8>) -> Int {
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = units.makeIterator()
    var offset = 0
    while true {
        switch decoder.parseScalar(from: &iterator) {
        case .valid(let scalar): offset += scalar.count
        case .error, .emptyInput: return offset
        }
    }
}

/// - Throws: `file.bad-path` for a path that the system would cut at a zero byte, or an empty one.
func checkPath(_ path: String) throws {
    if path.isEmpty { throw Problem("file.bad-path", "the path is empty") }
    if path.utf8.contains(0) { throw Problem("file.bad-path", "the path holds a zero byte") }
}
