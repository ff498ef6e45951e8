/// The number types that files hold. Those that Limn computes with are read as they are; the others are converted.
enum StoredType: String {
    case float64, float32, float16, bfloat16
    case int64, int32, int16, int8
    case uint64, uint32, uint16, uint8
    case bool

    var size: Int {
        switch self {
        case .float64, .int64, .uint64: 8
        case .float32, .int32, .uint32: 4
        case .float16, .bfloat16, .int16, .uint16: 2
        case .int8, .uint8, .bool: 1
        }
    }

    /// The type that the elements have once read.
    var dtype: DType {
        switch self {
        case .float64, .float32: .float32
        case .float16: .float16
        case .bfloat16: .bfloat16
        case .bool: .bool
        default: .int64
        }
    }

    /// Whether the bytes of a file can be used as they lie (bool aside, whose bytes must be 0 or 1).
    var isNative: Bool {
        switch self {
        case .float32, .float16, .bfloat16, .int64: true
        default: false
        }
    }

    /// A tensor of its own with the elements of `bytes`, which hold exactly the elements of `shape` in row-major order.
    /// - Throws: `tensor.too-large-integer` for a uint64 beyond int64, `limit.memory`.
    func decode(_ bytes: UnsafeRawBufferPointer, shape: [Int], bigEndian: Bool = false) throws -> Tensor {
        let order = ByteOrder(isBig: bigEndian)
        return switch self {
        case .float64:
            try read(bytes, shape, UInt64.self) { Float(Double(bitPattern: order.native($0))) }
        case .float32:
            try read(bytes, shape, UInt32.self) { Float(bitPattern: order.native($0)) }
        case .float16:
            try read(bytes, shape, UInt16.self) { Float16(bitPattern: order.native($0)) }
        case .bfloat16:
            try read(bytes, shape, UInt16.self) { BFloat16(bits: order.native($0)) }
        case .int64: try read(bytes, shape, Int64.self) { order.native($0) }
        case .int32: try read(bytes, shape, Int32.self) { Int64(order.native($0)) }
        case .int16: try read(bytes, shape, Int16.self) { Int64(order.native($0)) }
        case .int8: try read(bytes, shape, Int8.self) { Int64($0) }
        case .uint32: try read(bytes, shape, UInt32.self) { Int64(order.native($0)) }
        case .uint16: try read(bytes, shape, UInt16.self) { Int64(order.native($0)) }
        case .uint8: try read(bytes, shape, UInt8.self) { Int64($0) }
        case .bool: try read(bytes, shape, UInt8.self) { $0 != 0 }
        case .uint64:
            try read(bytes, shape, UInt64.self) { element -> Int64 in
                let value = order.native(element)
                guard let signed = Int64(exactly: value) else {
                    throw Problem("tensor.too-large-integer", "\(value) does not fit in int64")
                }
                return signed
            }
        }
    }

    private func read<S: BitwiseCopyable, R: Element>(
        _ bytes: UnsafeRawBufferPointer, _ shape: [Int], _ type: S.Type, _ convert: (S) throws -> R
    ) throws -> Tensor {
        try Tensor(R.self, shape: shape) { target in
            guard target.count * size == bytes.count else {
                throw Problem("tensor.bad-shape", "\(bytes.count) bytes do not fill the shape \(shape)")
            }
            try inChunks(target.count) { part in
                for index in part {
                    target[index] = try convert(bytes.loadUnaligned(fromByteOffset: index * size, as: S.self))
                }
            }
        }
    }
}

/// Turns the integers of a file into the machine's.
private struct ByteOrder {
    let isBig: Bool

    @inline(__always)
    func native<I: FixedWidthInteger>(_ value: I) -> I { isBig ? I(bigEndian: value) : I(littleEndian: value) }
}

/// The bytes that the elements of a shape fill, or nil where a size is negative or a product leaves the integers.
/// Sizes of 0 count as 1 in the check, because strides are products of the other sizes.
func checkedByteCount(_ shape: [Int], elementSize: Int) -> Int? {
    var span = elementSize
    for size in shape {
        guard size >= 0 else { return nil }
        let (product, overflow) = span.multipliedReportingOverflow(by: max(size, 1))
        if overflow || product > 1 << 60 { return nil }
        span = product
    }
    return shape.contains(0) ? 0 : span
}

/// The most axes that a file may give a tensor (NumPy's own limit).
let mostAxes = 64
