import Tensors

extension Image {
    /// Three channels: grey is repeated, alpha is laid over white.
    public func rgb() throws -> Image { try flattened(over: .white) }

    /// Three channels: what is transparent shows `ground`. Mixed on the encoded values, as Pillow and browsers do.
    public func flattened(over ground: Color) throws -> Image {
        if channels == 3 { return self }
        let below = [Int(ground.red), Int(ground.green), Int(ground.blue)]
        return try Image(width: width, height: height, channels: 3) { target in
            try pixels.withUnsafeBufferPointer { source in
                try inChunks(width * height) { part in
                    for index in part {
                        if channels == 1 {
                            for channel in 0..<3 { target[3 * index + channel] = source[index] }
                            continue
                        }
                        let alpha = Int(source[4 * index + 3])
                        for channel in 0..<3 {
                            let sum = Int(source[4 * index + channel]) * alpha + below[channel] * (255 - alpha)
                            target[3 * index + channel] = UInt8((sum + 127) / 255)
                        }
                    }
                }
            }
        }
    }

    /// One channel: luma by ITU-R 601-2 (`0.299 R + 0.587 G + 0.114 B`), with Pillow's integer weights.
    public func grey() throws -> Image {
        if channels == 1 { return self }
        let image = try rgb()
        return try Image(width: width, height: height, channels: 1) { target in
            try image.pixels.withUnsafeBufferPointer { source in
                try inChunks(width * height) { part in
                    for index in part {
                        let sum =
                            Int(source[3 * index]) * 19595 + Int(source[3 * index + 1]) * 38470
                            + Int(source[3 * index + 2]) * 7471 + 0x8000
                        target[index] = UInt8(sum >> 16)
                    }
                }
            }
        }
    }

    /// Colours weighted by alpha, so that resizing does not draw in the colour of what is invisible.
    func premultiplied() throws -> Image {
        try mappingPixels { colour, alpha in
            let product = Int(colour) * Int(alpha) + 128
            return UInt8(((product >> 8) + product) >> 8)
        }
    }

    func unpremultiplied() throws -> Image {
        try mappingPixels { colour, alpha in
            alpha == 0 || alpha == 255 ? colour : UInt8(min(255 * Int(colour) / Int(alpha), 255))
        }
    }

    private func mappingPixels(_ body: (UInt8, UInt8) -> UInt8) throws -> Image {
        try Image(width: width, height: height, channels: 4) { target in
            try pixels.withUnsafeBufferPointer { source in
                try inChunks(width * height) { part in
                    for index in part {
                        let alpha = source[4 * index + 3]
                        for channel in 0..<3 { target[4 * index + channel] = body(source[4 * index + channel], alpha) }
                        target[4 * index + 3] = alpha
                    }
                }
            }
        }
    }
}
