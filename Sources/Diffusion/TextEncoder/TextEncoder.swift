import Neural
import Tensors

/// Turns token ids into the vectors that cross-attention reads: transformers' `CLIPTextModel` and
/// `CLIPTextModelWithProjection` (Radford et al. 2021; OpenCLIP's towers are stored the same way).
public final class TextEncoder: @unchecked Sendable {
    public let configuration: TextEncoderConfiguration
    public let passes = PassCount()
    private let tokens: Embedding
    private let positions: Embedding
    private let layers: [TextEncoderLayer]
    private let finalNorm: LayerNorm
    private let projection: Linear?
    private let embeddingSite: Int

    /// What a text became.
    public struct Output: Sendable {
        /// ⟨batch, token, channel⟩ of the layer that was asked for.
        public var states: Tensor
        /// ⟨batch, channel⟩: the state of each text's first end token after the last normalisation.
        public var pooled: Tensor
        /// ⟨batch, channel⟩: those through the projection (`text_embeds`); nil for an encoder without one.
        public var projected: Tensor?
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
        // It stands beside the tower, not in it.
        projection = configuration.projectionWidth.map {
            Linear(root["text_projection"].with(.vector), configuration.width, $0, bias: false)
        }
    }

    /// - Parameters:
    ///   - ids: one list a text, all of one length, at most `configuration.positions` long.
    ///   - layer: which states to give; the last ones where left out.
    /// - Throws: `tokens.length`, `tokens.range`, `sample.clip-skip`, `Interrupted`, and what a visitor throws.
    public func callAsFunction(
        _ ids: [[Int]], layer: TextLayer = .normalised(skipping: 0), in forward: Forward = .plain
    ) throws -> Output {
        passes.add()
        guard (0..<layers.count).contains(layer.skipped) else {
            throw Problem.sampling(
                "clip-skip",
                "\(layer.skipped) of the text encoder's last layers are to be left out; it has \(layers.count)")
        }
        let skipped = layer.skipped
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
        var early = hidden
        for (index, layer) in layers.enumerated() {
            if index == layers.count - skipped { early = hidden }
            hidden = try layer(hidden, in: forward)
        }
        // Whoever looks at the normalisation sees the one that the UNet reads.
        let isEarly = layer == .normalised(skipping: skipped) && skipped > 0
        let last = try finalNorm(hidden, in: isEarly ? .plain : forward)
        let pooled = try pooled(last, ids)
        let states: Tensor =
            switch layer {
            case .normalised(skipping: 0): last
            case .normalised: try finalNorm(early, in: forward)
            case .raw(skipping: 0): hidden
            case .raw: early
            }
        return Output(states: states, pooled: pooled, projected: try projection.map { try $0(pooled, in: forward) })
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
