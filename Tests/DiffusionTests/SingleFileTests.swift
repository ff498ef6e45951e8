import Diffusion
import Foundation
import Neural
import Tensors
import Testing

/// Checkpoints in one file in Stable Diffusion's original layout. `original.json` says how such a file names the tensors of
/// the small models; diffusers' converters agree with it (`make_original.py`).
@Suite struct SingleFileTests {
    static let names = Result { try JSON.read(path: "\(GoldenTests.fixtures)/original.json") }

    /// Writes a small model as a single file.
    private func write(
        _ model: String, to path: String, metadata: [(String, String)] = [],
        changing change: (inout [(String, Tensor)]) throws -> Void = { _ in }
    ) throws {
        let folder = "\(GoldenTests.fixtures)/\(model)/model"
        var stores: [String: SafetensorsFile] = [:]
        for part in ["unet", "vae", "text_encoder", "text_encoder_2"] {
            for file in ["diffusion_pytorch_model", "model"] {
                let place = "\(folder)/\(part)/\(file).safetensors"
                if FileManager.default.fileExists(atPath: place) { stores[part] = try SafetensorsFile(path: place) }
            }
        }
        var tensors: [(String, Tensor)] = []
        for entry in try #require(Self.names.get()[model]?.array) {
            let name = try #require(entry[0]?.string)
            let held = try #require(entry[1]?.array).compactMap(\.string).map { path in
                let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
                return try #require(stores[parts[0]]).tensor(parts[1])
            }
            switch try #require(entry[2]?.string) {
            case "rows": tensors.append((name, try Tensor.concatenated(held, axis: 0)))
            case "transposed": tensors.append((name, try held[0].transposed().copied()))
            case "pixel": tensors.append((name, try held[0].reshaped(held[0].shape + [1, 1])))
            default: tensors.append((name, held[0]))
            }
        }
        try change(&tensors)
        try Tensor.writeSafetensors(tensors, metadata: metadata, to: path)
    }

    private func latents(_ model: DiffusionModel) throws -> [Float] {
        var request = SamplingRequest("a fox and a car")
        request.steps = 2
        request.size = (16, 16)
        request.seed = 4
        return try model.sample(request).latents.floats()
    }

    @Test(arguments: ["v2", "xl"]) func givesTheSameBitsAsTheFolder(_ name: String) throws {
        let folder = try TemporaryFolder()
        let (path, model) = ("\(folder.path)/tiny.safetensors", "\(GoldenTests.fixtures)/\(name)/model")
        try write(name, to: path) {
            // What such files carry besides, and nobody reads.
            $0.append(("model_ema.decay", try Tensor([Float(1)], shape: [1])))
            $0.append(("first_stage_model.loss.logvar", try Tensor([Float(1)], shape: [1])))
        }
        let single = try DiffusionModel.load(file: path, configuration: model)
        let whole = try DiffusionModel.load(folder: model)
        #expect(single.name == "tiny" && single.kind == whole.kind)
        #expect(single.parts.map(\.parameterCount) == whole.parts.map(\.parameterCount))
        #expect(try latents(single) == latents(whole))
        let picture = try Tensor(Float.self, shape: [16, 16, 3]) { values in
            for index in values.indices { values[index] = Float(index % 7) / 7 }
        }
        #expect(try single.encode(image: picture).floats() == whole.encode(image: picture).floats())
    }

    @Test func whatIsMissingOrForeignIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/tiny.safetensors"
        let model = "\(GoldenTests.fixtures)/v2/model"
        func loading(_ change: (inout [(String, Tensor)]) throws -> Void) throws -> Problem? {
            try write("v2", to: path, changing: change)
            return problem { _ = try DiffusionModel.load(file: path, configuration: model) }
        }
        let lost = try loading { $0.removeAll { $0.0.hasSuffix("input_blocks.1.0.in_layers.2.weight") } }
        #expect(lost?.message == "unet: `down_blocks.0.resnets.0.conv1.weight` is missing; wanted [16, 16, 3, 3]")
        let extra = try loading {
            $0.append(("model.diffusion_model.strange.weight", try Tensor([Float(1)], shape: [1])))
        }
        #expect(extra?.message.contains("`strange.weight` is no part of this model") == true)
        let adapter = try loading { $0 = [("lora_unet_x.lora_down.weight", try Tensor([Float(1)], shape: [1, 1]))] }
        #expect(adapter?.id == "model.unsupported" && adapter?.help?.contains("adapter") == true)
        try write("v2", to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        let half = problem { _ = try DiffusionModel.load(file: path, configuration: model) }
        #expect(half?.id.hasPrefix("safetensors.") == true, "a checkpoint that is being written")
        let vocabulary = problem {
            try write("v2", to: path)
            _ = try DiffusionModel.load(file: path)
        }
        #expect(vocabulary != nil, "no vocabulary, and sizes that no published model has")
    }

    /// The tiny autoencoder of the default model, written as its authors publish it.
    @Test func aTinyAutoencoderInItsOriginalLayoutTakesThePlaceOfAnother() throws {
        let folder = try TemporaryFolder()
        let own = try SafetensorsFile(path: "\(LoadingTests.scenes)/vae/diffusion_pytorch_model.safetensors")
        var halves: [String: [(String, Tensor)]] = ["encoder": [], "decoder": []]
        for (name, tensor) in try own.tensors() {
            let parts = name.split(separator: ".", maxSplits: 3).map(String.init)
            let place = try #require(Int(parts[2])) + (parts[0] == "decoder" ? 1 : 0)
            halves[parts[0]]?.append(("\(place).\(parts[3])", tensor))
        }
        for (half, tensors) in halves {
            try Tensor.writeSafetensors(tensors, metadata: [], to: "\(folder.path)/tiny_\(half).safetensors")
        }
        let model = "\(GoldenTests.fixtures)/v2/model"
        let exchanged = try DiffusionModel.load(folder: model, autoencoder: folder.path)
        let scenes = try DiffusionModel.load(folder: LoadingTests.scenes)
        #expect(exchanged.parts.last?.className == "AutoencoderTiny" && exchanged.autoencoder.factor == 8)
        let picture = try Tensor(Float.self, shape: [32, 48, 3]) { values in
            for index in values.indices { values[index] = Float(index % 11) / 11 }
        }
        let latents = try exchanged.encode(image: picture)
        #expect(try latents.floats() == scenes.encode(image: picture).floats())
        #expect(try exchanged.decode(latents).floats() == scenes.decode(latents).floats())
        #expect(try exchanged.fingerprint != DiffusionModel.load(folder: model).fingerprint)
        let vae = try DiffusionModel.load(folder: model, autoencoder: "\(LoadingTests.scenes)/vae")
        #expect(try vae.encode(image: picture).floats() == latents.floats())
        #expect(problem { _ = try DiffusionModel.load(folder: model, autoencoder: model) }?.id == "model.missing-file")
        #expect(problem { _ = try DiffusionModel.load(folder: model, autoencoder: "/nowhere") }?.id == "model.folder")
    }
}
