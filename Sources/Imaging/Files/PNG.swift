import CPNG
import Tensors

/// What decoders and encoders ask every few rows.
func stopsImaging() -> Int32 { Interrupt.isStopping ? 1 : 0 }

extension Image {
    convenience init(png bytes: [UInt8], name: String) throws { try self.init(png: bytes, name: name, found: nil) }

    private convenience init(png bytes: [UInt8], name: String, found: Found?) throws {
        var header = limn_png_header()
        try callingPNG(name) { limn_png_read_header(bytes, bytes.count, &header, $0) }
        let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
        let count = try Image.byteCount(width: width, height: height, channels: channels)
        // Deflate makes data at most 1032 times smaller and a byte of the file holds at most 8 pixels: a short file
        // that claims a large picture is refused before the picture is allocated.
        guard width * height / 8 / 1032 <= bytes.count else {
            throw Problem.corruptImage(
                .png, name: name, why: "\(bytes.count) bytes cannot hold \(width)×\(height) pixels")
        }
        let pixels = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            try callingPNG(name) {
                limn_png_read(
                    bytes, bytes.count, buffer.baseAddress, count, found == nil ? nil : collect,
                    found.map { Unmanaged.passUnretained($0).toOpaque() }, stopsImaging, $0)
            }
            initialized = count
        }
        self.init(trusted: pixels, width: width, height: height, channels: channels)
    }

    /// A PNG file's picture and texts in one pass. - Throws: as `Image(decoding:)`.
    static func telling(png bytes: [UInt8], name: String) throws -> (image: Image, text: [(String, String)]) {
        let found = Found()
        let image = try Image(png: bytes, name: name, found: found)
        return (image, found.texts)
    }

    /// The picture as a PNG file. The same picture and texts give the same bytes.
    /// - Parameter text: keyword and text pairs, such as where the picture came from; ASCII is kept as tEXt,
    ///   anything else as iTXt. A keyword has 1 to 79 printable ASCII characters.
    /// - Throws: `image.bad-text`.
    public func pngData(text: [(String, String)] = []) throws -> [UInt8] {
        for (keyword, value) in text {
            let bytes = Array(keyword.utf8)
            guard (1...79).contains(bytes.count), bytes.allSatisfy({ (32...126).contains($0) }), bytes.first != 32,
                bytes.last != 32, !keyword.contains("  "), !value.utf8.contains(0)
            else {
                throw Problem(
                    "image.bad-text", "\"\(keyword)\" cannot be kept in a PNG file",
                    notes: ["a keyword has 1 to 79 printable ASCII characters; a text has no zero byte"])
            }
        }
        // One run of NUL-ended strings, so that C can look at all of them at once.
        var strings: [CChar] = []
        let starts = text.map { pair in
            [pair.0, pair.1].map { string in
                let start = strings.count
                strings += string.utf8CString
                return start
            }
        }
        var out: UnsafeMutablePointer<UInt8>?
        var count = 0
        try strings.withUnsafeBufferPointer { strings in
            let entries = zip(text, starts).map { pair, start in
                limn_png_text(
                    keyword: strings.baseAddress.map { $0 + start[0] }, text: strings.baseAddress.map { $0 + start[1] },
                    is_utf8: pair.1.utf8.allSatisfy { $0 < 128 } ? 0 : 1)
            }
            try callingPNG("the image") {
                limn_png_write(
                    UInt32(width), UInt32(height), Int32(channels), pixels, entries, entries.count, &out, &count,
                    stopsImaging, $0)
            }
        }
        defer { limn_png_free(out) }
        return Array(UnsafeBufferPointer(start: out, count: count))
    }

    /// Writes the picture as a PNG file, beside its place first, so that no half file is ever there.
    /// - Throws: `image.bad-text`, and what cannot be written.
    public func write(path: String, text: [(String, String)] = []) throws {
        try writeAside(path, pngData(text: text))
    }

    /// The texts that a PNG file carries (tEXt, zTXt, iTXt), in order. - Throws: as `Image(decoding:)`.
    public static func pngText(in bytes: [UInt8], name: String = "the image") throws -> [(String, String)] {
        guard ImageFormat(signatureOf: bytes) == .png else { throw Problem.unknownImageFormat(bytes, name: name) }
        // Texts may follow the pixels, so the whole file is read.
        var header = limn_png_header()
        try callingPNG(name) { limn_png_read_header(bytes, bytes.count, &header, $0) }
        let count = try Image.byteCount(
            width: Int(header.width), height: Int(header.height), channels: Int(header.channels))
        let found = Found()
        var pixels = [UInt8](repeating: 0, count: count)
        try callingPNG(name) {
            limn_png_read(
                bytes, bytes.count, &pixels, count, collect, Unmanaged.passUnretained(found).toOpaque(), stopsImaging,
                $0)
        }
        return found.texts
    }
}

/// Where the C visitor puts the texts.
private final class Found {
    var texts: [(String, String)] = []
}

private func collect(
    _ context: UnsafeMutableRawPointer?, _ keyword: UnsafePointer<CChar>?, _ text: UnsafePointer<CChar>?, _ length: Int,
    _ isUTF8: Int32
) {
    guard let context, let keyword else { return }
    let bytes = UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : length)
    let value = isUTF8 != 0 ? String(decoding: bytes, as: UTF8.self) : latin1(bytes)
    let key = latin1(
        UnsafeRawBufferPointer(
            start: keyword,
            count: keyword.withMemoryRebound(to: UInt8.self, capacity: 1) { pointer in
                var end = 0
                while pointer[end] != 0 { end += 1 }
                return end
            }))
    Unmanaged<Found>.fromOpaque(context).takeUnretainedValue().texts.append((key, value))
}

private func latin1(_ bytes: UnsafeRawBufferPointer) -> String {
    var string = ""
    string.unicodeScalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return string
}

/// Calls into C with room for a message. - Throws: `image.corrupt` with it.
private func callingPNG(_ name: String, _ body: (UnsafeMutablePointer<CChar>) throws -> Int32) throws {
    var message = [CChar](repeating: 0, count: Int(LIMN_PNG_MESSAGE))
    let succeeded = try message.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return false }
        return try body(base) != 0
    }
    guard succeeded else {
        try Interrupt.check()
        let why = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw Problem.corruptImage(.png, name: name, why: why)
    }
}
