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

/// The upper half of a float32: 8 bits of exponent, 7 of fraction.
public struct BFloat16: Sendable, BitwiseCopyable, Equatable {
    public var bits: UInt16

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
