import Diffusion
import Tensors
import Testing

/// Short runs under options that change the texts or the guidance, against diffusers (`make_variants.py`).
@Suite struct VariantTests {
    static let goldens = Result { try JSON.read(path: "\(GoldenTests.fixtures)/variants.json") }
    /// max |a − b| / max |b| of the last latents.
    static let tolerance = 1e-4

    @Test func agreeWithDiffusers() throws {
        let json = try Self.goldens.get()
        let cases = try #require(json["cases"]?.array)
        #expect(cases.count >= 5)
        for example in cases {
            let name = try #require(example["model"]?.string)
            let options = try #require(example["options"])
            let found = try sampled(name, example, json, options)
            let wanted = try #require(example["latents"]?.array).compactMap(\.number).map { Float($0) }
            #expect(found.count == wanted.count)
            let size = wanted.map(abs).max() ?? 0
            let difference = zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity
            #expect(Double(difference / size) <= Self.tolerance, "\(name) \(options.serialized())")
        }
    }

    private func sampled(_ name: String, _ example: JSON, _ json: JSON, _ options: JSON) throws -> [Float] {
        let folder = "\(GoldenTests.fixtures)/\(name)"
        let model = try DiffusionModel.load(folder: "\(folder)/model")
        let size = (height: try #require(example["height"]?.int), width: try #require(example["width"]?.int))
        let factor = model.autoencoder.factor
        let noise = try SafetensorsFile(path: "\(folder)/goldens.safetensors").tensor("input/noise")
            .reshaped([2, size.height / factor, size.width / factor, 4]).renamed(["batch", "y", "x", "channel"])
        var request = SamplingRequest(prompts: try #require(json["prompts"]?.array).compactMap(\.string))
        request.negative = [try #require(json["negative"]?.string)]
        request.steps = try #require(json["steps"]?.int)
        request.guidance = try #require(json["guidance"]?.number)
        request.size = size
        request.noise = noise
        request.clipSkip = options["clip_skip"]?.int ?? 0
        request.guidanceRescale = options["guidance_rescale"]?.number ?? 0
        if let original = options["original_size"]?.integers, let crop = options["crops_coords_top_left"]?.integers,
            let target = options["target_size"]?.integers
        {
            var sizes = PictureSizes(of: size)
            sizes.original = (original[0], original[1])
            sizes.crop = (crop[0], crop[1])
            sizes.target = (target[0], target[1])
            request.sizes = sizes
        }
        return try model.sample(request).latents.floats()
    }

    @Test func optionsOutOfRangeAreRefused() throws {
        let model = try DiffusionModel.load(folder: "\(GoldenTests.fixtures)/v2/model")
        var request = SamplingRequest("a fox")
        request.steps = 1
        request.size = (16, 16)
        for skipped in [2, -1, 100] {
            request.clipSkip = skipped
            #expect(problem { _ = try model.sample(request) }?.id == "sample.clip-skip")
        }
        request.clipSkip = 0
        request.guidanceRescale = 1.5
        #expect(problem { _ = try model.sample(request) }?.id == "sample.guidance-rescale")
    }
}
