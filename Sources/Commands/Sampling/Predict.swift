import Diffusion
import Interpretability
import Neural
import Runtime
import Tensors

struct Predict: Command {
    static let name = "predict",
        summary = "One pass of the UNet: what it predicts for latents at a time, under a prompt."
    static let discussion = "The result is a run of one step whose `.output` is the prediction ⟨y, x, channel⟩."
    static let searchTerms = ["forward", "unet", "noise prediction", "epsilon"]
    static let examples = [
        Example("predict(load(), normal([16, 16, 4], seed=1), 500, \"a fox\").output.shape", gives: "[16, 16, 4]")
    ]
    static let caching: Caching? = Caching(version: 1)
    @Argument("A model.") var model: DiffusionModel
    @Argument("Noisy latents.") var latents: Tensor
    @Argument("The time of the diffusion, from 0.") var timestep: Double
    @Argument("A prompt.") var prompt: String
    @Option("What to lead away from.") var negative = ""
    @Option("1 is unguided.") var guidance = 1.0
    @Option("What to keep.") var record: [RequestValue] = []
    @Option("Functions that replace activations, by pattern.", completes: "site") var edit: Record = Record()

    func run(in context: Context) throws -> RunValue {
        let batch = try model.latentBatch(latents)
        let text = try model.tokenizer.encode(prompt)
        if let note = text.note { context.note(note) }
        let other = guidance > 1 ? try model.tokenizer.encode(negative) : nil
        let count = batch.shape[0]
        let size = (y: batch.shape[1], x: batch.shape[2])
        var shape = RunShape(
            latents: size, timesteps: [timestep], texts: Array(repeating: text, count: count),
            negatives: other.map { Array(repeating: $0, count: count) })
        shape.visitedParts = ["unet"]
        let editor = try RunVisitors.editor(edit, model, context, parts: shape.visitedParts)
        let visitors = try RunVisitors(record: record, editor: editor, model: model, shape: shape)
        visitors.all.beginStep(0, rows: shape.rows)
        var output = try model.predict(
            batch, timestep: timestep, prompts: [prompt], negative: [negative], guidance: guidance,
            in: visitors.all.forward(model.sites))
        output = try output.renamed(["batch", "y", "x", "channel"])
        output = try output.withoutLoneBatch()
        let factor = model.autoencoder.factor
        return try RunValue(
            model: model, texts: shape.texts, timesteps: [timestep], images: [], latents: latents, output: output,
            recording: visitors.finish(), requests: record, size: (size.y * factor, size.x * factor), isComplete: true)
    }
}
