import Runtime

extension Raster {
    /// Red, green and blue of a pixel; what is transparent shows black, the likely ground of a terminal.
    @inline(__always)
    func color(x: Int, y: Int) -> (red: Int, green: Int, blue: Int) {
        let index = (y * width + x) * channels
        switch channels {
        case 1: return (Int(pixels[index]), Int(pixels[index]), Int(pixels[index]))
        case 3: return (Int(pixels[index]), Int(pixels[index + 1]), Int(pixels[index + 2]))
        default:
            let alpha = Int(pixels[index + 3])
            func over(_ channel: Int) -> Int { Int(pixels[index + channel]) * alpha / 255 }
            return (over(0), over(1), over(2))
        }
    }

    /// More seen through than seen: the terminal's own ground is left there.
    @inline(__always)
    func isClear(x: Int, y: Int) -> Bool { channels == 4 && pixels[(y * width + x) * 4 + 3] < 128 }

    /// In proportion inside the given size, never larger than it is; three channels, four where it is see-through.
    func shrunk(toWidth mostWidth: Int, height mostHeight: Int) -> Raster {
        let scale = min(1, Double(mostWidth) / Double(width), Double(mostHeight) / Double(height))
        return averaged(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())))
    }

    /// Every pixel is the mean of those that it covers, each counting as much as it is seen.
    func averaged(width newWidth: Int, height newHeight: Int) -> Raster {
        let newChannels = channels == 4 ? 4 : 3
        var result = [UInt8](repeating: 0, count: newWidth * newHeight * newChannels)
        for y in 0..<newHeight {
            let rows = Raster.part(y, of: newHeight, in: height)
            for x in 0..<newWidth {
                let columns = Raster.part(x, of: newWidth, in: width)
                // Colours are over black already, so that they weigh by their opacity.
                var sum = (red: 0, green: 0, blue: 0, alpha: 0)
                for row in rows {
                    for column in columns {
                        let color = color(x: column, y: row)
                        sum.red += color.red
                        sum.green += color.green
                        sum.blue += color.blue
                        sum.alpha += channels == 4 ? Int(pixels[(row * width + column) * 4 + 3]) : 255
                    }
                }
                let count = rows.count * columns.count
                let index = (y * newWidth + x) * newChannels
                func mean(_ total: Int) -> UInt8 {
                    channels == 4
                        ? UInt8(min(255, sum.alpha > 0 ? (total * 255 + sum.alpha / 2) / sum.alpha : 0))
                        : UInt8((total + count / 2) / count)
                }
                result[index] = mean(sum.red)
                result[index + 1] = mean(sum.green)
                result[index + 2] = mean(sum.blue)
                if channels == 4 { result[index + 3] = UInt8((sum.alpha + count / 2) / count) }
            }
        }
        return Raster(width: newWidth, height: newHeight, channels: newChannels, pixels: result) ?? self
    }

    private static func part(_ index: Int, of count: Int, in size: Int) -> Range<Int> {
        let start = index * size / count
        return start..<max(start + 1, (index + 1) * size / count)
    }
}
