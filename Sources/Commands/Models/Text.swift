import Diffusion
import Runtime
import Tensors

struct Tokens: Command {
    static let name = "tokens", summary = "How a model reads a text: one row a token, with the word that it belongs to."
    static let searchTerms = ["tokenizer", "ids", "bpe", "encode"]
    static let examples = [
        Example("length(where(tokens(load(), \"a sunflower\"), row -> row.word == \"sunflower\"))", gives: "2")
    ]
    static let caching: Caching? = Caching(version: 1, after: 0.005)
    @Argument("A model.") var model: DiffusionModel
    @Argument("A text.") var text: String
    @Option("Leave out the padding.") var trim = true

    func run(in context: Context) throws -> Table {
        let read = try model.tokenizer.encode(text)
        if let note = read.note { context.note(note) }
        let count = trim ? read.count : read.ids.count
        return Table(
            rows: (0..<count).map { position in
                Record([
                    ("position", .int(position)), ("id", .int(read.ids[position])),
                    ("token", .string(model.tokenizer.text(of: read.ids[position]) ?? "")),
                    ("word", .string(read.labels[position])),
                ])
            })
    }
}

struct EncodeText: Command {
    static let name = "encode_text",
        summary = "What the text encoder gives for a prompt: ⟨token, channel⟩, tokens labelled with their words."
    static let discussion =
        "With `record=`, a run whose `.output` is that tensor and whose `.activations` hold what was asked for."
    static let searchTerms = ["clip", "embedding", "prompt_embeds", "text_encoder"]
    static let examples = [Example("encode_text(load(), \"a dog\").axes", gives: "[\"token\", \"channel\"]")]
    static let caching: Caching? = Caching(version: 1)
    @Argument("A model.") var model: DiffusionModel
    @Argument("A text.") var text: String
    @Option("What to keep of the text encoder: activations(…) or attention(…).") var record: [RequestValue] = []
    @Option("Functions that replace activations, by pattern: {\"*.layers.0\": x -> x * 0}.", completes: "site")
    var edit: Record = Record()

    func run(in context: Context) throws -> Value {
        let read = try model.tokenizer.encode(text)
        if let note = read.note { context.note(note) }
        let pass = try PartPass(
            Set(model.towers.map(\.name)), of: model, record: record, edit: edit, latents: model.defaultLatents,
            texts: [read],
            in: context)
        let output = try model.encode(text: [text], in: pass.forward)
        var states = try output.states.selecting([IndexSpec(axis: nil, item: .index(0))])
        states.axes = [Axis("token", labels: read.labels), Axis("channel")]
        return try pass.answer(.tensor(states), output: states)
    }
}

extension DiffusionModel {
    /// Height and width of the latents of a picture of the default size.
    var defaultLatents: (y: Int, x: Int) {
        (defaultSize.height / autoencoder.factor, defaultSize.width / autoencoder.factor)
    }
}
