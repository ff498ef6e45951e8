import Runtime

/// A picture of `▀`: the upper pixel of a character is its ink, the lower one its ground. Where only the lower one is
/// there, `▄`; where none is, a blank.
struct HalfBlocks {
    let isTrueColor: Bool

    /// In proportion inside `columns` × `rows` characters; every line ends without colour.
    func draw(_ raster: Raster, columns: Int, rows: Int) -> String {
        // Halves of a character are about square.
        let small = raster.shrunk(toWidth: columns, height: rows * 2)
        var text = ""
        for top in stride(from: 0, to: small.height, by: 2) {
            var last = ""
            for x in 0..<small.width {
                let hasUpper = !small.isClear(x: x, y: top)
                let hasLower = top + 1 < small.height && !small.isClear(x: x, y: top + 1)
                var codes = "0"
                if hasUpper { codes = color(small, x, top, isInk: true) }
                if hasLower {
                    let lower = color(small, x, top + 1, isInk: !hasUpper)
                    codes = hasUpper ? codes + ";" + lower : lower
                }
                // Nothing of the character before may be left as a ground.
                if hasUpper != hasLower { codes = "0;" + codes }
                // A run of one colour is set once.
                if codes != last { text += "\u{1B}[\(codes)m" }
                text += hasUpper ? "▀" : hasLower ? "▄" : " "
                last = codes
            }
            text += "\u{1B}[0m\n"
        }
        return text
    }

    private func color(_ raster: Raster, _ x: Int, _ y: Int, isInk: Bool) -> String {
        let color = raster.color(x: x, y: y)
        let code = isInk ? 38 : 48
        if isTrueColor { return "\(code);2;\(color.red);\(color.green);\(color.blue)" }
        return "\(code);5;\(xterm256(color.red, color.green, color.blue))"
    }
}

/// The nearest of xterm's 256 colours: the 6×6×6 cube (16–231) or the 24 greys (232–255).
func xterm256(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    let levels = [0, 95, 135, 175, 215, 255]
    func nearest(_ value: Int) -> Int {
        value < 48 ? 0 : value < 115 ? 1 : min((value - 35) / 40, 5)
    }
    func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
        (red - r) * (red - r) + (green - g) * (green - g) + (blue - b) * (blue - b)
    }
    let (r, g, b) = (nearest(red), nearest(green), nearest(blue))
    let grey = min(max(((red + green + blue) / 3 - 3) / 10, 0), 23)
    let level = 8 + 10 * grey
    return distance(level, level, level) < distance(levels[r], levels[g], levels[b])
        ? 232 + grey : 16 + 36 * r + 6 * g + b
}
