import Tensors

/// Where a weight is in its file, and which part of the tensor there it is.
public struct StoredWeight: Sendable {
    /// Position among the files of the store.
    public var file: Int
    /// The tensor's name in that file.
    public var name: String
    public var view: View

    public init(file: Int = 0, name: String, view: View = .whole) {
        self.file = file
        self.name = name
        self.view = view
    }

    /// How other layouts keep a weight.
    public enum View: Sendable, Equatable {
        case whole
        /// One of `count` equal parts of the rows: queries, keys and values that are stored together.
        case part(Int, of: Int)
        /// (in, out) in the place of (out, in).
        case transposed
        /// A 1×1 convolution (out, in, 1, 1) for a linear layer (out, in).
        case matrix

        func shape(of stored: [Int]) -> [Int] {
            switch self {
            case .part(_, let count) where !stored.isEmpty && stored[0] % count == 0:
                [stored[0] / count] + stored.dropFirst()
            case .transposed where stored.count == 2: [stored[1], stored[0]]
            case .matrix where stored.count == 4 && stored[2] == 1 && stored[3] == 1: [stored[0], stored[1]]
            case .whole, .part, .transposed, .matrix: stored
            }
        }

        /// The weight without copying what is mapped. The shape was checked.
        func of(_ stored: Tensor) throws -> Tensor {
            let shape = shape(of: stored.shape)
            switch self {
            case .whole: return stored
            case .part(let place, _):
                return Tensor(
                    storage: stored.storage, dtype: stored.dtype, shape: shape, strides: stored.strides,
                    offset: stored.offset + place * (shape.first ?? 0) * (stored.strides.first ?? 0))
            case .transposed:
                return Tensor(
                    storage: stored.storage, dtype: stored.dtype, shape: shape,
                    strides: shape.count == 2 ? [stored.strides[1], stored.strides[0]] : stored.strides,
                    offset: stored.offset)
            case .matrix: return try stored.viewed(as: shape)
            }
        }
    }
}
