import Tensors

/// A picture of 8 bits a channel: row after row from the top, channels together.
///
/// 1 channel is grey, 3 are red, green and blue (sRGB), 4 add straight alpha (255 is opaque).
public final class Image: Sendable {
    public let width: Int
    public let height: Int
    /// 1, 3 or 4.
    public let channels: Int
    /// `height · width · channels` bytes.
    public let pixels: [UInt8]
    /// Where the picture came from, in the words of whoever made it.
    public let origin: (any Sendable)?

    /// - Throws: `image.bad-size` where the pixels do not fill the size, `image.too-large`.
    public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) throws {
        let count = try Image.byteCount(width: width, height: height, channels: channels)
        guard pixels.count == count else {
            throw Problem(
                "image.bad-size",
                "\(pixels.count) bytes do not fill an image of \(width)×\(height) with \(channels) channels (\(count))")
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
        origin = nil
    }

    /// Takes sizes that were checked and pixels that fill them.
    init(trusted pixels: [UInt8], width: Int, height: Int, channels: Int, origin: (any Sendable)? = nil) {
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
        self.origin = origin
    }

    /// The same picture, which came from there; the pixels are shared.
    public func from(_ origin: any Sendable) -> Image {
        Image(trusted: pixels, width: width, height: height, channels: channels, origin: origin)
    }

    /// A new image whose pixels `fill` writes; they start as zeros.
    convenience init(
        width: Int, height: Int, channels: Int, fill: (UnsafeMutableBufferPointer<UInt8>) throws -> Void
    ) throws {
        let count = try Image.byteCount(width: width, height: height, channels: channels)
        let pixels = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            initialized = count
            try fill(buffer)
        }
        self.init(trusted: pixels, width: width, height: height, channels: channels)
    }

    /// A picture of one colour. - Throws: `image.bad-size`, `image.too-large`.
    public convenience init(width: Int, height: Int, color: Color) throws {
        try self.init(width: width, height: height, channels: 3) { target in
            try inChunks(width * height) { part in
                for index in part {
                    target[3 * index] = color.red
                    target[3 * index + 1] = color.green
                    target[3 * index + 2] = color.blue
                }
            }
        }
    }

    public var hasAlpha: Bool { channels == 4 }

    /// The most pixels an image may have: 2^28, such as 16384 × 16384.
    public static let pixelLimit = 1 << 28

    /// What an image of this size takes, asked before anything is allocated.
    /// - Throws: `image.bad-size`, `image.too-large`, `limit.memory`.
    static func byteCount(width: Int, height: Int, channels: Int) throws -> Int {
        guard width > 0, height > 0, [1, 3, 4].contains(channels) else {
            throw Problem(
                "image.bad-size",
                "an image of \(width)×\(height) with \(channels) channels cannot be; sizes start at 1, channels are 1, 3 or 4"
            )
        }
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, area <= pixelLimit else { throw Problem.imageTooLarge(width: width, height: height) }
        try MemoryBudget.allow(area * channels)
        return area * channels
    }
}

extension Image: Equatable {
    /// Same size, same channels, same pixels.
    public static func == (a: Image, b: Image) -> Bool {
        a === b || (a.width == b.width && a.height == b.height && a.channels == b.channels && a.pixels == b.pixels)
    }
}

extension Image: CustomStringConvertible {
    /// `128×128 image`, with `grey` or `with alpha` where it is so.
    public var description: String {
        "\(width)×\(height) \(channels == 1 ? "grey " : "")image\(channels == 4 ? " with alpha" : "")"
    }
}

extension Problem {
    static func imageTooLarge(width: Int, height: Int) -> Problem {
        Problem(
            "image.too-large", "an image of \(width)×\(height) pixels is too large",
            notes: ["an image may have \(Image.pixelLimit) pixels (16384×16384), and must fit the memory limit"],
            help: "make it smaller with another program first, or cut it into tiles")
    }
}
