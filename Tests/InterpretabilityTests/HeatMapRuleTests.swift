import Diffusion
import Interpretability
import Neural
import Tensors
import Testing

/// DAAM's rule from what a recorder kept, against PyTorch on maps that are not square; `Fixtures/make_daam.py`.
struct HeatMapRuleTests {
    private let fixture: Fixture
    private let latents = (y: 12, x: 20)
    private let sizes = [(y: 12, x: 20), (y: 6, x: 10), (y: 3, x: 5)]

    init() throws { fixture = try Fixture("daam") }

    /// A run of three steps whose sites see the maps of the fixture, in the conditional half of a guided batch.
    private func recording(over: [String] = []) throws -> Recording {
        let table = SiteTable()
        for number in sizes.indices {
            _ = table.add(
                "unet.block\(number).attn2.probabilities", kind: .probabilities,
                axes: ["batch", "head", "y", "x", "token"], heads: 2, reduction: 1 << number)
        }
        let run = RunShape(latents: latents, timesteps: [901, 601, 301], pictures: 1, tokenCount: 6, isGuided: true)
        let recorder = try Recorder([.init(.attention, ["*.attn2"], over: over)], sites: table, run: run)
        let maps = try sizes.indices.map { try fixture.tensor("site\($0)", ["step", "head", "y", "x", "token"]) }
        for step in 0..<3 {
            recorder.beginStep(step)
            for site in table.sites {
                let one = try maps[site.id].selecting([IndexSpec(axis: "step", item: .index(step))])
                let noise = try Tensor.full(one.shape, 0.5)
                _ = try recorder.visit(site, Tensor.stacked([noise, one], axis: 0, name: "batch"))
            }
        }
        return try recorder.finish()
    }

    /// Sum over steps, bicubic to the latents, clamp at 0, mean over sites and heads.
    private func heat(_ recording: Recording) throws -> Tensor {
        let maps = try recording.entries.map { entry -> Tensor in
            var map = entry.tensor
            if let step = map.axis(named: "step") { map = try map.sum(over: [step]) } else { map = try map * 3 }
            map = try map.transposed(
                names: map.names.contains("head") ? ["head", "token", "y", "x"] : ["token", "y", "x"])
            return try map.resized(to: latents, method: .bicubic).clamped(min: 0)
        }
        let all = try Tensor.concatenated(maps, axis: 0)
        return try all.mean(over: [0])
    }

    private func difference(_ a: Tensor, _ b: Tensor) throws -> Double {
        #expect(a.shape == b.shape)
        return try zip(a.floats(), b.floats()).reduce(0) { max($0, Double(abs($1.0 - $1.1))) }
    }

    @Test func theRuleAgreesWithTorch() throws {
        let heat = try heat(try recording())
        let word = try heat.selecting([IndexSpec(axis: "token", item: .list([2, 3]))]).mean(over: [0])
        let wantedWord = try fixture.tensor("word")
        #expect(try difference(word, wantedWord) < 1e-5)
        let large = try word.resized(to: (24, 40), method: .bicubic)
        let (low, high) = (try large.floats().min() ?? 0, try large.floats().max() ?? 1)
        let shown = try (large - Double(low)) / Double(high - low)
        let wanted = try fixture.tensor("heat")
        #expect(try difference(shown, wanted) < 1e-4)
    }

    @Test func stepsAveragedWhileRecordingGiveTheSameMap() throws {
        let (early, late) = (try heat(try recording()), try heat(try recording(over: ["step"])))
        #expect(try difference(early, late) < 1e-5)
    }

    @Test func sitesOfOtherSizesCanBeResizedAndStacked() throws {
        let recording = try recording(over: ["step", "head"])
        #expect(problemID { try recording["*"] } == "recording.resolutions")
        let stacked = try recording.tensor(matching: "*", resizedTo: (y: 6, x: 10), method: .area)
        #expect(stacked.names == ["site", "y", "x", "token"] && stacked.shape == [3, 6, 10, 6])
    }

    /// A constant map over three steps becomes three times itself (before it is scaled).
    @Test func aConstantMapIsCountedOnceAStep() throws {
        let table = SiteTable()
        let axes = ["batch", "head", "y", "x", "token"]
        let id = table.add("unet.a.attn2.probabilities", kind: .probabilities, axes: axes, heads: 2, reduction: 1)
        let map = try Tensor.full([3, 2, 6, 10, 4], 0.25).renamed(["step", "head", "y", "x", "token"])
        let constant = Recording([
            .init(site: table.sites[id], kind: .attention, steps: [0, 1, 2], tensor: map)
        ])
        #expect(try heat(constant).floats().allSatisfy { abs($0 - 0.75) < 1e-6 })
    }
}
