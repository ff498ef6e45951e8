import Tensors

extension Image {
    /// The picture with a heat map over it.
    ///
    /// The map is resized to the picture (bicubic), its smallest number becomes 0 and its largest 1 unless `low` and
    /// `high` say otherwise, and it is drawn in the colours of `colormap`. The strength of the colour at a pixel of heat
    /// h (0…1) is `opacity · (1 - fade + fade · h)`: cold regions keep most of the picture, a little dimmed by the dark
    /// end of the map, so that hot ones stand out on a bright ground too. Mixing is on the encoded sRGB values.
    /// - Parameters:
    ///   - heat: numbers over ⟨y, x⟩; NaN counts as 0.
    ///   - opacity: of the hottest place, from 0 to 1.
    ///   - fade: 0 gives `opacity` everywhere, 1 leaves the coldest place untouched.
    ///   - contour: the normalised heat (0…1) at which a thin white line is drawn.
    /// - Throws: `image.not-a-heat-map`, `image.bad-range`.
    public func overlaid(
        with heat: Tensor, colormap: Colormap = .inferno, opacity: Double = 0.75, low: Double? = nil,
        high: Double? = nil, fade: Double = 0.65, contour: Double? = nil
    ) throws -> Image {
        for (name, number) in [("opacity", opacity), ("fade", fade)] where !(number >= 0 && number <= 1) {
            throw Problem("image.bad-range", "\(name) goes from 0 to 1 (0% to 100%); found \(number)")
        }
        if let low, let high, !(low < high) {
            throw Problem("image.bad-range", "low must be below high; found low \(low) and high \(high)")
        }
        let map = try HeatMap(heat)
        // The range is the map's own: a bicubic kernel overshoots, and that is cut off.
        let range = map.range
        let fine = try map.resized(width: width, height: height, method: .bicubic)
            .normalized(low: low.map { Float($0) } ?? range.low, high: high.map { Float($0) } ?? range.high)
        let colors = colormap.colors
        let strengths = (0..<256).map { opacity * (1 - fade + fade * Double($0) / 255) }
        let base = try rgb()
        let mixed = try Image(width: width, height: height, channels: 3) { target in
            try base.pixels.withUnsafeBufferPointer { source in
                try inChunks(width * height) { part in
                    for index in part {
                        let level = Int(fine.values[index] * 255 + 0.5)
                        let color = colors[level]
                        let strength = strengths[level]
                        let hues = (Double(color.red), Double(color.green), Double(color.blue))
                        target[3 * index] = byte(Double(source[3 * index]) * (1 - strength) + hues.0 * strength)
                        target[3 * index + 1] = byte(Double(source[3 * index + 1]) * (1 - strength) + hues.1 * strength)
                        target[3 * index + 2] = byte(Double(source[3 * index + 2]) * (1 - strength) + hues.2 * strength)
                    }
                }
            }
        }
        guard let contour else { return mixed }
        return try mixed.outlined(fine, at: Float(contour), color: .white, width: lineWidth)
    }

    /// The picture with the outline of a mask: the line where `mask`, resized to the picture, crosses one half.
    /// - Parameters:
    ///   - mask: bools or numbers over ⟨y, x⟩.
    ///   - width: of the line, in pixels; nil takes one that suits the picture.
    /// - Throws: `image.not-a-heat-map`.
    public func outlined(mask: Tensor, color: Color = .white, width: Double? = nil) throws -> Image {
        let line = width ?? lineWidth
        guard line > 0, line <= 100 else {
            throw Problem("image.bad-range", "a line is up to 100 pixels wide; found \(line)")
        }
        // A hard edge has no slope to measure a distance by, so it is made as soft as the line is wide.
        let map = try HeatMap(mask).resized(width: self.width, height: height, method: .bilinear)
            .softened(radius: Int(line.rounded(.up)))
        return try rgb().outlined(map, at: 0.5, color: color, width: line)
    }

    private var lineWidth: Double { max(1.4, Double(max(width, height)) / 170) }

    /// Draws where `map` crosses `level`. The distance of a pixel from the line is estimated by |h - level| / |∇h|,
    /// which gives smooth edges without tracing the line.
    private func outlined(_ map: HeatMap, at level: Float, color: Color, width line: Double) throws -> Image {
        let values = map.values
        let (columns, rows) = (width, height)
        func coverage(_ x: Int, _ y: Int) -> Double {
            let (left, right) = (max(x - 1, 0), min(x + 1, columns - 1))
            let (up, down) = (max(y - 1, 0), min(y + 1, rows - 1))
            let across = (values[y * columns + right] - values[y * columns + left]) / Float(max(right - left, 1))
            let along = (values[down * columns + x] - values[up * columns + x]) / Float(max(down - up, 1))
            let slope = (across * across + along * along).squareRoot()
            if slope < 1e-6 { return 0 }
            let distance = Double(abs(values[y * columns + x] - level) / slope)
            return min(max(line / 2 + 0.5 - distance, 0), 1)
        }
        return try Image(width: width, height: height, channels: 3) { target in
            for y in 0..<rows {
                try Interrupt.check()
                for x in 0..<columns {
                    let amount = coverage(x, y)
                    let index = (y * columns + x) * 3
                    let old = Color(pixels[index], pixels[index + 1], pixels[index + 2])
                    let new = amount > 0 ? old.mixed(with: color, amount) : old
                    target[index] = new.red
                    target[index + 1] = new.green
                    target[index + 2] = new.blue
                }
            }
        }
    }
}
