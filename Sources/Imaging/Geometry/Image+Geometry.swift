import Tensors

extension Image {
    /// The part of `width` × `height` pixels whose top left corner is at (`x`, `y`).
    /// - Throws: `image.bad-crop` where it does not lie inside.
    public func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) throws -> Image {
        guard x >= 0, y >= 0, newWidth > 0, newHeight > 0, newWidth <= width, newHeight <= height,
            x <= width - newWidth, y <= height - newHeight
        else {
            throw Problem(
                "image.bad-crop",
                "a crop of \(newWidth)×\(newHeight) at x \(x), y \(y) does not lie inside an image of \(width)×\(height)"
            )
        }
        return try remade(width: newWidth, height: newHeight) { ($0 + x, $1 + y) }
    }

    /// The middle part; where the picture is smaller it is padded with black first. The corner is rounded as in
    /// torchvision's `CenterCrop` (ties to even).
    /// - Throws: `image.bad-size`, `image.too-large`.
    public func centreCropped(width newWidth: Int, height newHeight: Int) throws -> Image {
        _ = try Image.byteCount(width: newWidth, height: newHeight, channels: channels)
        if newWidth > width || newHeight > height {
            let left = max(newWidth - width, 0) / 2
            let top = max(newHeight - height, 0) / 2
            let padded = try padded(width: max(width, newWidth), height: max(height, newHeight), x: left, y: top)
            return try padded.centreCropped(width: newWidth, height: newHeight)
        }
        func corner(_ old: Int, _ new: Int) -> Int { Int((Double(old - new) / 2).rounded(.toNearestOrEven)) }
        return try cropped(x: corner(width, newWidth), y: corner(height, newHeight), width: newWidth, height: newHeight)
    }

    /// A square of `size`, as the chest X-ray grounding pipelines prepare a picture: where the longer side exceeds
    /// `size`, `resizedShortSide` and `centreCropped`; a smaller picture stays as it is.
    /// - Throws: `image.bad-size`, `image.too-large`.
    public func squared(_ size: Int, method: ResizeMethod = .bilinear) throws -> Image {
        guard max(width, height) > size else { return self }
        return try resizedShortSide(size, method: method).centreCropped(width: size, height: size)
    }

    /// The whole picture inside `width` × `height`, in proportion, in the middle of a ground of one colour.
    /// - Throws: `image.bad-size`, `image.too-large`.
    public func fitted(
        width newWidth: Int, height newHeight: Int, ground: Color = .black, method: ResizeMethod = .bicubic
    ) throws -> Image {
        _ = try Image.byteCount(width: newWidth, height: newHeight, channels: channels)
        let scale = min(Double(newWidth) / Double(width), Double(newHeight) / Double(height))
        let inner = try resized(
            width: min(max(Int((Double(width) * scale).rounded()), 1), newWidth),
            height: min(max(Int((Double(height) * scale).rounded()), 1), newHeight), method: method)
        return try inner.padded(
            width: newWidth, height: newHeight, x: (newWidth - inner.width) / 2, y: (newHeight - inner.height) / 2,
            ground: ground)
    }

    /// The picture at (`x`, `y`) of a larger one of one colour; what lies outside is cut off.
    /// A grey picture on a ground that is not grey becomes a coloured one.
    /// - Throws: `image.bad-size`, `image.too-large`.
    public func padded(width newWidth: Int, height newHeight: Int, x: Int, y: Int, ground: Color = .black) throws
        -> Image
    {
        let isGrey = ground.red == ground.green && ground.green == ground.blue
        if channels == 1, !isGrey {
            return try rgb().padded(width: newWidth, height: newHeight, x: x, y: y, ground: ground)
        }
        let background = channels == 1 ? [ground.red] : [ground.red, ground.green, ground.blue, 255]
        return try Image(width: newWidth, height: newHeight, channels: channels) { target in
            pixels.withUnsafeBufferPointer { source in
                for row in 0..<newHeight {
                    for column in 0..<newWidth {
                        let to = (row * newWidth + column) * channels
                        let isInside = row >= y && row - y < height && column >= x && column - x < width
                        let from = isInside ? ((row - y) * width + column - x) * channels : 0
                        for channel in 0..<channels {
                            target[to + channel] = isInside ? source[from + channel] : background[channel]
                        }
                    }
                }
            }
        }
    }

    /// Left becomes right.
    public func flippedHorizontally() throws -> Image {
        try remade(width: width, height: height) { (self.width - 1 - $0, $1) }
    }

    /// Top becomes bottom.
    public func flippedVertically() throws -> Image {
        try remade(width: width, height: height) { ($0, self.height - 1 - $1) }
    }

    /// Upright, given the EXIF orientation (1…8) in which it is stored.
    func oriented(_ orientation: Int) throws -> Image {
        let (right, bottom) = (width - 1, height - 1)
        return switch orientation {
        case 2: try flippedHorizontally()
        case 3: try remade(width: width, height: height) { (right - $0, bottom - $1) }
        case 4: try flippedVertically()
        case 5: try remade(width: height, height: width) { ($1, $0) }
        case 6: try remade(width: height, height: width) { ($1, bottom - $0) }
        case 7: try remade(width: height, height: width) { (right - $1, bottom - $0) }
        case 8: try remade(width: height, height: width) { (right - $1, $0) }
        default: self
        }
    }

    /// A picture whose pixel (x, y) is the old one's at `place(x, y)`, which lies inside.
    private func remade(width newWidth: Int, height newHeight: Int, place: (Int, Int) -> (Int, Int)) throws -> Image {
        try Image(width: newWidth, height: newHeight, channels: channels) { target in
            pixels.withUnsafeBufferPointer { source in
                for y in 0..<newHeight {
                    for x in 0..<newWidth {
                        let (column, row) = place(x, y)
                        let from = (row * width + column) * channels
                        let to = (y * newWidth + x) * channels
                        for channel in 0..<channels { target[to + channel] = source[from + channel] }
                    }
                }
            }
        }
    }
}
