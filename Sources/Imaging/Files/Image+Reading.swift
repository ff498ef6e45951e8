import Tensors

/// The kinds of picture files that are read.
public enum ImageFormat: String, Sendable, CaseIterable {
    case png = "PNG"
    case jpeg = "JPEG"

    /// What the first bytes say; nil for anything else.
    public init?(signatureOf bytes: some Collection<UInt8>) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else {
            return nil
        }
    }
}

extension Image {
    /// Reads a PNG or JPEG file.
    /// - Throws: `file.missing`, `file.unreadable`, and what `Image(decoding:)` throws, with the path.
    public static func read(path: String) throws -> Image {
        try Image(decoding: readBytes(path: path), name: path)
    }

    /// Reads a PNG or JPEG file with the texts that a PNG file carries. - Throws: as `read(path:)`.
    public static func readTelling(path: String) throws -> (image: Image, text: [(String, String)]) {
        let bytes = try readBytes(path: path)
        if ImageFormat(signatureOf: bytes) == .png { return try telling(png: bytes, name: path) }
        return (try Image(decoding: bytes, name: path), [])
    }

    /// Decodes the bytes of a PNG or JPEG file. Palettes, small and 16-bit depths become 8 bits; a JPEG is turned
    /// the way up that its EXIF orientation says; CMYK becomes RGB. Colour profiles are not applied.
    /// - Parameter name: what messages call it.
    /// - Throws: `image.unknown-format`, `image.corrupt`, `image.too-large`.
    public convenience init(decoding bytes: [UInt8], name: String = "the image") throws {
        switch ImageFormat(signatureOf: bytes) {
        case .png: try self.init(png: bytes, name: name)
        case .jpeg: try self.init(jpeg: bytes, name: name)
        case nil: throw Problem.unknownImageFormat(bytes, name: name)
        }
    }
}

extension Problem {
    /// The bytes are no picture that is read; the message says what they look like.
    static func unknownImageFormat(_ bytes: [UInt8], name: String) -> Problem {
        let known: [([UInt8], String)] = [
            (Array("GIF8".utf8), "a GIF"), (Array("BM".utf8), "a BMP"),
            (Array("RIFF".utf8), "a WebP or another RIFF file"),
            (Array("II*\0".utf8), "a TIFF"), (Array("MM\0*".utf8), "a TIFF"), (Array("<svg".utf8), "an SVG"),
            (Array("%PDF".utf8), "a PDF"),
            (Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }), "a NumPy array"),
        ]
        let looks =
            if bytes.isEmpty { "it is empty" } else if bytes.dropFirst(128).starts(with: Array("DICM".utf8)) {
                "it looks like DICOM"
            } else if let match = known.first(where: { bytes.starts(with: $0.0) }) { "it looks like \(match.1)" } else {
                "its first bytes are \(bytes.prefix(4).map { hexadecimal($0) }.joined(separator: " "))"
            }
        let formats = ImageFormat.allCases.map(\.rawValue).joined(separator: " and ")
        return Problem(
            "image.unknown-format", "\(name) is not an image that can be read: \(looks)",
            notes: ["\(formats) are read"], help: "convert it to PNG first")
    }

    /// The file begins as a picture and is not one.
    static func corruptImage(_ format: ImageFormat, name: String, why: String) -> Problem {
        Problem(
            "image.corrupt", "\(name) is a damaged \(format.rawValue): \(why)",
            help: "the file may be cut short; fetch or export it again")
    }
}

private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0\(digits)" : digits
}
