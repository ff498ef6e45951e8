import Diffusion
import Foundation
import Neural
import Tensors
import Testing

/// Adapters of low rank in both layouts, against diffusers (`make_lora.py`).
@Suite struct AdapterTests {
    static let folder = "\(GoldenTests.fixtures)/lora"
    static let goldens = Result { try JSON.read(path: "\(folder)/goldens.json") }
    /// max |a − b| / max |b| of the last latents.
    static let tolerance = 1e-4

    private func model(_ name: String) throws -> DiffusionModel {
        try DiffusionModel.load(folder: "\(GoldenTests.fixtures)/\(name)/model")
    }

    private func latents(_ model: DiffusionModel, _ name: String) throws -> [Float] {
        let json = try Self.goldens.get()
        let size = name == "xl" ? (height: 32, width: 24) : (height: 16, width: 24)
        let count = size.height / 2 * size.width / 2 * 4
        let all = try SafetensorsFile(path: "\(GoldenTests.fixtures)/\(name)/goldens.safetensors").tensor("input/noise")
        var request = SamplingRequest(prompts: try #require(json["prompts"]?.array).compactMap(\.string))
        request.negative = [try #require(json["negative"]?.string)]
        request.steps = try #require(json["steps"]?.int)
        request.guidance = try #require(json["guidance"]?.number)
        request.size = size
        request.noise = try Tensor(
            Array(all.floats().prefix(count)), shape: [1, size.height / 2, size.width / 2, 4]
        ).renamed(["batch", "y", "x", "channel"])
        return try model.sample(request).latents.floats()
    }

    private func error(_ found: [Float], _ wanted: [Float]) -> Double {
        let size = wanted.map(abs).max() ?? 0
        return Double((zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity) / size)
    }

    @Test(arguments: ["peft", "joined"]) func agreesWithDiffusers(_ layout: String) throws {
        for example in try #require(Self.goldens.get()["cases"]?.array) {
            let name = try #require(example["model"]?.string)
            let scales = try #require(example["scales"]?.array).compactMap(\.number)
            let wanted = try #require(example["latents"]?.array).compactMap(\.number).map { Float($0) }
            let base = try model(name)
            let path = "\(Self.folder)/\(name)-\(layout).safetensors"
            // One after the other, as a script would.
            let adapted = try scales.reduce(base) { try $0.adapted(by: [Adapter(path: path, scale: $1)]) }
            #expect(adapted.adapters.map(\.scale) == scales)
            #expect(error(try latents(adapted, name), wanted) <= Self.tolerance, "\(name) \(layout) \(scales)")
            #expect(error(try latents(base, name), wanted) > 0.01, "the model itself stays as it is")
            #expect(adapted.fingerprint != base.fingerprint)
        }
    }

    @Test func takenAwayTheBitsAreTheModelsOwn() throws {
        let base = try model("v2")
        let path = "\(Self.folder)/v2-peft.safetensors"
        let adapted = try base.adapted(by: [Adapter(path: path)])
        let plain = try latents(base, "v2")
        #expect(try latents(adapted.withoutAdapters(), "v2") == plain)
        #expect(try latents(base.adapted(by: [Adapter(path: path, scale: 0)]), "v2") == plain)
        #expect(try adapted.withoutAdapters().fingerprint == base.fingerprint)
    }

    @Test func whatDoesNotFitIsNamed() throws {
        let (v2, xl) = (try model("v2"), try model("xl"))
        for layout in ["peft", "joined"] {
            let found = problem {
                _ = try v2.adapted(by: [Adapter(path: "\(Self.folder)/xl-\(layout).safetensors")])
            }
            #expect(found?.id == "lora.mismatch" && found?.notes.isEmpty == false, "\(layout)")
            #expect(found?.message.contains("of 93 modules do not fit") == true, "\(found?.message ?? "")")
            let other = problem { _ = try xl.adapted(by: [Adapter(path: "\(Self.folder)/v2-\(layout).safetensors")]) }
            #expect(other?.id == "lora.mismatch")
        }
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a.safetensors"
        let pair = try SafetensorsFile(path: "\(Self.folder)/v2-peft.safetensors").tensors()
        func opening(_ tensors: [(String, Tensor)]) throws -> Problem? {
            try Tensor.writeSafetensors(tensors, metadata: [], to: path)
            return problem { _ = try Adapter(path: path) }
        }
        #expect(try opening(Array(pair.prefix(1)))?.message.contains("has no") == true)
        #expect(try opening([("unet.x.dora_scale", pair[0].1)])?.message.contains("another kind") == true)
        #expect(try opening([("unet.x.weight", pair[0].1)])?.id == "lora.format")
        #expect(problem { _ = try Adapter(path: path, scale: .nan) }?.id == "lora.scale")
        let whole = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/v2-peft.safetensors"))
        for length in stride(from: 0, to: whole.count, by: max(whole.count / 40, 1)) {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            #expect(problem { _ = try Adapter(path: path) } != nil, "cut at \(length)")
        }
    }
}
