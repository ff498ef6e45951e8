import Diffusion
import Foundation
import Neural
import Tensors
import Testing

/// Models that are whole, and models that are not.
@Suite struct LoadingTests {
    static let levels = "\(GoldenTests.fixtures)/levels/model"
    static let scenes = "\(GoldenTests.fixtures)/../../../models/scenes"

    /// What loading the small model throws after `spoil` has been at a copy of it.
    private func loading(_ spoil: (String) throws -> Void) throws -> Problem? {
        let folder = try TemporaryFolder()
        let model = try folder.copy(of: Self.levels)
        try spoil(model)
        return problem { _ = try DiffusionModel.load(folder: model) }
    }

    private func rewrite(_ file: String, _ change: (inout [(String, Tensor)]) throws -> Void) throws {
        var tensors = try SafetensorsFile(path: file).tensors().map { ($0.0, try $0.1.copied()) }
        try change(&tensors)
        try Tensor.writeSafetensors(tensors, metadata: [("format", "pt")], to: file)
    }

    @Test func theDefaultModelHasACard() throws {
        let model = try DiffusionModel.load(folder: Self.scenes)
        #expect(model.name == "scenes")
        #expect(model.parts.map(\.name) == ["text_encoder", "unet", "vae"])
        #expect(model.parts.map(\.className) == ["CLIPTextModel", "UNet2DConditionModel", "AutoencoderTiny"])
        #expect(model.parts[1].parameterCount == 7_239_492 || model.parts[1].parameterCount > 7_000_000)
        #expect(model.parts.allSatisfy { $0.dtype == .float16 && $0.byteCount == 2 * $0.parameterCount })
        #expect(model.defaultSize == (128, 128))
        #expect(model.scheduler.className == "DDIMScheduler")
        #expect(model.fingerprint.count == 16)
        #expect(try DiffusionModel.load(folder: Self.levels).fingerprint != model.fingerprint)
    }

    @Test func loadingTakesNoMemoryForWeights() throws {
        let before = MemoryBudget.usedBytes
        let model = try DiffusionModel.load(folder: Self.scenes)
        // Other tests run at the same time; the float32 weights alone would be 41 MB.
        #expect(model.byteCount > 20_000_000)
        #expect(MemoryBudget.usedBytes - before < 400_000_000)
    }

