/// What a string value holds. A text that is built piece by piece takes the pieces as bytes, which is what makes
/// `text += piece` cheap, and puts them together when somebody reads it.
///
/// Belongs to one thread at a time, as every value that an interpreter holds.
public final class Text: @unchecked Sendable {
    /// What was put together. Nobody else looks at it while `tail` is read.
    @exclusivity(unchecked) private var head: String
    /// UTF-8 that follows `head`; whole pieces, so that no scalar is cut.
    @exclusivity(unchecked) private var tail: UnsafeMutablePointer<UInt8>?
    @exclusivity(unchecked) private var tailCount = 0

    /// Room for what was not put together yet; small, so that it costs nothing to speak of next to the text.
    private static let room = 4096

    @inline(__always)
    public init(_ string: String) { head = string }

    deinit { tail?.deallocate() }

    @inline(__always)
    public var string: String {
        if tailCount > 0 { settle() }
        return head
    }

    /// Bytes of UTF-8, without putting anything together.
    var utf8Count: Int { head.utf8.count + tailCount }

    /// Adds a piece at the end. For who holds the only reference to the text; prices what it keeps.
    /// - Throws: `limit.memory`, before anything is added.
    func append(_ more: Text) throws {
        if more.tailCount > 0 { more.settle() }
        if tailCount == 0 { try Growth.allow(bytes: Text.room) }
        let added: Bool? = more.head.utf8.withContiguousStorageIfAvailable(appendShort)
        if added != true { try appendLong(more.head) }
    }

    /// - Returns: false where there is no room left.
    @inline(__always)
    private func appendShort(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let tail, tailCount &+ bytes.count <= Text.room, let start = bytes.baseAddress else { return false }
        (tail + tailCount).update(from: start, count: bytes.count)
        tailCount &+= bytes.count
        return true
    }

    @inline(never)
    private func appendLong(_ more: String) throws {
        let count = more.utf8.count
        // The string has its place among the text's own bytes, twice where those move.
        try Growth.allow(bytes: count + tailCount)
        if tailCount > 0 { settle() }
        guard count <= Text.room / 4, head.utf8.count > 64 else {
            head += more
            return
        }
        if tail == nil { tail = .allocate(capacity: Text.room) }
        _ = more.utf8.withContiguousStorageIfAvailable(appendShort)
    }

    @inline(never)
    private func settle() {
        head += String(decoding: UnsafeBufferPointer(start: tail, count: tailCount), as: UTF8.self)
        tailCount = 0
    }
}

extension Text: CustomStringConvertible {
    public var description: String { string }
}

extension Value {
    /// A string.
    @inline(__always)
    public static func string(_ string: String) -> Value { .string(Text(string)) }
}
