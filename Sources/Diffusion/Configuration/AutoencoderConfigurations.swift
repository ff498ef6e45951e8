import Neural
import Tensors

/// `vae/config.json` of an `AutoencoderTiny`.
struct AutoencoderTinyConfiguration {
    var imageChannels: Int
    var latentChannels: Int
    var encoderChannels: [Int]
    var decoderChannels: [Int]
    var encoderBlocks: [Int]
    var decoderBlocks: [Int]
    var upsamplingFactor: Int
    var activation: Activation
    var scalingFactor: Double
    var shiftFactor: Double

    /// The picture is this many times larger than the latents.
    var factor: Int { 1 << max(encoderBlocks.count - 1, 0) }

    init(_ reader: ConfigReader) throws {
        _ = reader.word("_class_name", from: ["AutoencoderTiny"])
        imageChannels = reader.integer("in_channels", default: 3, in: 1...64)
        latentChannels = reader.integer("latent_channels", default: 4, in: 1...4096)
        encoderChannels = reader.integers("encoder_block_out_channels", default: [64, 64, 64, 64], in: 1...16384)
        decoderChannels = reader.integers("decoder_block_out_channels", default: [64, 64, 64, 64], in: 1...16384)
        encoderBlocks = reader.integers("num_encoder_blocks", default: [1, 3, 3, 3], in: 0...64)
        decoderBlocks = reader.integers("num_decoder_blocks", default: [3, 3, 3, 1], in: 0...64)
        upsamplingFactor = reader.integer("upsampling_scaling_factor", default: 2, in: 2...2)
        activation = reader.activation("act_fn", default: "relu")
        scalingFactor = reader.number("scaling_factor", default: 1, in: 1e-6...1e6)
        shiftFactor = reader.number("shift_factor", default: 0, in: -1e6...1e6)
        if reader.integer("out_channels", default: imageChannels, in: 1...64) != imageChannels {
            reader.fault("`out_channels` differs from `in_channels`")
        }
        reader.notSupported(["upsample_fn"], neutral: [.string("nearest")])
        // Bounds of an 8-bit storage of latents, which sampling does not use; a copy of the decoder's channels.
        reader.ignore(["latent_magnitude", "latent_shift", "force_upcast", "block_out_channels"])
        if encoderChannels.count != encoderBlocks.count || encoderBlocks.isEmpty {
            reader.fault("`encoder_block_out_channels` and `num_encoder_blocks` must have the same length")
        }
        if decoderChannels.count != decoderBlocks.count || decoderBlocks.count != encoderBlocks.count {
            reader.fault(
                "`decoder_block_out_channels`, `num_decoder_blocks` and `num_encoder_blocks` must have the same length")
        }
        // A stage begins with the channels that the one before it ended with.
        if Set(encoderChannels).count > 1 { reader.fault("`encoder_block_out_channels` must all be equal") }
        if Set(decoderChannels).count > 1 { reader.fault("`decoder_block_out_channels` must all be equal") }
        try reader.finish()
    }
}

/// `vae/config.json` of an `AutoencoderKL`.
struct AutoencoderKLConfiguration {
    var imageChannels: Int
    var latentChannels: Int
    var blockChannels: [Int]
    var layersPerBlock: Int
    var groups: Int
    var activation: Activation
    var scalingFactor: Double
    var shiftFactor: Double
    var hasQuantConvolution: Bool
    var hasPostQuantConvolution: Bool
    var hasMiddleAttention: Bool

    var factor: Int { 1 << max(blockChannels.count - 1, 0) }

    init(_ reader: ConfigReader) throws {
        _ = reader.word("_class_name", from: ["AutoencoderKL"])
        imageChannels = reader.integer("in_channels", default: 3, in: 1...64)
        latentChannels = reader.integer("latent_channels", default: 4, in: 1...4096)
        blockChannels = reader.integers("block_out_channels", default: [64], in: 1...16384)
        layersPerBlock = reader.integer("layers_per_block", default: 1, in: 1...64)
        groups = reader.integer("norm_num_groups", default: 32, in: 1...4096)
        activation = reader.activation("act_fn", default: "silu")
        scalingFactor = reader.number("scaling_factor", default: 0.18215, in: 1e-6...1e6)
        shiftFactor = reader.number("shift_factor", default: 0, in: -1e6...1e6)
        hasQuantConvolution = reader.flag("use_quant_conv", default: true)
        hasPostQuantConvolution = reader.flag("use_post_quant_conv", default: true)
        hasMiddleAttention = reader.flag("mid_block_add_attention", default: true)
        let down = reader.words("down_block_types", default: ["DownEncoderBlock2D"], from: ["DownEncoderBlock2D"])
        let up = reader.words("up_block_types", default: ["UpDecoderBlock2D"], from: ["UpDecoderBlock2D"])
        if reader.integer("out_channels", default: imageChannels, in: 1...64) != imageChannels {
            reader.fault("`out_channels` differs from `in_channels`")
        }
        reader.notSupported(["latents_mean", "latents_std"])
        // Everything runs in float32; the size of the training pictures does not limit others.
        reader.ignore(["sample_size", "force_upcast"])
        if blockChannels.isEmpty { reader.fault("`block_out_channels` is empty") }
        if down.count != blockChannels.count || up.count != blockChannels.count {
            reader.fault("`down_block_types`, `up_block_types` and `block_out_channels` must have the same length")
        }
        for channels in blockChannels where channels % groups != 0 {
            reader.fault("`norm_num_groups` \(groups) does not divide \(channels) of `block_out_channels`")
        }
        try reader.finish()
    }
}
