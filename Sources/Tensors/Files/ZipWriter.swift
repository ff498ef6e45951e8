/// The headers of one stored member of a zip archive under 4 GiB.
struct ZipWriter {
    let name: [UInt8]
    let checksum: UInt32
    let size: Int
    /// Where the member's own header begins.
    let position: Int

    /// The header in front of the member's bytes.
    var local: [UInt8] { little32(0x0403_4B50) + shared + little16(0) + name }

    /// The entry of the directory at the archive's end.
    var central: [UInt8] {
        // Comment length, disk, internal attributes, external attributes (a plain file that all may read).
        little32(0x0201_4B50) + little16(20 | 3 << 8) + shared + little16(0) + little16(0) + little16(0) + little16(0)
            + little32(0o100644 << 16) + little32(position) + name
    }

    /// Version, flags (names are UTF-8), method, time and date (1980, so that equal data gives equal bytes), sizes.
    private var shared: [UInt8] {
        little16(20) + little16(0x0800) + little16(0) + little16(0) + little16(1 << 5 | 1) + little32(Int(checksum))
            + little32(size) + little32(size) + little16(name.count)
    }

    /// The record that ends the archive.
    static func end(count: Int, size: Int, position: Int) -> [UInt8] {
        little32(0x0605_4B50) + little16(0) + little16(0) + little16(count) + little16(count) + little32(size)
            + little32(position) + little16(0)
    }

    static func checksum(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws -> UInt32 {
        try ZipDirectory.checksum(second, after: ZipDirectory.checksum(first))
    }
}

private func little16(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt16(clamping: value).littleEndian) { Array($0) }
}
private func little32(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(clamping: value).littleEndian) { Array($0) }
}
