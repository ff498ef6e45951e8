import Runtime

/// What a display needs of a tensor: its shape, and single elements as numbers. Nothing is copied.
package struct TensorReader {
    let shape: [Int]
    let names: [String?]
    let labels: [[String]?]
    let type: String
    /// Whether elements are whole numbers or bools.
    let isWhole: Bool
    let isBool: Bool
    private let strides: [Int]
    private let offset: Int
    private let base: UnsafeRawPointer?
    private let load: @Sendable (UnsafeRawPointer?, Int) -> Double
    /// Keeps the memory alive.
    private let owner: AnyObject?

    /// Numbers that a function gives, by their row-major index.
    package init(shape: [Int], element: @escaping @Sendable (Int) -> Double) {
        self.shape = shape
        names = shape.map { _ in nil }
        labels = shape.map { _ in nil }
        type = "float32"
        isWhole = false
        isBool = false
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        self.strides = strides
        offset = 0
        base = nil
        load = { element($1) }
        owner = nil
    }

    /// nil where the value is no tensor.
    init?(_ value: Value) {
        guard case .tensor(let tensor) = value else { return nil }
        shape = tensor.shape
        names = tensor.axes.map(\.name)
        labels = tensor.axes.map(\.labels)
        type = tensor.dtype.rawValue
        strides = tensor.strides
        offset = tensor.offset
        base = UnsafeRawPointer(tensor.storage.base)
        owner = tensor.storage
        isBool = tensor.dtype == .bool
        isWhole = isBool || tensor.dtype == .int64
        // A mapped file may hold numbers at odd addresses.
        let read: @Sendable (UnsafeRawPointer, Int) -> Double =
            switch tensor.dtype {
            case .float32: { Double($0.loadUnaligned(fromByteOffset: $1 * 4, as: Float.self)) }
            case .float16: { Double($0.loadUnaligned(fromByteOffset: $1 * 2, as: Float16.self)) }
            case .bfloat16:
                { Double(Float(bitPattern: UInt32($0.loadUnaligned(fromByteOffset: $1 * 2, as: UInt16.self)) << 16)) }
            case .int64: { Double($0.loadUnaligned(fromByteOffset: $1 * 8, as: Int64.self)) }
            case .bool: { $0.load(fromByteOffset: $1, as: UInt8.self) == 0 ? 0 : 1 }
            }
        load = { base, index in base.map { read($0, index) } ?? 0 }
    }

    var count: Int { shape.reduce(1, *) }

    /// The element at these positions, each inside its axis.
    func element(_ position: [Int]) -> Double {
        var index = offset
        for (place, stride) in zip(position, strides) { index += place * stride }
        return withExtendedLifetime(owner) { load(base, index) }
    }

    /// The element at a row-major index below `count`.
    func element(at flat: Int) -> Double {
        var index = offset
        var rest = flat
        for axis in shape.indices.reversed() {
            let (quotient, place) = rest.quotientAndRemainder(dividingBy: shape[axis])
            index += place * strides[axis]
            rest = quotient
        }
        return withExtendedLifetime(owner) { load(base, index) }
    }

    /// `⟨y 64, x 64⟩`, or `⟨3, 4⟩` where nobody named the axes; `⟨⟩` for a scalar.
    var shapeText: String {
        "⟨"
            + zip(names, shape).map { name, size in (name.map { "\(oneLine($0)) " } ?? "") + "\(size)" }.joined(
                separator: ", ")
            + "⟩"
    }
}
