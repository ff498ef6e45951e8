/// What one element of a tensor is. Arithmetic on the two 16-bit floats is done in float32 and rounded once.
public enum DType: String, Sendable, CaseIterable {
    case float32, float16, bfloat16, int64, bool

    /// Bytes an element.
    public var size: Int {
        switch self {
        case .float32: 4
        case .float16, .bfloat16: 2
        case .int64: 8
        case .bool: 1
        }
    }

    /// One of the three floats.
    public var isFloating: Bool { self == .float32 || self == .float16 || self == .bfloat16 }
}

/// A Swift type that is the element of a `DType`.
public protocol Element: Sendable, BitwiseCopyable {
    static var dtype: DType { get }
}

extension Float: Element { public static var dtype: DType { .float32 } }
extension Int64: Element { public static var dtype: DType { .int64 } }
extension Bool: Element { public static var dtype: DType { .bool } }
extension Float16: Element { public static var dtype: DType { .float16 } }
extension BFloat16: Element { public static var dtype: DType { .bfloat16 } }

extension Float {
    /// A float16 given by its bits. The compiler has no instruction for it on a plain x86-64, so the exponent is moved
    /// by a multiplication, which also takes care of the subnormal numbers.
    @inline(__always)
    package init(halfBits: UInt16) {
        let magnitude = UInt32(halfBits & 0x7FFF) << 13
        let sign = UInt32(halfBits & 0x8000) << 16
        let scaled = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
        // Infinity and NaN keep their exponent of all ones.
        let special: UInt32 = magnitude >= 0x0F80_0000 ? 0x7F80_0000 : 0
        self = Float(bitPattern: scaled | special | sign)
    }

    /// The bits of the nearest float16, ties to even; 65520 and above become infinite.
    @inline(__always)
    package var halfBits: UInt16 {
        let sign = UInt16(truncatingIfNeeded: (bitPattern & 0x8000_0000) >> 16)
        let magnitude = bitPattern & 0x7FFF_FFFF
        // A subnormal result: adding 0.5 rounds at the right bit.
        let small = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
        let normal = (magnitude &- 0x3800_0000 &+ 0x0FFF &+ ((magnitude >> 13) & 1)) >> 13
        let special: UInt32 = magnitude > 0x7F80_0000 ? 0x7E00 : 0x7C00
        let bits = magnitude >= 0x4780_0000 ? special : magnitude < 0x3880_0000 ? small : normal
        return UInt16(truncatingIfNeeded: bits) | sign
    }
}

/// The upper half of a float32: 8 bits of exponent, 7 of fraction.
public struct BFloat16: Sendable, BitwiseCopyable, Equatable {
    /// Sign, exponent and fraction, highest first.
    public var bits: UInt16

    /// The number with these bits.
    public init(bits: UInt16) { self.bits = bits }

    /// Rounds to nearest, ties to even; a NaN stays a NaN.
    @inline(__always)
    public init(_ value: Float) {
        let raw = value.bitPattern
        if value.isNaN {
            bits = UInt16(truncatingIfNeeded: raw >> 16) | 0x0040
        } else {
            bits = UInt16(truncatingIfNeeded: (raw &+ 0x7FFF &+ ((raw >> 16) & 1)) >> 16)
        }
    }

    @inline(__always)
    public var float: Float { Float(bitPattern: UInt32(bits) << 16) }
}
