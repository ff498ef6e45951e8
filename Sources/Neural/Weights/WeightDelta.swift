import Tensors

/// A change of low rank to one weight: factor · up · down (Hu et al. 2021).
public struct WeightDelta: Sendable {
    /// (rank, in), or (rank, in, y, x) for a convolution.
    public var down: Tensor
    /// (out, rank), or (out, rank, 1, 1).
    public var up: Tensor
    /// The strength that was asked for times α / rank.
    public var factor: Double

    public init(down: Tensor, up: Tensor, factor: Double) {
        self.down = down
        self.up = up
        self.factor = factor
    }

    /// The shape of the weight that this changes; nil where the two do not go together.
    public func shape(like weight: [Int]) -> [Int]? {
        guard down.rank >= 2, up.rank >= 2, up.shape[1] == down.shape[0], up.shape.dropFirst(2).allSatisfy({ $0 == 1 })
        else { return nil }
        let made = [up.shape[0]] + down.shape.dropFirst()
        // A layer that is stored as a convolution of one pixel, and an adapter that takes it for linear, or the reverse.
        let trimmed = made.count == 4 && made[2] == 1 && made[3] == 1 ? Array(made.prefix(2)) : made
        let wanted = weight.count == 4 && weight[2] == 1 && weight[3] == 1 ? Array(weight.prefix(2)) : weight
        return trimmed == wanted ? weight : nil
    }

    /// weight + factor · up · down, in float32. - Throws: `limit.memory`, `Interrupted`.
    func added(to weight: Tensor) throws -> Tensor {
        let rank = down.shape[0]
        let left = try up.converted(to: .float32).contiguous().reshaped([up.shape[0], rank])
        let right = try down.converted(to: .float32).contiguous().reshaped([rank, down.count / max(rank, 1)])
        let product = try left.matmul(right).reshaped(weight.shape)
        let scale = Float(factor)
        let plain = try weight.ready()
        return try Tensor(Float.self, shape: weight.shape) { target in
            try product.ready().withElements(Float.self) { product in
                try plain.withElements(Float.self) { weight in
                    for index in target.indices { target[index] = weight[index] + scale * product[index] }
                }
            }
        }
    }
}
