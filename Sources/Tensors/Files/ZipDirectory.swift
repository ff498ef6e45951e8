import CZlib

/// The members of a zip archive (PKWARE's APPNOTE 6.3): stored or deflated, zip64 included. Untrusted input.
struct ZipDirectory {
    struct Member {
        var name: String
        /// The packed bytes, counted from the first byte of the archive.
        var range: Range<Int>
        var unpackedCount: Int
        var isDeflated: Bool
        var checksum: UInt32
    }

    private(set) var members: [Member] = []
    private let bytes: UnsafeRawBufferPointer
    private let path: String

    init(_ bytes: UnsafeRawBufferPointer, path: String) throws {
        self.bytes = bytes
        self.path = path
        let (count, start) = try directory()
        var position = start
        var packed = 0
        for _ in 0..<count {
            try Interrupt.check()
            let (member, next) = try member(at: position)
            position = next
            packed += member.range.count
            // Members that share bytes are how a small archive unpacks to a huge one.
            guard packed <= bytes.count else { throw problem("damaged", "has members that overlap") }
            try MemoryBudget.allow(256)
            members.append(member)
        }
    }

    /// Number of members and place of the first entry, from the record at the end.
    private func directory() throws -> (count: Int, start: Int) {
        let fixed = 22
        guard bytes.count >= fixed else {
            throw problem("truncated", "has \(bytes.count) bytes, too few for an archive")
        }
        let lowest = max(0, bytes.count - fixed - 65_535)
        var end = bytes.count - fixed
        while end >= lowest, word(end) != 0x0605_4B50 { end -= 1 }
        guard end >= lowest else { throw problem("truncated", "has no zip directory at its end") }
        let count = Int(half(end + 10))
        let start = Int(word(end + 16))
        guard count == 0xFFFF || start == 0xFFFF_FFFF else { return (count, start) }
        guard end >= 20, word(end - 20) == 0x0706_4B50, let place = Int(exactly: long(end - 12)), place <= end - 56,
            word(place) == 0x0606_4B50, let total = Int(exactly: long(place + 32)),
            let first = Int(exactly: long(place + 48)), total <= bytes.count / 46
        else { throw problem("damaged", "has a damaged zip64 directory") }
        return (total, first)
    }

    private func member(at position: Int) throws -> (Member, next: Int) {
        guard position >= 0, position <= bytes.count - 46, word(position) == 0x0201_4B50 else {
            throw problem("damaged", "has a damaged zip directory")
        }
        let nameCount = Int(half(position + 28))
        let extraCount = Int(half(position + 30))
        let next = position + 46 + nameCount + extraCount + Int(half(position + 32))
        guard next <= bytes.count,
            let name = String(validating: bytes[position + 46..<position + 46 + nameCount], as: UTF8.self)
        else { throw problem("damaged", "has a damaged zip directory") }
        let extra = position + 46 + nameCount..<position + 46 + nameCount + extraCount
        var sizes = [UInt64(word(position + 24)), UInt64(word(position + 20)), UInt64(word(position + 42))]
        readZip64(extra, into: &sizes)
        guard half(position + 8) & 1 == 0 else { throw problem("encrypted", "holds `\(name)` encrypted") }
        let method = half(position + 10)
        guard method == 0 || method == 8 else {
            throw problem("method", "holds `\(name)` packed by method \(method); stored and deflated are read")
        }
        guard let unpacked = Int(exactly: sizes[0]), let packed = Int(exactly: sizes[1]),
            let local = Int(exactly: sizes[2]), bytes.count >= 30, local <= bytes.count - 30, word(local) == 0x0403_4B50
        else { throw problem("damaged", "puts `\(name)` outside itself") }
        let start = local + 30 + Int(half(local + 26)) + Int(half(local + 28))
        guard start <= bytes.count, packed <= bytes.count - start else {
            throw problem("damaged", "puts `\(name)` outside itself")
        }
        // Deflate cannot do better than 1032 to 1, so a larger claim is a lie told to make us allocate.
        guard method == 8 ? unpacked / 1032 <= packed + 64 : unpacked == packed else {
            throw problem("damaged", "claims that \(packed) bytes of `\(name)` unpack to \(unpacked)")
        }
        let member = Member(
            name: name, range: start..<start + packed, unpackedCount: unpacked, isDeflated: method == 8,
            checksum: word(position + 16))
        return (member, next)
    }

    /// Sizes that do not fit in 32 bits stand in an extra field, each only where its short form is all ones.
    private func readZip64(_ extra: Range<Int>, into sizes: inout [UInt64]) {
        var position = extra.lowerBound
        while position + 4 <= extra.upperBound {
            let end = position + 4 + Int(half(position + 2))
            if half(position) == 1, end <= extra.upperBound {
                var field = position + 4
                for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && field + 8 <= end {
                    sizes[index] = long(field)
                    field += 8
                }
            }
            position = end
        }
    }

    /// Unpacks a member, checks it, and hands out its bytes.
    func withBytes<Result>(of member: Member, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let packed = UnsafeRawBufferPointer(rebasing: bytes[member.range])
        guard member.isDeflated else { return try body(try checked(packed, member)) }
        let storage = try Storage(byteCount: member.unpackedCount)
        return try withExtendedLifetime(storage) {
            let whole = limn_inflate(packed.baseAddress, packed.count, storage.base, member.unpackedCount) {
                Interrupt.isStopping ? 1 : 0
            }
            guard whole == 1 else {
                try Interrupt.check()
                throw problem(
                    "damaged", "holds `\(member.name)`, which does not unpack to \(member.unpackedCount) bytes")
            }
            return try body(
                try checked(UnsafeRawBufferPointer(start: storage.base, count: member.unpackedCount), member))
        }
    }

    private func checked(_ bytes: UnsafeRawBufferPointer, _ member: Member) throws -> UnsafeRawBufferPointer {
        guard try ZipDirectory.checksum(bytes) == member.checksum else {
            throw problem("damaged", "holds `\(member.name)`, whose checksum is wrong")
        }
        return bytes
    }

    /// - Parameter sum: of what comes before.
    static func checksum(_ bytes: UnsafeRawBufferPointer, after sum: UInt32 = 0) throws -> UInt32 {
        let units = bytes.bindMemory(to: UInt8.self)
        var sum = UInt(sum)
        try inChunks(units.count, of: Chunk.bytes) { part in
            sum = crc32_z(sum, units.baseAddress.map { $0 + part.lowerBound }, part.count)
        }
        return UInt32(truncatingIfNeeded: sum)
    }

    private func problem(_ word: String, _ message: String) -> Problem { Problem("npz.\(word)", "\(path) \(message)") }

    private func half(_ position: Int) -> UInt16 {
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self))
    }
    private func word(_ position: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }
    private func long(_ position: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
}
