import Tensors

/// The settings of a single file, as diffusers' JSON would hold them: sizes are read off the weights; what no weight
/// shows (the number of heads, activations, the noise) is what each version was published with.
struct OriginalSettings {
    let kind: OriginalKind
    private let shapes: [String: [Int]]

    init(kind: OriginalKind, shapes: [String: [Int]]) {
        self.kind = kind
        self.shapes = shapes
    }

    private func unet(_ name: String) -> [Int]? { shapes[OriginalKind.unetPrefix + name] }

    private func vae(_ name: String) -> [Int]? {
        OriginalKind.autoencoderPrefixes.lazy.compactMap { shapes[$0 + name] }.first
    }

    // MARK: UNet

    /// Channels of each level, and how deep the transformers of each are (0 where there are none).
    private var levels: [(channels: Int, blocks: Int, depth: Int)] {
        var levels: [(channels: Int, blocks: Int, depth: Int)] = []
        var isNew = true
        for number in 1..<64 {
            if unet("input_blocks.\(number).0.op.weight") != nil {
                isNew = true
                continue
            }
            guard let channels = unet("input_blocks.\(number).0.out_layers.3.weight")?.first else { break }
            if isNew { levels.append((channels, 0, 0)) }
            isNew = false
            let depth = (0..<64).prefix { unet(transformer("input_blocks.\(number).1", $0)) != nil }.count
            levels[levels.count - 1].blocks += 1
            levels[levels.count - 1].depth = max(levels[levels.count - 1].depth, depth)
        }
        return levels
    }

    private func transformer(_ place: String, _ number: Int) -> String {
        "\(place).transformer_blocks.\(number).attn2.to_k.weight"
    }

    var layersPerBlock: Int { max(levels.first?.blocks ?? 1, 1) }

    /// Channels of what cross-attention reads.
    private var contextWidth: Int {
        for (name, shape) in shapes where name.hasSuffix(".attn2.to_k.weight") && shape.count == 2 { return shape[1] }
        return 768
    }

    func unetSettings() -> JSON {
        let levels = levels
        func list(_ values: [JSON]) -> JSON { .array(values) }
        let crosses = levels.map { $0.depth > 0 }
        let middleDepth = (0..<64).prefix { unet(transformer("middle_block.1", $0)) != nil }.count
        let projection = unet("input_blocks.1.1.proj_in.weight") ?? unet("middle_block.1.proj_in.weight")
        // The deepest level's own transformers, or else the middle block's.
        let depths = levels.enumerated().map { place, level in
            level.depth > 0 ? level.depth : place == levels.count - 1 ? max(middleDepth, 1) : 1
        }
        let input = unet("label_emb.0.0.weight")?[safe: 1]
        return .object([
            "_class_name": .string("UNet2DConditionModel"), "sample_size": .int(sampleSize),
            "in_channels": .int(unet("input_blocks.0.0.weight")?[safe: 1] ?? 4),
            "out_channels": .int(unet("out.2.weight")?.first ?? 4),
            "block_out_channels": list(levels.map { .int($0.channels) }),
            "down_block_types": list(crosses.map { .string($0 ? "CrossAttnDownBlock2D" : "DownBlock2D") }),
            "up_block_types": list(crosses.reversed().map { .string($0 ? "CrossAttnUpBlock2D" : "UpBlock2D") }),
            "layers_per_block": .int(layersPerBlock),
            "transformer_layers_per_block": list(depths.map { .int($0) }),
            // In this class the number of heads.
            "attention_head_dim": list(levels.map { .int(kind == .version1 ? 8 : max($0.channels / 64, 1)) }),
            "cross_attention_dim": .int(contextWidth), "use_linear_projection": .bool(projection?.count == 2),
            "norm_num_groups": .int(32), "addition_embed_type": input == nil ? .null : .string("text_time"),
            "addition_time_embed_dim": input == nil ? .null : .int(256),
            "projection_class_embeddings_input_dim": input.map { .int($0) } ?? .null,
        ])
    }

    private var sampleSize: Int {
        switch kind {
        case .version1: 64
        case .version2: 96
        case .extraLarge: 128
        }
    }

    // MARK: Autoencoder

    var autoencoderLevels: Int {
        (0..<16).prefix { vae("encoder.down.\($0).block.0.norm1.weight") != nil }.count
    }

