import Neural
import Tensors

/// Texts as cross-attention reads them.
public struct EncodedText: Sendable {
    /// ⟨batch, token, channel⟩; the token axis carries labels where there is one text.
    public var states: Tensor
    /// ⟨batch, channel⟩
    public var pooled: Tensor
    public var tokens: [TokenizedText]
}

extension DiffusionModel {
    /// Encodes texts, each padded to the tokenizer's length.
    /// - Throws: what the tokenizer and the text encoder throw, `Interrupted`.
    public func encode(text texts: [String], in forward: Forward = .plain) throws -> EncodedText {
        let tokens = try texts.map { try tokenizer.encode($0) }
        var output = try textEncoder(tokens.map(\.ids), in: forward)
        if let only = tokens.first, tokens.count == 1, only.labels.count == output.states.shape[1] {
            output.states.axes[1] = Axis("token", labels: only.labels)
        }
        return EncodedText(states: output.states, pooled: output.pooled, tokens: tokens)
    }

    /// The negative texts followed by the prompts, in one batch, as diffusers orders them.
    func conditioning(prompts: [String], negative: [String]?, in forward: Forward = .plain) throws -> (
        states: Tensor, texts: EncodedText, negative: EncodedText?
    ) {
        let texts = try encode(text: prompts, in: forward)
        guard let negative else { return (texts.states, texts, nil) }
        let other = try encode(text: negative, in: forward)
        var states = try Tensor.joined(other.states, texts.states)
        states.axes = tokenAxes
        return (states, texts, other)
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

    /// Rows of the first axis, without copying.
    func rows(_ range: Range<Int>) -> Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: [range.count] + shape.dropFirst(), strides: strides,
            offset: offset + range.lowerBound * (strides.first ?? 0), axes: axes)
    }
}
