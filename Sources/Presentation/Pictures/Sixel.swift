import Runtime

/// DEC sixels (VT340 Programmer Reference): bands of six rows, a character holds six pixels of one colour.
enum Sixel {
    /// The picture in at most 256 of its own colours, with errors spread by Floyd and Steinberg's weights.
    static func encode(_ raster: Raster) -> String {
        let palette = Palette(raster)
        let indices = dithered(raster, palette)
        // Pixels are square (1;1) and the size is stated; background stays as it is.
        var text = "\u{1B}P0;1q\"1;1;\(raster.width);\(raster.height)"
        for (index, color) in palette.colors.enumerated() {
            func percent(_ value: Int) -> Int { (value * 100 + 127) / 255 }
            text += "#\(index);2;\(percent(color.red));\(percent(color.green));\(percent(color.blue))"
        }
        for top in stride(from: 0, to: raster.height, by: 6) {
            text += band(indices, width: raster.width, rows: top..<min(top + 6, raster.height))
        }
        return text + "\u{1B}\\"
    }

    private static func band(_ indices: [Int16], width: Int, rows: Range<Int>) -> String {
        var bits: [Int16: [UInt8]] = [:]
        for y in rows {
            for x in 0..<width where indices[y * width + x] >= 0 {
                bits[indices[y * width + x], default: [UInt8](repeating: 0, count: width)][x] |=
                    1 << (y - rows.lowerBound)
            }
        }
        let lines = bits.keys.sorted().map { color in "#\(color)" + runs(bits[color] ?? []) }
        // `$` goes back to the start of the band, `-` down to the next.
        return lines.joined(separator: "$") + "-"
    }

    /// A run of four or more equal characters is written `!count`.
    private static func runs(_ bits: [UInt8]) -> String {
        var text = ""
        var start = 0
        var end = bits.count
        while end > 0, bits[end - 1] == 0 { end -= 1 }
        while start < end {
            var stop = start
            while stop < end, bits[stop] == bits[start] { stop += 1 }
            let character = String(UnicodeScalar(bits[start] + 63))
            let count = stop - start
            text += count > 3 ? "!\(count)\(character)" : String(repeating: character, count: count)
            start = stop
        }
        return text
    }

    /// The palette's colour of every pixel; -1 where the ground is seen.
    private static func dithered(_ raster: Raster, _ palette: Palette) -> [Int16] {
        let width = raster.width
        var indices = [Int16](repeating: -1, count: width * raster.height)
        guard !palette.colors.isEmpty else { return indices }
        // Errors in sixteenths, for this row and the next, with a border on both sides.
        var errors = [Int](repeating: 0, count: (width + 2) * 3)
        // Nearest colours are looked up by 6 bits a channel: the search over the palette is the slow part.
        var known = [Int16](repeating: -1, count: 1 << 18)
        for y in 0..<raster.height {
            var below = [Int](repeating: 0, count: (width + 2) * 3)
            for x in 0..<width where !raster.isClear(x: x, y: y) {
                let color = raster.color(x: x, y: y)
                let place = (x + 1) * 3
                let wanted = [color.red, color.green, color.blue].enumerated().map { channel, value in
                    min(max(value + errors[place + channel] / 16, 0), 255)
                }
                let key = (wanted[0] >> 2) << 12 | (wanted[1] >> 2) << 6 | wanted[2] >> 2
                if known[key] < 0 { known[key] = Int16(palette.nearest(wanted[0], wanted[1], wanted[2])) }
                let index = Int(known[key])
                indices[y * width + x] = Int16(index)
                let chosen = palette.colors[index]
                for (channel, value) in [chosen.red, chosen.green, chosen.blue].enumerated() {
                    let error = wanted[channel] - value
                    errors[place + 3 + channel] += error * 7
                    below[place - 3 + channel] += error * 3
                    below[place + channel] += error * 5
                    below[place + 3 + channel] += error
                }
            }
            errors = below
        }
        return indices
    }
}
