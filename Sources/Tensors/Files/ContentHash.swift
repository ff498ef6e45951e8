import CCrypto
import Glibc

/// SHA-256 of bytes that come piece by piece (OpenSSL's libcrypto).
public final class ContentHash {
    private let context = limn_sha256_begin()
    private var isEnded = false
    private static let piece = 16 << 20

    public init() {}

    deinit {
        var digest = [UInt8](repeating: 0, count: 32)
        if !isEnded { limn_sha256_end(context, &digest) }
    }

    public func add(_ bytes: UnsafeRawBufferPointer) {
        if let start = bytes.baseAddress, !bytes.isEmpty { limn_sha256_add(context, start, bytes.count) }
    }

    /// As `add(_:)`, in pieces between which Ctrl-C is heard. - Throws: `Interrupted`.
    public func addChecking(_ bytes: UnsafeRawBufferPointer) throws {
        var start = 0
        while start < bytes.count {
            try Interrupt.check()
            let end = min(start + ContentHash.piece, bytes.count)
            add(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            start = end
        }
    }

    public func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

    public func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Eight bytes.
    public func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { add($0) } }

    /// The 64 hexadecimal digits; nothing can be added afterwards.
    public func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        if !isEnded { limn_sha256_end(context, &digest) }
        isEnded = true
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The digits of a text.
    public static func of(_ text: String) -> String {
        let hash = ContentHash()
        hash.add(text)
        return hash.finish()
    }

    /// The digits of a file's bytes. - Throws: what `MappedFile` throws; `Interrupted`.
    public static func ofFile(_ path: String) throws -> String {
        let file = try MappedFile(path: path, allowEmpty: true)
        let hash = ContentHash()
        try withExtendedLifetime(file) { try hash.addChecking(file.bytes) }
        return hash.finish()
    }
}
