import Neural
import Tensors

/// Texts as the UNet reads them.
public struct EncodedText: Sendable {
    /// ⟨batch, token, channel⟩, the channels of all text encoders behind one another; the token axis carries labels where
    /// there is one text.
    public var states: Tensor
    /// ⟨batch, channel⟩ of the last encoder: what XL's UNet reads beside the sizes.
    public var pooled: Tensor
    /// As the first tokenizer reads them.
    public var tokens: [TokenizedText]
}

extension DiffusionModel {
    /// Encodes texts, each padded to the tokenizers' length.
    /// - Parameter skipping: how many more of the last layers are left out than usual (`clip_skip`).
    /// - Throws: what the tokenizers and text encoders throw, `sample.clip-skip`, `Interrupted`.
    public func encode(
        text texts: [String], skipping: Int = 0, in forward: Forward = .plain
    ) throws -> EncodedText {
        let layer = kind.layer(skipping: skipping)
        let tokens = try texts.map { try tokenizer.encode($0) }
        var outputs: [TextEncoder.Output] = []
        for (place, tower) in towers.enumerated() {
            let ids = try place == 0 ? tokens.map(\.ids) : texts.map { try tower.tokenizer.encode($0).ids }
            outputs.append(try tower.encoder(ids, layer: layer, in: forward))
        }
        guard let last = outputs.last else { throw Problem("model.config", "the model has no text encoder") }
        var states = try outputs.dropLast().reversed().reduce(last.states) { try $1.states.withChannels(of: $0) }
        states.axes = tokenAxes
        if let only = tokens.first, tokens.count == 1, only.labels.count == states.shape[1] {
            states.axes[1] = Axis("token", labels: only.labels)
        }
        return EncodedText(states: states, pooled: last.projected ?? last.pooled, tokens: tokens)
    }
}

extension Tensor {
    /// Two tensors of float32, one after the other along the first axis.
    static func joined(_ first: Tensor, _ second: Tensor) throws -> Tensor {
        guard first.rank > 0, first.shape.dropFirst() == second.shape.dropFirst() else {
            throw Problem("tensor.shape-mismatch", "\(first.shape) and \(second.shape) cannot be joined")
        }
        let (left, right) = (try first.ready(), try second.ready())
        let shape = [first.shape[0] + second.shape[0]] + first.shape.dropFirst()
        return try Tensor(Float.self, shape: shape, axes: first.axes) { target in
            try left.withElements(Float.self) { left in
                try right.withElements(Float.self) { right in
                    guard let to = target.baseAddress else { return }
                    if let from = left.baseAddress { to.update(from: from, count: left.count) }
                    if let from = right.baseAddress { (to + left.count).update(from: from, count: right.count) }
                }
            }
        }
    }

    /// The channels of this, then those of `other`; all other axes are the same.
    func withChannels(of other: Tensor) throws -> Tensor {
        guard shape.dropLast() == other.shape.dropLast(), let left = shape.last, let right = other.shape.last else {
            throw Problem("tensor.shape-mismatch", "the channels of \(shape) and \(other.shape) cannot be joined")
        }
        let rows = shape.dropLast().reduce(1, *)
        let flat = try concatenatedChannels(
            viewed(as: [1, 1, rows, left]), other.viewed(as: [1, 1, rows, right]))
        return try flat.viewed(as: shape.dropLast() + [left + right], axes: axes)
    }

    /// Rows of the first axis, without copying.
    func rows(_ range: Range<Int>) -> Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: [range.count] + shape.dropFirst(), strides: strides,
            offset: offset + range.lowerBound * (strides.first ?? 0), axes: axes)
    }
}
