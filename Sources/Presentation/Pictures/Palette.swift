import Runtime

/// The colours of a picture, at most 256, found by median cut (Heckbert 1982): the box of colours that spreads most
/// is halved at its median until there are enough. Colours are binned to 5 bits a channel first.
struct Palette {
    private(set) var colors: [(red: Int, green: Int, blue: Int)] = []

    private struct Bin {
        var channels: [Int]
        var count: Int
    }

    private struct Box {
        var bins: [Bin]

        /// The channel that spreads most, how far, and how many pixels are inside.
        var widest: (channel: Int, spread: Int) {
            (0..<3).map { channel in
                let values = bins.map { $0.channels[channel] }
                return (channel, (values.max() ?? 0) - (values.min() ?? 0))
            }.max { $0.1 < $1.1 } ?? (0, 0)
        }
    }

    init(_ raster: Raster, most: Int = 256) {
        var histogram = [Int](repeating: 0, count: 1 << 15)
        for y in 0..<raster.height {
            for x in 0..<raster.width where !raster.isClear(x: x, y: y) {
                let color = raster.color(x: x, y: y)
                histogram[(color.red >> 3) << 10 | (color.green >> 3) << 5 | color.blue >> 3] += 1
            }
        }
        let bins = histogram.indices.filter { histogram[$0] > 0 }
            .map { Bin(channels: [$0 >> 10, $0 >> 5 & 31, $0 & 31], count: histogram[$0]) }
        var boxes = [Box(bins: bins)]
        while boxes.count < most {
            let candidates = boxes.indices.filter { boxes[$0].bins.count > 1 }
            // Spread weighed by the pixels that it concerns.
            func weight(_ index: Int) -> Double {
                let pixels = boxes[index].bins.reduce(0) { $0 + $1.count }
                return Double(boxes[index].widest.spread) * Double(pixels).squareRoot()
            }
            guard let index = candidates.map({ ($0, weight($0)) }).max(by: { $0.1 < $1.1 })?.0 else { break }
            let (front, back) = Palette.halves(boxes[index])
            boxes[index] = front
            boxes.append(back)
        }
        colors = boxes.map(Palette.mean)
    }

    private static func halves(_ box: Box) -> (Box, Box) {
        let channel = box.widest.channel
        let sorted = box.bins.sorted { $0.channels[channel] < $1.channels[channel] }
        let half = sorted.reduce(0) { $0 + $1.count } / 2
        var sum = 0
        var cut = 0
        while cut < sorted.count - 1, sum < half || cut == 0 {
            sum += sorted[cut].count
            cut += 1
        }
        return (Box(bins: Array(sorted[..<cut])), Box(bins: Array(sorted[cut...])))
    }

    private static func mean(_ box: Box) -> (red: Int, green: Int, blue: Int) {
        let pixels = max(box.bins.reduce(0) { $0 + $1.count }, 1)
        func mean(_ channel: Int) -> Int {
            // The middle of a bin of eight levels, stretched so that both ends are reached.
            let sum = box.bins.reduce(0) { $0 + $1.channels[channel] * $1.count }
            return (sum * 255 / 31 + pixels / 2) / pixels
        }
        return (mean(0), mean(1), mean(2))
    }

    /// The position of the nearest colour.
    func nearest(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        var best = (index: 0, distance: Int.max)
        for (index, color) in colors.enumerated() {
            let (r, g, b) = (color.red - red, color.green - green, color.blue - blue)
            let distance = r * r + g * g + b * b
            if distance < best.distance { best = (index, distance) }
        }
        return best.index
    }
}
