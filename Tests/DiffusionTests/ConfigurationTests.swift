import Diffusion
import Foundation
import Tensors
import Testing

/// Configurations that ask for something else than Limn does, or contradict themselves.
@Suite struct ConfigurationTests {
    /// What loading throws after one key of a part's configuration was changed.
    private func loading(
        _ file: String, _ key: String, _ value: JSON?, of name: String = "levels"
    ) throws -> Problem? {
        let folder = try TemporaryFolder()
        let model = try folder.copy(of: "\(GoldenTests.fixtures)/\(name)/model")
        try change("\(model)/\(file)", key, to: value)
        return problem { _ = try DiffusionModel.load(folder: model) }
    }

    @Test func whatIsNotSupportedIsRefusedByName() throws {
        let class_ = try loading("unet/config.json", "class_embed_type", .string("timestep"))
        #expect(class_?.id == "model.unsupported")
        #expect(class_?.message == "unet: `class_embed_type` is not supported (found \"timestep\")")
        for (key, value) in [
            ("addition_embed_type", JSON.string("image")), ("only_cross_attention", .bool(true)),
            ("num_attention_heads", .int(8)), ("time_embedding_type", .string("fourier")),
            ("time_cond_proj_dim", .int(8)),
            ("mid_block_scale_factor", .double(0.5)), ("attention_type", .string("gated")),
        ] {
            let found = try loading("unet/config.json", key, value)
            #expect(found?.message.contains("`\(key)` is not supported") == true, "\(key)")
        }
        let block = try loading(
            "unet/config.json", "down_block_types",
            .array(["AttnDownBlock2D", "DownBlock2D", "DownBlock2D", "DownBlock2D"].map { .string($0) }))
        #expect(block?.message.contains("found \"AttnDownBlock2D\"") == true)
        let statistics = try loading("vae/config.json", "latents_mean", .array([.double(0.1)]))
        #expect(statistics?.message.contains("vae: `latents_mean` is not supported") == true)
        let activation = try loading("text_encoder/config.json", "hidden_act", .string("mish"))
        #expect(activation?.message.contains("text_encoder: `hidden_act` is not supported") == true)
    }

    /// What XL's parts say of one another.
    @Test func partsOfXLMustAgree() throws {
        #expect(try loading("unet/config.json", "_name_or_path", .string("x"), of: "xl") == nil)
        for (file, key, value, part) in [
            ("unet/config.json", "projection_class_embeddings_input_dim", JSON.int(70), "add_embedding.linear_1"),
            ("unet/config.json", "projection_class_embeddings_input_dim", .int(48), "sizes of 8"),
            ("unet/config.json", "addition_embed_type", .null, "addition_time_embed_dim"),
            ("unet/config.json", "cross_attention_dim", .int(24), "attn2.to_k"),
            ("text_encoder_2/config.json", "projection_dim", .int(24), "text_projection"),
            ("tokenizer_2/tokenizer_config.json", "model_max_length", .int(20), "makes 20 tokens"),
            ("model_index.json", "_class_name", .string("StableDiffusionPipeline"), "text_encoder_2"),
        ] {
            let found = try loading(file, key, value, of: "xl")
            #expect(["model.config", "model.unsupported", "model.weights"].contains(found?.id), "\(key)")
            let told = ([found?.message ?? ""] + (found?.notes ?? [])).joined(separator: "\n")
            #expect(told.contains(part), "\(key): \(told)")
        }
    }

    @Test func unknownKeysAreRefusedAndPrivateOnesAreNot() throws {
        let unknown = try loading("unet/config.json", "new_in_the_next_version", .bool(true))
        #expect(unknown?.message.contains("`new_in_the_next_version`") == true)
        #expect(try loading("unet/config.json", "_name_or_path", .string("x")) == nil)
    }

    @Test func wrongTypesAndAbsurdSizesAreRefused() throws {
        for (file, key, value) in [
            ("unet", "block_out_channels", JSON.string("many")),
            ("unet", "block_out_channels", .array([.int(1_000_000_000)])),
            ("unet", "block_out_channels", .array([])), ("unet", "layers_per_block", .int(1_000_000_000)),
            ("unet", "attention_head_dim", .array([.int(2)])), ("unet", "attention_head_dim", .int(0)),
            ("unet", "norm_num_groups", .int(7)), ("unet", "norm_eps", .string("small")),
            ("unet", "in_channels", .int(-4)), ("unet", "in_channels", .double(4.5)),
            ("unet", "sample_size", .array([.int(1)])),
            ("unet", "up_block_types", .array([.string("UpBlock2D")])), ("unet", "use_linear_projection", .int(1)),
            ("text_encoder", "num_hidden_layers", .int(1_000_000)), ("text_encoder", "num_attention_heads", .int(5)),
            ("text_encoder", "vocab_size", .int(Int.max)), ("vae", "block_out_channels", .array([.int(8)])),
            ("vae", "scaling_factor", .int(0)), ("vae", "latent_channels", .null),
        ] {
            let found = try loading("\(file)/config.json", key, value)
            if value.isNull { continue }
            #expect(found?.id == "model.config", "\(file) \(key) \(value.serialized())")
            #expect(found?.message.contains(key) == true || found?.notes.contains { $0.contains(key) } == true)
        }
    }

    @Test func partsThatDoNotFitEachOtherAreRefused() throws {
        // The tensors no longer fit either; whichever is said first, nothing is loaded.
        #expect(try loading("unet/config.json", "cross_attention_dim", .int(32))?.id == "model.weights")
        #expect(try loading("text_encoder/config.json", "vocab_size", .int(100)) != nil)
        let index = try loading("model_index.json", "unet", .array([.string("diffusers"), .string("UNet3DModel")]))
        #expect(index?.message.contains("unet: `UNet3DModel` is not supported") == true)
        let extra = try loading("model_index.json", "text_encoder_2", .array([.string("transformers"), .string("T5")]))
        #expect(extra?.message.contains("`text_encoder_2` (T5) is not supported") == true)
        #expect(try loading("model_index.json", "vae", nil)?.message.contains("names no `vae`") == true)
    }

    @Test func whatIsNotJSONIsRefused() throws {
        for text in ["", "{", "not json", "[1, 2]", "{\"a\": 1} trailing", "{\"in_channels\": NaN}", "\u{0}\u{0}"] {
            for file in ["model_index.json", "unet/config.json", "vae/config.json", "scheduler/scheduler_config.json"] {
                let folder = try TemporaryFolder()
                let model = try folder.copy(of: LoadingTests.levels)
                try writeAside("\(model)/\(file)", Array(text.utf8))
                #expect(problem { _ = try DiffusionModel.load(folder: model) } != nil, "\(file): \(text)")
            }
        }
    }
}
