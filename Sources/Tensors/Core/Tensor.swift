/// An array of numbers with named axes. A value: assigning copies, and the copy costs nothing until one is written.
///
/// A tensor is a strided look at a `Storage`, so slicing and transposing move no numbers. `strides` and `offset`
/// count elements, not bytes; a stride may be 0 (a broadcast) or negative (a reversed slice).
public struct Tensor: @unchecked Sendable {
    public private(set) var storage: Storage
    /// What one element is.
    public let dtype: DType
    /// The size of each axis; none for a scalar.
    public let shape: [Int]
    /// How far neighbours along each axis lie apart, in elements.
    public let strides: [Int]
    /// Where the first element lies in the storage, in elements.
    public let offset: Int
    /// One an entry of `shape`.
    public var axes: [Axis] {
        didSet { if axes.count != shape.count { axes = oldValue } }
    }

    /// A look at `storage`. The caller has made sure that every element lies inside it.
    public init(storage: Storage, dtype: DType, shape: [Int], strides: [Int], offset: Int = 0, axes: [Axis]? = nil) {
        self.storage = storage
        self.dtype = dtype
        self.shape = shape
        self.strides = strides
        self.offset = offset
        let given = axes ?? []
        self.axes = given.count == shape.count ? given : Array(repeating: .unnamed, count: shape.count)
    }

    /// A new tensor whose elements `fill` writes, in row-major order.
    /// - Throws: `tensor.bad-shape`, `limit.memory`.
    public init<T: Element>(
        _ type: T.Type = T.self, shape: [Int], axes: [Axis]? = nil,
        fill: (UnsafeMutableBufferPointer<T>) throws -> Void
    ) throws {
        let count = try Tensor.elementCount(of: shape)
        let storage = try Storage(byteCount: count * T.dtype.size)
        try fill(UnsafeMutableBufferPointer(start: storage.base.assumingMemoryBound(to: T.self), count: count))
        self.init(storage: storage, dtype: T.dtype, shape: shape, strides: Tensor.rowMajor(shape), axes: axes)
    }

    /// A tensor of the given elements in row-major order. - Throws: `tensor.bad-shape` if the counts differ.
    public init<T: Element>(_ elements: [T], shape: [Int], axes: [Axis]? = nil) throws {
        guard try Tensor.elementCount(of: shape) == elements.count else {
            throw Problem("tensor.bad-shape", "\(elements.count) elements do not fill the shape \(shape)")
        }
        try self.init(T.self, shape: shape, axes: axes) { target in
            elements.withUnsafeBufferPointer { source in
                if let from = source.baseAddress { target.baseAddress?.update(from: from, count: source.count) }
            }
        }
    }

    /// A scalar tensor, rank 0.
    public init(scalar value: Float) throws { try self.init([value], shape: []) }

    // MARK: Shape

    /// The number of axes.
    public var rank: Int { shape.count }
    /// The number of elements.
    public var count: Int { shape.reduce(1, &*) }
    /// The name of each axis.
    public var names: [String?] { axes.map(\.name) }

    /// The position of the axis with this name.
    public func axis(named name: String) -> Int? { axes.firstIndex { $0.name == name } }

    /// Row-major without gaps, so its elements can be read as one run.
    public var isContiguous: Bool {
        var expected = 1
        for (size, stride) in zip(shape, strides).reversed() where size != 1 {
            if size == 0 { return true }
            if stride != expected { return false }
            expected &*= size
        }
        return true
    }

    /// The strides of a tensor of this shape without gaps, the last axis closest.
    public static func rowMajor(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        var step = 1
        for axis in shape.indices.reversed() {
            strides[axis] = step
            step &*= Swift.max(shape[axis], 1)
        }
        return strides
    }

    /// - Throws: `tensor.bad-shape` for a negative size, `limit.memory` for a product past 2^60.
    public static func elementCount(of shape: [Int]) throws -> Int {
        // Zeros are left out of the product, so that no later order of the axes can overflow either.
        var count = 1
        for size in shape {
            if size < 0 { throw Problem("tensor.bad-shape", "a size cannot be negative: \(shape)") }
            let (product, overflow) = count.multipliedReportingOverflow(by: Swift.max(size, 1))
            if overflow || product > 1 << 59 { throw Problem.outOfMemory(Int.max) }
            count = product
        }
        return shape.contains(0) ? 0 : count
    }

    // MARK: Elements

    /// Reads the elements in row-major order, copying first only where the tensor is not contiguous.
    /// The element type must be `dtype`'s; use `converted(to:)` before, or `floats()`.
    public func withElements<T: Element, Result>(
        _ type: T.Type = T.self, _ body: (UnsafeBufferPointer<T>) throws -> Result
    ) throws -> Result {
        guard T.dtype == dtype else {
            throw Problem("tensor.dtype", "expected a tensor of \(T.dtype.rawValue), found \(dtype.rawValue)")
        }
        if !isContiguous { return try contiguous().withElements(type, body) }
        let start = storage.base.assumingMemoryBound(to: T.self) + offset
        return try withExtendedLifetime(storage) { try body(UnsafeBufferPointer(start: start, count: count)) }
    }

    /// Writes the elements in place, in row-major order; copies first where the storage is shared or not contiguous.
    public mutating func withMutableElements<T: Element, Result>(
        _ type: T.Type = T.self, _ body: (UnsafeMutableBufferPointer<T>) throws -> Result
    ) throws -> Result {
        guard T.dtype == dtype else {
            throw Problem("tensor.dtype", "expected a tensor of \(T.dtype.rawValue), found \(dtype.rawValue)")
        }
        try makeWritable()
        let start = storage.base.assumingMemoryBound(to: T.self) + offset
        return try body(UnsafeMutableBufferPointer(start: start, count: count))
    }

    /// Sees to it that the elements lie row-major in storage that nobody else looks at.
    package mutating func makeWritable() throws {
        if !isContiguous || storage.owner != nil || !isKnownUniquelyReferenced(&storage) { self = try copied() }
        if storage.origin != nil { storage.origin = nil }
    }

    /// The elements as float32 in row-major order, whatever the dtype (bool gives 0 and 1).
    public func floats() throws -> [Float] {
        let source = try converted(to: .float32)
        return try source.withElements(Float.self) { try $0.array() }
    }

    /// The elements as integers in row-major order; floats are cut towards zero. - Throws for NaN and infinity.
    public func integers() throws -> [Int] {
        try converted(to: .int64).withElements(Int64.self) { source in
            try MemoryBudget.allow(source.count, of: 8)
            return try [Int](unsafeUninitializedCapacity: source.count) { target, filled in
                try inChunks(source.count) { part in
                    for index in part { target.initializeElement(at: index, to: Int(source[index])) }
                    filled = part.upperBound
                }
            }
        }
    }

    /// This tensor, row-major without gaps; itself where it already is.
    public func contiguous() throws -> Tensor { isContiguous ? self : try copied() }
}
