import Tensors

/// Colours for numbers: 256 of them from low to high.
///
/// viridis, magma, inferno, plasma and cividis are perceptually uniform: equal steps of the number look equal, and
/// brightness rises all the way, so they survive a grey print. coolwarm diverges from a neutral middle, for signed
/// numbers. Index rule and values equal matplotlib's.
public struct Colormap: Sendable, Equatable {
    public let name: String
    /// From low to high; 256 of them.
    public let colors: [Color]

    public static let viridis = Colormap("viridis", hexadecimal: ColormapData.viridis)
    public static let magma = Colormap("magma", hexadecimal: ColormapData.magma)
    public static let inferno = Colormap("inferno", hexadecimal: ColormapData.inferno)
    public static let plasma = Colormap("plasma", hexadecimal: ColormapData.plasma)
    public static let cividis = Colormap("cividis", hexadecimal: ColormapData.cividis)
    public static let turbo = Colormap("turbo", hexadecimal: ColormapData.turbo)
    public static let coolwarm = Colormap("coolwarm", (0..<256).map { coolwarmColor(at: Double($0) / 255) })
    public static let grey = Colormap("grey", (0...255).map { Color($0, $0, $0) })

    public static let all = [magma, viridis, inferno, plasma, cividis, turbo, coolwarm, grey]

    /// The names that `named` takes. Each may be followed by `_r`, which reverses the map.
    public static let names = all.map(\.name)

    /// A map by its name. - Throws: `colormap.unknown`.
    public static func named(_ name: String) throws -> Colormap {
        let isReversed = name.hasSuffix("_r")
        let base = isReversed ? String(name.dropLast(2)) : name
        guard let map = all.first(where: { $0.name == base || (base == "gray" && $0.name == "grey") }) else {
            throw Problem(
                "colormap.unknown", "there is no colour map \"\(name)\"",
                help: "take one of \(names.joined(separator: ", ")); with _r it is reversed")
        }
        return isReversed ? map.reversed() : map
    }

    public init(_ name: String, _ colors: [Color]) {
        self.name = name
        self.colors =
            colors.count == 256 ? colors : (0..<256).map { colors.isEmpty ? .black : colors[$0 * colors.count / 256] }
    }

    private init(_ name: String, hexadecimal text: String) {
        let digits = text.utf8.map { Int($0) - ($0 < 0x40 ? 0x30 : 0x57) }
        self.init(
            name,
            stride(from: 0, to: digits.count - 5, by: 6).map { start in
                let bytes = [0, 2, 4].map {
                    UInt8(truncatingIfNeeded: digits[start + $0] << 4 | digits[start + $0 + 1])
                }
                return Color(bytes[0], bytes[1], bytes[2])
            })
    }

    /// High becomes low.
    public func reversed() -> Colormap { Colormap(name + "_r", colors.reversed()) }

    /// The colour of a position from 0 to 1, cut off outside; NaN has the colour of 0.
    public func color(at position: Double) -> Color { colors[Int(min(max(position, 0) * 256, 255))] }

    /// Where a number has no value.
    static let missing = Color(160, 160, 160)

    /// A picture of ⟨y, x⟩ numbers, three channels.
    /// - Parameters:
    ///   - low: the number that gets the first colour; the smallest finite one where nil.
    ///   - high: the number that gets the last colour; the largest finite one where nil.
    /// NaN is drawn in grey; infinities take the ends.
    /// - Throws: `image.not-a-heat-map`, `image.bad-range` where `low` is not below `high`, `image.too-large`.
    public func apply(_ tensor: Tensor, low: Double? = nil, high: Double? = nil) throws -> Image {
        let ordered = try Image.pictureOrder(tensor)
        guard ordered.rank == 2 || ordered.shape[2] == 1 else { throw Problem.notAHeatMap(tensor) }
        if let low, let high, !(low < high) {
            throw Problem("image.bad-range", "low must be below high; found low \(low) and high \(high)")
        }
        let source = try ordered.converted(to: .float32)
        return try Image(width: ordered.shape[1], height: ordered.shape[0], channels: 3) { target in
            try source.withElements(Float.self) { numbers in
                var (least, most) = (Float.infinity, -Float.infinity)
                for number in numbers where number.isFinite {
                    least = min(least, number)
                    most = max(most, number)
                }
                let bottom = low ?? Double(least)
                let scale = (high ?? Double(most)) - bottom
                for (index, number) in numbers.enumerated() {
                    let position = scale > 0 ? (Double(number) - bottom) / scale : 0
                    let color = number.isNaN ? Colormap.missing : color(at: position.isNaN ? 0 : position)
                    target[3 * index] = color.red
                    target[3 * index + 1] = color.green
                    target[3 * index + 2] = color.blue
                }
            }
        }
    }
}
