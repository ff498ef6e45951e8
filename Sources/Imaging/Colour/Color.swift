import Tensors

/// An opaque colour, sRGB, 8 bits a channel.
public struct Color: Sendable, Hashable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `0x1f77b4`.
    public init(hex: UInt32) {
        self.init(
            UInt8(truncatingIfNeeded: hex >> 16), UInt8(truncatingIfNeeded: hex >> 8), UInt8(truncatingIfNeeded: hex))
    }

    public static let white = Color(255, 255, 255)
    public static let black = Color(0, 0, 0)

    /// Colours by name, for scripts.
    public static let names: [String: Color] = [
        "white": .white, "black": .black, "grey": Color(128, 128, 128), "gray": Color(128, 128, 128),
        "red": Color(214, 39, 40), "green": Color(44, 160, 44), "blue": Color(31, 119, 180),
        "yellow": Color(255, 215, 0), "orange": Color(255, 127, 14), "purple": Color(148, 103, 189),
        "cyan": Color(23, 190, 207), "magenta": Color(227, 119, 194),
    ]

    /// A name of `names`, or `#rgb` or `#rrggbb`. - Throws: `color.unknown`.
    public static func named(_ text: String) throws -> Color {
        if let color = names[text.lowercased()] { return color }
        var digits = Array(text.utf8)
        if digits.first == 0x23 {
            digits.removeFirst()
            if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
            if digits.count == 6, let hex = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) {
                return Color(hex: hex)
            }
        }
        throw Problem(
            "color.unknown", "there is no colour \"\(text)\"",
            help: "write #rrggbb, or one of \(names.keys.sorted().joined(separator: ", "))")
    }

    /// Perceived brightness from 0 to 1 (Rec. 709 weights on the encoded values): decides black or white text above.
    var brightness: Double {
        (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255
    }

    /// The mix `(1 - amount) · self + amount · other` on the encoded values.
    func mixed(with other: Color, _ amount: Double) -> Color {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { byte(Double(a) + (Double(b) - Double(a)) * amount) }
        return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }
}

/// Rounded to the nearest of 0…255, ties to even; NaN gives 0.
@inline(__always)
func byte(_ value: Double) -> UInt8 {
    value > 0 ? UInt8(min(value, 255).rounded(.toNearestOrEven)) : 0
}

@inline(__always)
func byte(_ value: Float) -> UInt8 {
    value > 0 ? UInt8(min(value, 255).rounded(.toNearestOrEven)) : 0
}
