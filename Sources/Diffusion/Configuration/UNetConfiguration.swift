import Neural
import Tensors

/// `unet/config.json` of a `UNet2DConditionModel` of Stable Diffusion's kind.
///
/// Beware of `attention_head_dim`: in this class it is the number of heads, as diffusers reads it (its own comment
/// calls the name a mistake that too many files share to mend).
public struct UNetConfiguration: Sendable {
    public enum Block: Sendable { case plain, crossAttention }

    /// `addition_embed_type: text_time`.
    public struct Addition: Sendable, Equatable {
        /// Channels of the waves of each number.
        public var waveWidth: Int
        /// Channels of the pooled text and of all waves together.
        public var inputWidth: Int
        /// How many sizes there are: the original's, the crop's corner, the target's.
        public static let sizeCount = 6
        public var pooledWidth: Int { inputWidth - Addition.sizeCount * waveWidth }
    }

    /// Size of the latents that the model was trained on; nil where the file does not say.
    public var sampleSize: (height: Int, width: Int)?
    public var inChannels: Int
    public var outChannels: Int
    public var blockChannels: [Int]
    public var downBlocks: [Block]
    public var upBlocks: [Block]
    /// nil where the model has no middle block.
    public var midBlock: Block?
    public var layersPerBlock: [Int]
    public var transformerLayers: [Int]
    public var heads: [Int]
    public var contextWidths: [Int]
    public var normGroups: Int
    public var normEpsilon: Float
    public var activation: Activation
    public var downsamplePadding: Int
    public var usesLinearProjection: Bool
    public var scalesAndShiftsByTime: Bool
    public var flipsSineToCosine: Bool
    public var frequencyShift: Double
    public var timeWidth: Int
    public var timeActivation: Activation?
    /// How a pooled text and the picture's sizes reach the blocks (XL's `text_time`); nil where they do not.
    public var addition: Addition?
    public var centersInput: Bool
    public var inKernel: Int
    public var outKernel: Int
}

extension UNetConfiguration {
    /// - Throws: `model.config`, `model.unsupported`, `file.missing`, `json.syntax`.
    init(_ reader: ConfigReader) throws {
        _ = reader.word("_class_name", default: "UNet2DConditionModel", from: ["UNet2DConditionModel"])
        blockChannels = reader.integers("block_out_channels", default: [320, 640, 1280, 1280], in: 1...16384)
        if blockChannels.isEmpty { reader.fault("`block_out_channels` is empty") }
        let count = blockChannels.count
        let down = ["DownBlock2D": Block.plain, "CrossAttnDownBlock2D": .crossAttention]
        let up = ["UpBlock2D": Block.plain, "CrossAttnUpBlock2D": .crossAttention]
        let middle = ["UNetMidBlock2D": Block.plain, "UNetMidBlock2DCrossAttn": .crossAttention]
        let cross = Array(repeating: "CrossAttnDownBlock2D", count: 3)
        downBlocks = reader.words("down_block_types", default: cross + ["DownBlock2D"], from: down.keys.sorted())
            .compactMap { down[$0] }
        upBlocks = reader.words(
            "up_block_types", default: ["UpBlock2D"] + Array(repeating: "CrossAttnUpBlock2D", count: 3),
            from: up.keys.sorted()
        ).compactMap { up[$0] }
        if reader.has("mid_block_type"), reader.value("mid_block_type") == nil {
            midBlock = nil
        } else {
            midBlock =
                middle[
                    reader.word("mid_block_type", default: "UNetMidBlock2DCrossAttn", from: middle.keys.sorted())]
        }
        layersPerBlock = reader.perBlock("layers_per_block", blocks: count, default: 2, in: 1...64)
        transformerLayers = reader.perBlock("transformer_layers_per_block", blocks: count, default: 1, in: 1...64)
        heads = reader.perBlock("attention_head_dim", blocks: count, default: 8, in: 1...4096)
        contextWidths = reader.perBlock("cross_attention_dim", blocks: count, default: 1280, in: 1...65536)
        inChannels = reader.integer("in_channels", default: 4, in: 1...4096)
        outChannels = reader.integer("out_channels", default: 4, in: 1...4096)
        normGroups = reader.integer("norm_num_groups", default: 32, in: 1...4096)
        normEpsilon = Float(reader.number("norm_eps", default: 1e-5, in: 0...1))
        activation = reader.activation("act_fn", default: "silu")
        downsamplePadding = reader.integer("downsample_padding", default: 1, in: 0...1)
        usesLinearProjection = reader.flag("use_linear_projection", default: false)
        scalesAndShiftsByTime =
            reader.word("resnet_time_scale_shift", default: "default", from: ["default", "scale_shift"])
            == "scale_shift"
        flipsSineToCosine = reader.flag("flip_sin_to_cos", default: true)
        frequencyShift = reader.number("freq_shift", default: 0, in: -1...16)
        timeWidth =
            reader.optionalInteger("time_embedding_dim", in: 2...65536) ?? (blockChannels.first ?? 1) * 4
        timeActivation =
            reader.value("time_embedding_act_fn") == nil
            ? nil : reader.activation("time_embedding_act_fn", default: "silu")
        centersInput = reader.flag("center_input_sample", default: false)
        inKernel = reader.integer("conv_in_kernel", default: 3, in: 1...31)
        outKernel = reader.integer("conv_out_kernel", default: 3, in: 1...31)
        sampleSize = UNetConfiguration.sampleSize(reader)
        addition = UNetConfiguration.addition(reader)
        refuseTheRest(reader)
        check(reader)
        try reader.finish()
    }

