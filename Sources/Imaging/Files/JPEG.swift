import CJPEG
import Tensors

extension Image {
    convenience init(jpeg bytes: [UInt8], name: String) throws {
        var header = limn_jpeg_header()
        try callingJPEG(name) { limn_jpeg_read_header(bytes, bytes.count, &header, $0) }
        let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
        let count = try Image.byteCount(width: width, height: height, channels: channels)
        // A block of 64 pixels takes about a bit at the least: a short file that claims a large picture is refused
        // before the picture is allocated.
        guard width * height / 64 / 64 <= bytes.count else {
            throw Problem.corruptImage(
                .jpeg, name: name, why: "\(bytes.count) bytes cannot hold \(width)×\(height) pixels")
        }
        let pixels = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            try callingJPEG(name) { limn_jpeg_read(bytes, bytes.count, buffer.baseAddress, count, stopsImaging, $0) }
            initialized = count
        }
        let stored = Image(trusted: pixels, width: width, height: height, channels: channels)
        let upright = try exifOrientation(ofJPEG: bytes).map { try stored.oriented($0) } ?? stored
        self.init(trusted: upright.pixels, width: upright.width, height: upright.height, channels: channels)
    }
}

/// Calls into C with room for a message. - Throws: `image.corrupt` with it.
private func callingJPEG(_ name: String, _ body: (UnsafeMutablePointer<CChar>) throws -> Int32) throws {
    var message = [CChar](repeating: 0, count: Int(LIMN_JPEG_MESSAGE))
    let succeeded = try message.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return false }
        return try body(base) != 0
    }
    guard succeeded else {
        try Interrupt.check()
        let why = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw Problem.corruptImage(.jpeg, name: name, why: why)
    }
}

/// The EXIF orientation (1…8) of a JPEG file, tag 0x0112 of the first directory; nil where there is none.
/// EXIF 2.3, JEITA CP-3451C.
func exifOrientation(ofJPEG bytes: [UInt8]) -> Int? {
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
        let marker = bytes[position + 1]
        if marker == 0xFF {
            position += 1
            continue
        }
        let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
        let end = position + 2 + length
        guard marker != 0xDA, length >= 2, end <= bytes.count else { return nil }
        let segment = bytes[(position + 4)..<end]
        if marker == 0xE1, segment.starts(with: Array("Exif\0\0".utf8)) {
            return orientation(inTIFF: Array(segment.dropFirst(6)))
        }
        position = end
    }
    return nil
}

private func orientation(inTIFF bytes: [UInt8]) -> Int? {
    let isLittle = bytes.starts(with: Array("II".utf8))
    guard isLittle || bytes.starts(with: Array("MM".utf8)) else { return nil }
    func number(at offset: Int, size: Int) -> Int? {
        guard offset >= 0, offset + size <= bytes.count else { return nil }
        let part = bytes[offset..<(offset + size)]
        return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(at: 4, size: 4), let entries = number(at: directory, size: 2) else { return nil }
    for entry in 0..<entries {
        let start = directory + 2 + 12 * entry
        guard let tag = number(at: start, size: 2) else { return nil }
        if tag == 0x0112 {
            guard let value = number(at: start + 8, size: 2), (1...8).contains(value) else { return nil }
            return value
        }
    }
    return nil
}
