import Neural
import Tensors

/// Turns token ids into the vectors that cross-attention reads: transformers' `CLIPTextModel` (Radford et al. 2021).
public final class TextEncoder: @unchecked Sendable {
    public let configuration: TextEncoderConfiguration
    public let passes = PassCount()
    private let tokens: Embedding
    private let positions: Embedding
    private let layers: [TextEncoderLayer]
    private let finalNorm: LayerNorm
    private let embeddingSite: Int

    /// What a text became.
    public struct Output: Sendable {
        /// ⟨batch, token, channel⟩ after the last normalisation.
        public var states: Tensor
        /// ⟨batch, channel⟩: the state of each text's first end token.
        public var pooled: Tensor
    }

    init(_ configuration: TextEncoderConfiguration, _ root: Scope) {
        self.configuration = configuration
        // Newer versions of transformers write these names without the first component.
        let hasPrefix = root.store.names.contains { $0.hasPrefix("text_model.") }
        let scope = (hasPrefix ? root["text_model"] : root).with(.tokens)
        let sites = scope.renamed(root.fullPath + ".text_model")
        tokens = Embedding(
            sites["embeddings.token_embedding"], count: configuration.vocabularySize, width: configuration.width)
        positions = Embedding(
            sites["embeddings.position_embedding"], count: configuration.positions, width: configuration.width)
        embeddingSite = sites["embeddings"].output(channels: configuration.width)
        layers = (0..<configuration.layers).map { TextEncoderLayer(sites["encoder.layers"][$0], configuration) }
        finalNorm = LayerNorm(sites["final_layer_norm"], configuration.width, epsilon: configuration.epsilon)
    }

    /// - Parameter ids: one list a text, all of one length, at most `configuration.positions` long.
    /// - Throws: `tokens.length`, `tokens.range`, `Interrupted`, and what a visitor throws.
    public func callAsFunction(_ ids: [[Int]], in forward: Forward = .plain) throws -> Output {
        passes.add()
        let length = ids.first?.count ?? 0
        guard ids.allSatisfy({ $0.count == length }), length >= 1, length <= configuration.positions else {
            throw Problem(
                "tokens.length",
                "the text encoder takes texts of one length, 1 to \(configuration.positions) tokens; "
                    + "found \(ids.map(\.count))")
        }
        let words = try tokens(ids.flatMap { $0 })
        let places = try positions((0..<length).map { $0 })
        let width = configuration.width
        var hidden = try words.viewed(as: [ids.count, length, width], axes: tokenAxes)
        try hidden.withMutableElements(Float.self) { values in
            try places.withElements(Float.self) { places in
                for index in values.indices { values[index] += places[index % (length * width)] }
            }
        }
        hidden = try forward.shown(embeddingSite, hidden, path: "text_encoder.text_model.embeddings")
        for layer in layers { hidden = try layer(hidden, in: forward) }
        let states = try finalNorm(hidden, in: forward)
        return Output(states: states, pooled: try pooled(states, ids))
    }

    /// The state at the first end token; a configuration with the end token 2 dates from before that was stored, and
    /// means the largest id.
    private func pooled(_ states: Tensor, _ ids: [[Int]]) throws -> Tensor {
        let width = configuration.width
        let length = states.shape[1]
        return try states.ready().withElements(Float.self) { states in
            try Tensor(Float.self, shape: [ids.count, width], axes: Tensor.axes(["batch", "channel"])) { target in
                for (row, text) in ids.enumerated() {
                    let end =
                        configuration.endToken == 2
                        ? text.indices.max { (text[$0], -$0) < (text[$1], -$1) }
                        : text.firstIndex(of: configuration.endToken)
                    let start = (row * length + (end ?? 0)) * width
                    for channel in 0..<width { target[row * width + channel] = states[start + channel] }
                }
            }
        }
    }
}
