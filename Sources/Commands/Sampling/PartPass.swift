import Diffusion
import Imaging
import Interpretability
import Neural
import Runtime
import Tensors

/// One pass of a part that does not run in steps (the text encoder, the autoencoder), with what `record=` keeps of it
/// and `edit=` changes in it.
struct PartPass {
    let model: DiffusionModel
    /// What the part's forward pass is given.
    let forward: Forward
    private let visitors: RunVisitors
    private let requests: [RequestValue]
    private let texts: [TokenizedText]

    /// - Parameters:
    ///   - parts: what runs, such as `text_encoder` or `vae.decoder`; sites elsewhere are refused.
    ///   - latents: height and width of the latents.
    /// - Throws: `sites.none`, `sites.not-run`, `recording.…`, `limit.memory`: all before anything runs.
    init(
        _ parts: Set<String>, of model: DiffusionModel, record: [RequestValue], edit: Record, latents: (y: Int, x: Int),
        texts: [TokenizedText] = [], pictures: Int = 1, in context: Context
    ) throws {
        var shape =
            texts.isEmpty
            ? RunShape(latents: latents, timesteps: [], pictures: pictures, tokenCount: 0, isGuided: false)
            : RunShape(latents: latents, timesteps: [], texts: texts)
        shape.visitedParts = parts
        let editor = try RunVisitors.editor(edit, model, context, parts: shape.visitedParts)
        visitors = try RunVisitors(record: record, editor: editor, model: model, shape: shape)
        visitors.all.beginPart(rows: shape.rows)
        forward = visitors.all.forward(model.sites)
        self.model = model
        requests = record
        self.texts = texts
    }

    /// The answer itself, or a run that holds it and the recording where something was to be kept.
    func answer(_ plain: @autoclosure () -> Value, images: [Image] = [], output: Tensor? = nil) throws -> Value {
        guard !requests.isEmpty else { return plain() }
        return .native(
            try RunValue(
                model: model, texts: texts, timesteps: [], images: images, latents: nil, output: output,
                recording: visitors.finish(), requests: requests, size: nil, isComplete: true))
    }
}