    func autoencoderSettings() -> JSON {
        let levels = autoencoderLevels
        let channels = (0..<levels).map { vae("encoder.down.\($0).block.0.conv1.weight")?.first ?? 1 }
        let blocks = (0..<64).prefix { vae("encoder.down.0.block.\($0).norm1.weight") != nil }.count
        return .object([
            "_class_name": .string("AutoencoderKL"),
            "in_channels": .int(vae("encoder.conv_in.weight")?[safe: 1] ?? 3),
            "out_channels": .int(vae("decoder.conv_out.weight")?.first ?? 3),
            "latent_channels": .int(vae("decoder.conv_in.weight")?[safe: 1] ?? 4),
            "block_out_channels": .array(channels.map { .int($0) }), "layers_per_block": .int(max(blocks, 1)),
            "down_block_types": .array(channels.map { _ in .string("DownEncoderBlock2D") }),
            "up_block_types": .array(channels.map { _ in .string("UpDecoderBlock2D") }),
            "norm_num_groups": .int(32),
            "scaling_factor": .double(kind == .extraLarge ? 0.13025 : 0.18215),
            "use_quant_conv": .bool(vae("quant_conv.weight") != nil),
            "use_post_quant_conv": .bool(vae("post_quant_conv.weight") != nil),
        ])
    }

    // MARK: Text encoders

    /// Layers of OpenCLIP's tower that something reads.
    var openCLIPLayers: Int {
        guard let prefix = kind.textPrefixes.first(where: \.isOpenCLIP) else { return 0 }
        let all = (0..<256).prefix { shapes["\(prefix.text)transformer.resblocks.\($0).ln_1.weight"] != nil }.count
        return all - kind.unreadLayers
    }

    func textSettings(_ place: Int) -> JSON {
        let prefix = kind.textPrefixes[place]
        func shape(_ clip: String, _ openCLIP: String) -> [Int] {
            shapes[prefix.text + (prefix.isOpenCLIP ? openCLIP : clip)] ?? []
        }
        let tokens = shape("text_model.embeddings.token_embedding.weight", "token_embedding.weight")
        let positions = shape("text_model.embeddings.position_embedding.weight", "positional_embedding")
        let inner = shape(
            "text_model.encoder.layers.0.mlp.fc1.weight", "transformer.resblocks.0.mlp.c_fc.weight")
        let clipLayers = (0..<256).prefix {
            shapes["\(prefix.text)text_model.encoder.layers.\($0).layer_norm1.weight"] != nil
        }.count
        let width = tokens[safe: 1] ?? 768
        let projected = shape("", "text_projection")
        return .object([
            "architectures": .array([
                .string(prefix.isOpenCLIP && kind.readsProjection ? ModelIndex.projecting : "CLIPTextModel")
            ]),
            "vocab_size": .int(tokens.first ?? 49408), "hidden_size": .int(width),
            "intermediate_size": .int(inner.first ?? 4 * width),
            "num_hidden_layers": .int(prefix.isOpenCLIP ? openCLIPLayers : clipLayers),
            "num_attention_heads": .int(max(width / 64, 1)), "max_position_embeddings": .int(positions.first ?? 77),
            "hidden_act": .string(prefix.isOpenCLIP ? "gelu" : "quick_gelu"), "eos_token_id": .int(49407),
            "projection_dim": .int(projected[safe: 1] ?? width),
        ])
    }

    // MARK: Scheduler

    func schedulerSettings(prediction: String?) -> JSON {
        let isXL = kind == .extraLarge
        return .object([
            "_class_name": .string(
                kind == .version1 ? "PNDMScheduler" : isXL ? "EulerDiscreteScheduler" : "DDIMScheduler"),
            "num_train_timesteps": .int(1000), "beta_start": .double(0.00085), "beta_end": .double(0.012),
            "beta_schedule": .string("scaled_linear"), "steps_offset": .int(1), "clip_sample": .bool(false),
            "set_alpha_to_one": .bool(false), "skip_prk_steps": .bool(true), "timestep_spacing": .string("leading"),
            "prediction_type": .string(prediction ?? (kind == .version2 ? "v_prediction" : "epsilon")),
        ])
    }
}

extension Array {
    /// nil where there is no such element.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