    @Test func sitesHaveTheStateDictsNames() throws {
        let sites = try DiffusionModel.load(folder: Self.scenes).sites
        let site = try #require(
            sites.site(at: "unet.up_blocks.1.attentions.0.transformer_blocks.0.attn2.probabilities"))
        #expect(site.kind == .probabilities)
        #expect(site.axes == ["batch", "head", "y", "x", "token"])
        #expect(site.heads == 4)
        #expect(site.reduction == 2)
        #expect(sites.site(at: "unet.mid_block")?.axes == ["batch", "y", "x", "channel"])
        #expect(sites.site(at: "unet.mid_block")?.channels == 160)
        #expect(
            sites.site(at: "text_encoder.text_model.encoder.layers.2.self_attn")?.axes == ["batch", "token", "channel"])
        #expect(sites.site(at: "vae.decoder.layers.3") != nil)
        #expect(Set(sites.sites.map(\.path)).count == sites.sites.count)
        #expect(sites.sites.enumerated().allSatisfy { $0.offset == $0.element.id })
    }

    @Test func aWholeCopyLoads() throws { #expect(try loading { _ in } == nil) }

    @Test func missingFilesAreNamed() throws {
        let files = FileManager.default
        #expect(problem { _ = try DiffusionModel.load(folder: "/nowhere/at/all") }?.id == "model.folder")
        #expect(try loading { try files.removeItem(atPath: "\($0)/model_index.json") }?.id == "model.folder")
        #expect(try loading { try files.removeItem(atPath: "\($0)/unet") }?.message.contains("/unet") == true)
        let weights = try loading { try files.removeItem(atPath: "\($0)/unet/diffusion_pytorch_model.safetensors") }
        #expect(weights?.id == "model.missing-file")
        #expect(try loading { try files.removeItem(atPath: "\($0)/vae/config.json") }?.id == "file.missing")
        let scheduler = try loading { try files.removeItem(atPath: "\($0)/scheduler/scheduler_config.json") }
        #expect(scheduler?.id == "file.missing")
    }

    @Test func aPickleIsRefusedWithAWayOut() throws {
        let found = try loading { model in
            try FileManager.default.moveItem(
                atPath: "\(model)/unet/diffusion_pytorch_model.safetensors",
                toPath: "\(model)/unet/diffusion_pytorch_model.bin")
        }
        #expect(found?.id == "model.pickle")
        #expect(found?.help?.contains("safe_serialization") == true)
    }

    @Test func tensorsThatDoNotFitAreOneProblem() throws {
        let found = try loading { model in
            try rewrite("\(model)/unet/diffusion_pytorch_model.safetensors") { tensors in
                tensors.removeAll { $0.0 == "conv_in.bias" }
                tensors.append(("surprise.weight", try Tensor.zeros([2, 3])))
                if let index = tensors.firstIndex(where: { $0.0 == "conv_out.weight" }) {
                    tensors[index].1 = try Tensor.zeros([4, 16, 3, 2])
                }
            }
        }
        #expect(found?.id == "model.weights")
        let text = ([found?.message ?? ""] + (found?.notes ?? [])).joined(separator: "\n")
        #expect(text.contains("`conv_in.bias` is missing; wanted [16]"))
        #expect(text.contains("`conv_out.weight` has the shape [4, 16, 3, 2]; wanted [4, 16, 3, 3]"))
        #expect(text.contains("`surprise.weight` is no part of this model; found [2, 3]"))
        let integers = try loading { model in
            try rewrite("\(model)/unet/diffusion_pytorch_model.safetensors") { tensors in
                if let index = tensors.firstIndex(where: { $0.0 == "conv_in.bias" }) {
                    tensors[index].1 = try Tensor.zeros([16], dtype: .int64)
                }
            }
        }
        #expect(integers?.message.contains("`conv_in.bias` is int64") == true)
    }

    @Test func truncatedWeightsAreRefused() throws {
        for keep in [0, 5, 300, 100_000] {
            let found = try loading { model in
                let path = "\(model)/unet/diffusion_pytorch_model.safetensors"
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
                try writeAside(path, Array(bytes.prefix(keep)))
            }
            #expect(found != nil, "\(keep) bytes were taken for a model")
        }
    }

    @Test func shardsLoadLikeOneFile() throws {
        let found = try loading { model in
            let folder = "\(model)/unet"
            let tensors = try SafetensorsFile(path: "\(folder)/diffusion_pytorch_model.safetensors").tensors()
            var map: [String] = []
            for (index, part) in [tensors.prefix(40), tensors.dropFirst(40)].enumerated() {
                let name = "part-\(index).safetensors"
                try Tensor.writeSafetensors(Array(part), metadata: [], to: "\(folder)/\(name)")
                map += part.map { "\"\($0.0)\": \"\(name)\"" }
            }
            try writeAside(
                "\(folder)/diffusion_pytorch_model.safetensors.index.json",
                Array("{\"weight_map\": {\(map.joined(separator: ", "))}}".utf8))
            try FileManager.default.removeItem(atPath: "\(folder)/diffusion_pytorch_model.safetensors")
        }
        #expect(found == nil)
        let escape = try loading { model in
            try writeAside(
                "\(model)/unet/diffusion_pytorch_model.safetensors.index.json",
                Array("{\"weight_map\": {\"a\": \"../vae/diffusion_pytorch_model.safetensors\"}}".utf8))
            try FileManager.default.removeItem(atPath: "\(model)/unet/diffusion_pytorch_model.safetensors")
        }
        #expect(escape?.id == "model.weights")
    }
}
