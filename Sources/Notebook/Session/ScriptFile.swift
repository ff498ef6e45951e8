import Glibc
import Language
import Runtime

/// Reads the text of a script. Whatever is wrong with the file is one `Problem`.
public enum ScriptFile {
    /// Longer than any script; a model given as a script ends here instead of in memory.
    static let largest = 64 << 20

    /// - Throws: `file.missing`, `file.directory`, `file.unreadable`, `script.too-long`, `file.encoding`.
    public static func read(_ path: String) throws -> Source {
        // Without O_NONBLOCK a named pipe would wait for a writer where no interrupt is heard.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Problem.unreadable(path, errno) }
        defer { close(descriptor) }
        return try Source(name: path, text: text(of: readAll(descriptor, named: path), named: path))
    }

    /// The text on a descriptor that is open, such as a pipe. - Throws: as `read(_:)`.
    public static func read(descriptor: Int32, name: String) throws -> Source {
        try Source(name: name, text: text(of: readAll(descriptor, named: name), named: name))
    }

    private static func readAll(_ descriptor: Int32, named name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            try wait(for: descriptor)
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR || errno == EAGAIN { continue }
                throw Problem.unreadable(name, errno)
            }
            bytes += chunk[..<count]
            guard bytes.count <= largest else {
                throw Problem("script.too-long", "\(name) is longer than any script: over \(largest >> 20) MiB")
            }
        }
    }

    /// Until there is something to read: a pipe may never have it. - Throws: `Interrupted`, `limit.time`.
    private static func wait(for descriptor: Int32) throws {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            Watch.look()
            try Interrupt.check()
        } while poll(&ready, 1, Int32(Watch.interval / 1_000_000)) <= 0
    }

    private static func text(of bytes: [UInt8], named name: String) throws -> String {
        // A byte-order mark that an editor left is no part of the text.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = 1 + bytes.prefix(validPrefix(bytes)).count { $0 == 0x0A }
            throw Problem(
                "file.encoding", "\(name) is not UTF-8 text: line \(line) holds bytes that are no character",
                help: "save the file as UTF-8")
        }
        return text
    }

    /// How many bytes from the start are whole characters.
    private static func validPrefix(_ bytes: ArraySlice<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }
}

extension Problem {
    /// A script that cannot be read; `code` is the system's error number.
    static func unreadable(_ path: String, _ code: Int32) -> Problem {
        switch code {
        case ENOENT, ENOTDIR: Problem.missingFile(path)
        case EISDIR: Problem("file.directory", "\(path) is a folder, not a script")
        default: Problem("file.unreadable", "\(path) cannot be read: \(String(cString: strerror(code)))")
        }
    }
}
