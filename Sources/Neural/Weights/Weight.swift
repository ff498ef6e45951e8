import Tensors

/// One tensor of a state dict, still in the file until a layer needs it.
public final class Weight: Sendable {
    /// Its name with the part in front: `unet.conv_in.weight`.
    public let path: String
    public let shape: [Int]
    /// As the file stores it; nil where the file has none that fits, which `WeightStore.finish` reports.
    private let stored: Tensor?
    /// What adapters add to it.
    private let deltas: [WeightDelta]

    init(path: String, shape: [Int], stored: Tensor?, deltas: [WeightDelta] = []) {
        self.path = path
        self.shape = shape
        self.stored = stored
        self.deltas = deltas
    }

    /// A weight that lives in memory; float32, float16 or bfloat16.
    public init(path: String, tensor: Tensor) {
        self.path = path
        shape = tensor.shape
        stored = tensor
        deltas = []
    }

    /// The values as float32: the mapped file itself where that is its type and nothing changes it, else a
    /// copy.
    public func float32() throws -> Tensor {
        guard let stored else { throw Problem("model.weights", "`\(path)` has no values") }
        let plain = try stored.converted(to: .float32).contiguous()
        return try deltas.reduce(plain) { try $1.added(to: $0) }
    }

    /// The shape seen as a matrix: the first size, and the product of the others.
    var matrixSizes: (rows: Int, columns: Int) { (shape.first ?? 1, shape.dropFirst().reduce(1, *)) }
}
