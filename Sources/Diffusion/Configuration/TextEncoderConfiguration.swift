import Neural
import Tensors

/// `text_encoder/config.json` of a `CLIPTextModel` or a `CLIPTextModelWithProjection`.
public struct TextEncoderConfiguration: Sendable {
    public var vocabularySize: Int
    public var width: Int
    public var innerWidth: Int
    public var layers: Int
    public var heads: Int
    /// Most tokens that a text may have.
    public var positions: Int
    public var activation: Activation
    public var epsilon: Float
    public var endToken: Int
    /// Channels of the projection of the pooled state; nil where there is none.
    public var projectionWidth: Int?
}

extension TextEncoderConfiguration {
    /// - Throws: `model.config`, `model.unsupported`, `file.missing`, `json.syntax`.
    /// - Parameter hasProjection: whether `model_index.json` says that it is one with a projection.
    init(_ reader: ConfigReader, hasProjection: Bool) throws {
        vocabularySize = reader.integer("vocab_size", default: 49408, in: 1...(1 << 24))
        width = reader.integer("hidden_size", default: 512, in: 1...65536)
        innerWidth = reader.integer("intermediate_size", default: 2048, in: 1...262_144)
        layers = reader.integer("num_hidden_layers", default: 12, in: 1...256)
        heads = reader.integer("num_attention_heads", default: 8, in: 1...4096)
        positions = reader.integer("max_position_embeddings", default: 77, in: 1...65536)
        activation = reader.activation("hidden_act", default: "quick_gelu")
        epsilon = Float(reader.number("layer_norm_eps", default: 1e-5, in: 0...1))
        endToken = reader.integer("eos_token_id", default: 49407, in: 0...(1 << 24))
        _ = reader.word("model_type", default: "clip_text_model", from: ["clip_text_model"])
        if let architectures = reader.value("architectures") {
            let known = ["CLIPTextModel", "CLIPTextModelWithProjection"].map { JSON.array([.string($0)]) }
            if !known.contains(architectures) {
                reader.notSupported(["architectures"])
            }
        }
        let projected = reader.integer("projection_dim", default: 512, in: 1...65536)
        projectionWidth = hasProjection ? projected : nil
        // Training and bookkeeping: none of it changes what the encoder computes.
        reader.ignore([
            "attention_dropout", "dropout", "initializer_factor", "initializer_range", "bos_token_id", "pad_token_id",
            "transformers_version", "dtype", "torch_dtype", "use_cache", "output_attentions",
            "output_hidden_states", "return_dict", "tie_word_embeddings", "chunk_size_feed_forward", "is_decoder",
            "is_encoder_decoder", "id2label", "label2id", "problem_type", "gradient_checkpointing",
        ])
        if width % heads != 0 { reader.fault("`num_attention_heads` \(heads) does not divide `hidden_size` \(width)") }
        try reader.finish()
    }
}
