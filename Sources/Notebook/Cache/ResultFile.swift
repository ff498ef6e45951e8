import Glibc
import Runtime

/// One kept result: a safetensors file whose metadata hold the value's form as JSON and the checksum of everything.
///
/// The checksum is the SHA-256 of the file with zeros in its own place, which is the same in every file, so a file that
/// was cut or changed anywhere is told before a single byte of it is believed.
enum ResultFile {
    struct Content {
        var file: SafetensorsFile
        /// The value's form.
        var form: JSON
        /// Remarks that the command made while it ran.
        var notes: [String]
    }

    enum Failure: Error {
        case missing
        case damaged
        /// The machine or the limits do not allow it now; the file may be fine.
        case unreadable(String)
    }

    private static let opening = Array("{\"__metadata__\":{\"checksum\":\"".utf8)
    private static let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 64)
    private static let place = 8 + opening.count

    /// - Throws: `Failure`.
    static func read(_ path: String) throws(Failure) -> Content {
        let storage = try load(path)
        let bytes = UnsafeRawBufferPointer(start: storage.base, count: storage.byteCount)
        guard bytes.count > place + 64, bytes[8..<place].elementsEqual(opening) else { throw .damaged }
        let hash = ContentHash()
        hash.add(UnsafeRawBufferPointer(rebasing: bytes[..<place]))
        hash.add(zeros)
        hash.add(UnsafeRawBufferPointer(rebasing: bytes[(place + 64)...]))
        guard bytes[place..<place + 64].elementsEqual(hash.finish().utf8) else { throw .damaged }
        do {
            let file = try SafetensorsFile(storage, path: path)
            guard let form = file.metadata["value"], let notes = file.metadata["notes"] else { throw Failure.damaged }
            return Content(
                file: file, form: try JSON.parse(form, name: path),
                notes: try JSON.parse(notes, name: path).array?.compactMap(\.string) ?? [])
        } catch { throw .damaged }
    }

    /// The whole file in memory: a mapping would change, or end the process, with whoever cuts the file.
    private static func load(_ path: String) throws(Failure) -> Storage {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { throw .damaged }
        let size = Int(info.st_size)
        let storage: Storage
        do { storage = try Storage(byteCount: size) } catch {
            throw .unreadable("\((error as? Problem)?.message ?? "")")
        }
        var done = 0
        while done < size {
            let count = Glibc.read(descriptor, storage.base + done, min(size - done, 16 << 20))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .damaged }
            done += count
        }
        return storage
    }

    /// Bytes of the file that `write` would make.
    static func layout(_ parts: [(String, SafetensorsLayout.Part)], form: JSON, notes: [String], command: String)
        throws -> SafetensorsLayout
    {
        try SafetensorsLayout(
            parts,
            metadata: [
                ("checksum", String(decoding: zeros, as: UTF8.self)), ("format", "limn result 1"), ("command", command),
                ("notes", JSON.array(notes.map { .string($0) }).serialized()), ("value", form.serialized()),
            ])
    }

    /// Writes aside and renames, so that another process sees the whole file or none. Not synced to the disk: a file
    /// that a power cut left half is told by its checksum.
    /// - Throws: `cache.write` with the system's reason, `Interrupted`; nothing is left behind.
    static func write(_ layout: SafetensorsLayout, to path: String) throws {
        var header = layout.header
        guard header.count > place + 64, header[8..<place].elementsEqual(opening) else {
            throw Problem("cache.write", "the header is not laid out as expected")
        }
        let hash = ContentHash()
        hash.add(header)
        try layout.withData { try hash.addChecking($0) }
        header.replaceSubrange(place..<place + 64, with: Array(hash.finish().utf8))
        let temporary = "\(path).\(getpid()).\(String(UInt32.random(in: 0 ... .max), radix: 36)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno) }
        do {
            try header.withUnsafeBytes { try send($0, descriptor) }
            try layout.withData { try send($0, descriptor) }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        if close(descriptor) != 0 || rename(temporary, path) != 0 {
            let code = errno
            unlink(temporary)
            throw failure(code)
        }
    }

    private static func send(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) throws {
        var done = 0
        while done < bytes.count, let start = bytes.baseAddress {
            try Interrupt.check()
            let count = Glibc.write(descriptor, start + done, min(bytes.count - done, 16 << 20))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(errno) }
            done += count
        }
    }

    private static func failure(_ code: Int32) -> Problem { Problem("cache.write", String(cString: strerror(code))) }
}