    private static func sampleSize(_ reader: ConfigReader) -> (height: Int, width: Int)? {
        guard let value = reader.value("sample_size") else { return nil }
        if value.array == nil {
            let side = reader.integer("sample_size", in: 1...65536)
            return (side, side)
        }
        let sizes = reader.integers("sample_size", in: 1...65536)
        guard sizes.count == 2 else {
            reader.fault("`sample_size` has \(sizes.count) sizes; wanted one or two")
            return nil
        }
        return (sizes[0], sizes[1])
    }

    private static func addition(_ reader: ConfigReader) -> Addition? {
        let kind = reader.value("addition_embed_type")
        guard kind == .string("text_time") else {
            if kind != nil { _ = reader.word("addition_embed_type", from: ["text_time"]) }
            reader.notSupported(["addition_time_embed_dim", "projection_class_embeddings_input_dim"])
            return nil
        }
        let addition = Addition(
            waveWidth: reader.integer("addition_time_embed_dim", in: 2...65536),
            inputWidth: reader.integer("projection_class_embeddings_input_dim", in: 1...65536))
        if addition.pooledWidth < 1 {
            reader.fault(
                "`projection_class_embeddings_input_dim` \(addition.inputWidth) leaves no room for a text beside "
                    + "\(Addition.sizeCount) sizes of \(addition.waveWidth) channels")
        }
        return addition
    }

    private func refuseTheRest(_ reader: ConfigReader) {
        reader.notSupported([
            "num_attention_heads", "encoder_hid_dim", "encoder_hid_dim_type", "class_embed_type", "num_class_embeds",
            "timestep_post_act", "time_cond_proj_dim", "cross_attention_norm", "reverse_transformer_layers_per_block",
        ])
        reader.notSupported(
            [
                "only_cross_attention", "mid_block_only_cross_attention", "dual_cross_attention",
                "class_embeddings_concat", "resnet_skip_time_act",
            ], neutral: [.bool(false)])
        reader.notSupported(
            ["mid_block_scale_factor", "resnet_out_scale_factor"], neutral: [.int(1), .double(1)])
        reader.notSupported(["time_embedding_type"], neutral: [.string("positional")])
        reader.notSupported(["attention_type"], neutral: [.string("default")])
        // Everything runs in float32 and nothing is dropped while sampling.
        reader.ignore(["upcast_attention", "dropout", "addition_embed_type_num_heads"])
    }

    /// What each key allows and all of them together do not.
    private func check(_ reader: ConfigReader) {
        // Beside a fault stand-ins were read, which need not agree with one another.
        guard !reader.hasFaults else { return }
        let count = blockChannels.count
        if downBlocks.count != count {
            reader.fault("`down_block_types` has \(downBlocks.count) blocks, `block_out_channels` \(count)")
        }
        if upBlocks.count != count {
            reader.fault("`up_block_types` has \(upBlocks.count) blocks, `block_out_channels` \(count)")
        }
        for channels in blockChannels where channels % normGroups != 0 {
            reader.fault("`norm_num_groups` \(normGroups) does not divide \(channels) of `block_out_channels`")
        }
        for (channels, heads) in zip(blockChannels, heads) where heads > channels {
            reader.fault("`attention_head_dim` asks for \(heads) heads of \(channels) channels")
        }
        if inKernel % 2 == 0 || outKernel % 2 == 0 {
            reader.fault("`conv_in_kernel` and `conv_out_kernel` must be odd")
        }
        if let first = blockChannels.first, Double(first / 2) == frequencyShift {
            reader.fault("`freq_shift` \(frequencyShift) leaves no frequencies")
        }
    }
}
