import CGuard
import Glibc
import Synchronization

/// A file's bytes, read-only, mapped and not copied. They stay valid as long as the object lives.
///
/// The mapping shows the file as it was opened: a later `writeAside` to the same path puts a new file there and
/// leaves this one alone. Where another program cuts the file short while it is mapped, the bytes that are gone read as
/// zeros and the next `Interrupt.check` throws `file.cut-short`.
public final class MappedFile: @unchecked Sendable {
    public let path: String
    public let bytes: UnsafeRawBufferPointer
    /// The number under which the mapping is watched; -1 where there is none.
    private let guardNumber: Int32
    private static let watched = Mutex<[Int32: String]>([:])

    /// - Parameter allowEmpty: whether a file of 0 bytes is fine.
    /// - Throws: `file.missing`, `file.directory`, `file.not-a-file`, `file.unreadable`, `file.empty`, `file.bad-path`,
    ///   `limit.root`.
    public init(path: String, allowEmpty: Bool = false) throws {
        try checkPath(path)
        // Without O_NONBLOCK a named pipe would wait for a writer for ever.
        let descriptor = try Confinement.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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
            guardNumber = -1
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Problem.cannotRead(path, errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        let number = limn_guard_watch(start, size) { Interrupt.raise(Interrupt.loss) }
        MappedFile.watched.withLock { $0[number] = path }
        guardNumber = number
    }

    deinit {
        guard let start = bytes.baseAddress else { return }
        limn_guard_forget(guardNumber)
        munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }

    /// Tells of one file that lost bytes; the others keep the flag up.
    static func reportLoss() throws {
        Interrupt.lower(Interrupt.loss)
        let number = limn_guard_take_loss()
        guard number >= 0 else { return }
        Interrupt.raise(Interrupt.loss)
        let path = watched.withLock { $0[number] } ?? "a file"
        throw Problem(
            "file.cut-short", "\(path) was cut short by another program while it was in use",
            help: "nothing that was computed from it since can be relied on; read it again once it is whole")
    }

    /// A copy of the bytes. - Throws: `limit.memory`, `file.cut-short`; as `Interrupt.check`.
    public func copied() throws -> [UInt8] {
        try withExtendedLifetime(self) {
            let copy = try bytes.bindMemory(to: UInt8.self).array()
            try Interrupt.check()
            return copy
        }
    }

    /// The bytes as text. - Throws: `file.not-text` where they are not UTF-8, with the offset of the first that is not.
    public func text() throws -> String {
        try withExtendedLifetime(self) { try decodeUTF8(bytes, name: path) }
    }
}

/// The bytes as text. - Throws: `file.not-text` where they are not UTF-8, with the offset of the first that is not.
public func decodeUTF8(_ bytes: UnsafeRawBufferPointer, name: String) throws -> String {
    let units = bytes.bindMemory(to: UInt8.self)
    try MemoryBudget.allow(units.count)
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
