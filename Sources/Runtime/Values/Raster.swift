/// Pixels of a picture as a display takes them: rows from the top, 8 bits a channel, channels together.
public struct Raster: Sendable {
    public let width: Int
    public let height: Int
    /// 1 grey, 3 red, green and blue, 4 with straight alpha.
    public let channels: Int
    /// `width · height · channels` bytes.
    public let pixels: [UInt8]

    /// nil where the pixels do not fill the size.
    public init?(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, [1, 3, 4].contains(channels),
            width.multipliedReportingOverflow(by: height).overflow == false,
            pixels.count % channels == 0, pixels.count / channels == width * height
        else { return nil }
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }
}
