import Tensors

/// The objects of a picture on a plain ground: what is not of the ground's colour, part by part.
///
/// The ground's colour is the commonest at the border. Otsu's threshold over each pixel's distance from it lies midway
/// between ground and strong colours; half of it parts ground and objects, so that an object's pale parts belong to it.
/// Touching pixels are one object, its holes are filled, and specks are dropped. Nothing here is trained, and it is
/// only as good as the ground is plain.
public struct GroundSegmentation: Sendable {
    /// One object, from the largest.
    public struct Part: Sendable {
        /// bool ⟨y, x⟩.
        public let mask: Tensor
        public let area: Int
        /// The mean of each channel inside.
        public let colour: [Double]
        public let box: Box
    }

    public let parts: [Part]
    /// The ground's colour, channel by channel.
    public let ground: [Double]
    /// The distance from it at which an object begins.
    public let threshold: Double

    /// - Parameters:
    ///   - image: ⟨y, x, channel⟩ of one or three channels, values from 0 to 1 (a fourth channel is left out).
    ///   - smallest: parts of a smaller share of the picture are dropped.
    ///   - contrast: the threshold is never below this distance, so that noise on an empty ground is no object.
    /// - Throws: `metric.bad-option` for a tensor of other axes, `metric.not-finite`, `Interrupted`.
    public init(_ image: Tensor, smallest: Double = 0.004, contrast: Double = 0.06) throws {
        guard image.rank == 3, image.shape.allSatisfy({ $0 > 0 }) else {
            throw Problem(
                "metric.bad-option", "a picture has the axes ⟨y, x, channel⟩, found \(image.shapeDescription)")
        }
        var ordered = image
        if image.names.allSatisfy({ $0 != nil }), Set(image.names) == ["y", "x", "channel"] {
            ordered = try image.transposed(names: ["y", "x", "channel"])
        }
        let (height, width, stride) = (ordered.shape[0], ordered.shape[1], ordered.shape[2])
        let channels = min(stride, stride < 3 ? 1 : 3)
        let values = try Metrics.values(ordered, "segment_ground").map(Double.init)
        func colour(_ index: Int) -> [Double] { (0..<channels).map { values[index * stride + $0] } }

        let border = (0..<height * width).filter { index in
            let (y, x) = (index / width, index % width)
            return y < 2 || x < 2 || y >= height - 2 || x >= width - 2
        }
        let ground = Self.commonest(border.map(colour))
        let distances = (0..<height * width).map { index -> Float in
            let squares = zip(colour(index), ground).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            return Float((squares / Double(channels)).squareRoot())
        }
        let otsu = try Threshold.otsu.value(of: try Tensor(distances, shape: [height, width]))
        let threshold = max(otsu / 2, contrast)
        let objects = Self.filled(distances.map { Double($0) > threshold }, height: height, width: width)

        let (numbers, areas) = try ConnectedComponents.parts(objects, height: height, width: width, .eight)
        let least = Double(height * width) * smallest
        parts = try areas.enumerated().filter { Double($0.element) >= least }.map { place, area in
            let mask = try Tensor(Bool.self, shape: [height, width], axes: [Axis("y"), Axis("x")]) { target in
                for index in target.indices { target[index] = numbers[index] == place + 1 }
            }
            var sums = [Double](repeating: 0, count: channels)
            for index in numbers.indices where numbers[index] == place + 1 {
                for channel in 0..<channels { sums[channel] += values[index * stride + channel] }
            }
            let box = try Metrics.boundingBox(mask) ?? Box(x: 0, y: 0, width: 0, height: 0)
            return Part(mask: mask, area: area, colour: sums.map { $0 / Double(area) }, box: box)
        }
        self.ground = ground
        self.threshold = threshold
    }

    /// All objects together: bool ⟨y, x⟩, or nil where there is none.
    public func foreground() throws -> Tensor? {
        guard let first = parts.first else { return nil }
        var mask = first.mask
        for part in parts.dropFirst() {
            try part.mask.withElements(Bool.self) { more in
                try mask.withMutableElements(Bool.self) { target in
                    for index in target.indices where more[index] { target[index] = true }
                }
            }
        }
        return mask
    }

    /// The mean of the colours in the fullest cell of a grid of 12 a channel, and around it.
    private static func commonest(_ colours: [[Double]]) -> [Double] {
        func cell(_ colour: [Double]) -> [Int] { colour.map { Int(min(11, max(0, $0 * 12))) } }
        var counts: [Int: Int] = [:]
        for colour in colours { counts[cell(colour).reduce(0) { $0 * 12 + $1 }, default: 0] += 1 }
        // Of equally full cells the darkest, so that the answer does not depend on the order of a dictionary.
        let number = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
        let fullest = (0..<(colours.first?.count ?? 0)).reversed().map { place in
            number / (0..<place).reduce(1) { product, _ in product * 12 } % 12
        }
        let near = colours.filter { zip(cell($0), fullest).allSatisfy { abs($0 - $1) <= 1 } }
        let channels = colours.first?.count ?? 0
        return (0..<channels).map { channel in near.reduce(0) { $0 + $1[channel] } / Double(max(near.count, 1)) }
    }

    /// The mask with its holes: ground that the border does not reach through sides.
    private static func filled(_ mask: [Bool], height: Int, width: Int) -> [Bool] {
        var outside = [Bool](repeating: false, count: mask.count)
        var open: [Int] = []
        func visit(_ index: Int) {
            guard !mask[index], !outside[index] else { return }
            outside[index] = true
            open.append(index)
        }
        for y in 0..<height {
            visit(y * width)
            visit(y * width + width - 1)
        }
        for x in 0..<width {
            visit(x)
            visit((height - 1) * width + x)
        }
        while let index = open.popLast() {
            let (y, x) = (index / width, index % width)
            if x > 0 { visit(index - 1) }
            if x + 1 < width { visit(index + 1) }
            if y > 0 { visit(index - width) }
            if y + 1 < height { visit(index + width) }
        }
        return outside.map { !$0 }
    }
}
