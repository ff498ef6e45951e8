import Diffusion
import Interpretability
import Neural
import Tensors
import Testing

/// Recording from the model that ships with the repository, in a picture that is not square.
struct ModelRecordingTests {
    private func record(_ requests: [RecordingRequest], steps: Int) throws -> (Recording, RecordingPrice) {
        let model = try DiffusionModel.load(folder: scenesModel)
        var request = SamplingRequest("a sunflower left of a blue heart")
        request.steps = steps
        request.size = (64, 104)
        final class Holder { var recorder: Recorder? }
        let holder = Holder()
        request.forward = { info in
            holder.recorder?.beginStep(info.index)
            return holder.recorder?.forward(model.sites) ?? .plain
        }
        let sampler = try Sampler(model, request)
        var run = RunShape(
            latents: (sampler.latents.shape[1], sampler.latents.shape[2]), timesteps: sampler.timesteps,
            texts: sampler.texts.tokens, negatives: sampler.negative?.tokens)
        run.visitedParts = ["unet"]
        let recorder = try Recorder(requests, sites: model.sites, run: run)
        holder.recorder = recorder
        while try sampler.next() != nil {}
        return (try recorder.finish(), recorder.price)
    }

    /// Every site of the UNet comes with the axes and sizes that it was priced with.
    @Test func thePriceOfEverySiteIsWhatIsKept() throws {
        let (recording, price) = try record([.init(.activations, ["*"], guidance: .both)], steps: 1)
        #expect(recording.entries.count == price.rows.count && recording.entries.count > 50)
        for (entry, row) in zip(recording.entries, price.rows) {
            let wanted = row.axes.map { "\($0.name): \($0.size.map(String.init) ?? "?")" }
            let found = zip(entry.tensor.names, entry.tensor.shape).map { "\($0 ?? "_"): \($1)" }
            #expect(found == wanted, "\(entry.name)")
        }
        #expect(recording.bytes == price.kept)
    }

    /// Probabilities sum to 1 over all tokens, and both pieces of one word carry its label.
    @Test func attentionOfAWord() throws {
        let (recording, _) = try record([.init(.attention, ["*.attn2"])], steps: 2)
        for entry in recording.entries {
            #expect(entry.tensor.names == ["step", "head", "y", "x", "token"] && entry.steps == [0, 1])
            #expect(try entry.tensor.sum(over: [4]).floats().allSatisfy { abs($0 - 1) < 1e-4 })
            let word = try entry.tensor.selecting([IndexSpec(axis: "token", item: .label("sunflower"))])
            #expect(word.shape.last == 2)
        }
        #expect(Set(recording.entries.map { $0.tensor.shape[2] * 100 + $0.tensor.shape[3] }) == [813, 407, 204])
    }
}
