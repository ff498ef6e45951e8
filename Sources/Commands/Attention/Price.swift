import Diffusion
import Interpretability
import Runtime
import Tensors

struct Price: Command {
    static let name = "price", summary = "What a recording will take, site by site, before anything runs."
    static let searchTerms = ["memory", "cost", "bytes", "estimate"]
    static let examples = [
        Example("price(load(), attention(\"*.attn2\", over=\"head\"), steps=10).total > 0", gives: "true")
    ]
    @Argument("A model.") var model: DiffusionModel
    @Argument("Requests.") var record: [RequestValue]
    @Option("Steps of the run.") var steps = 50
    @Option("Height and width of the picture.", unit: .pixels) var size: Value = .none
    @Option("Pictures made together.") var batch = 1
    @Option("Whether the run is guided.") var guided = true
    @Option("The prompt, where a request names its words.") var prompt: String?

    func run(in context: Context) throws -> Record {
        guard steps > 0, steps <= 100_000, batch > 0, batch <= 1 << 20 else {
            throw Problem(
                "price.range", "steps go from 1 to 100,000 and batch from 1 to 1,048,576; found \(steps) and \(batch)")
        }
        let pixels = try model.pictureSize(size)
        let factor = model.autoencoder.factor
        let latents = (y: pixels.height / factor, x: pixels.width / factor)
        let timesteps = (0..<steps).map(Double.init)
        var shape = RunShape(
            latents: latents, timesteps: timesteps, pictures: batch, tokenCount: model.tokenizer.length,
            isGuided: guided)
        if let prompt {
            shape.texts = Array(repeating: try model.tokenizer.encode(prompt), count: batch)
            if guided { shape.negatives = Array(repeating: try model.tokenizer.encode(""), count: batch) }
        }
        shape.visitedParts = Sample.visitedParts
        let price = try RecordingPrice.of(record.map(\.request), sites: model.sites, run: shape)
        let rows = price.rows.map { row -> Record in
            let axes = row.axes.map { axis in "\(axis.name) \(axis.size.map { String($0) } ?? "?")" }
            let bytes: Value = row.bytes.map { .int($0) } ?? .none
            return Record([
                ("site", Value.string(row.site.path)), ("axes", Value.string("⟨\(axes.joined(separator: ", "))⟩")),
                ("bytes", bytes),
            ])
        }
        return Record([
            ("total", .int(price.total)), ("kept", .string(describeBytes(price.kept))),
            ("passing", .string(describeBytes(price.passing))), ("sites", .table(Table(rows: rows))),
        ])
    }
}

struct WordTokens: Command {
    static let name = "word_tokens",
        summary = "The token positions of a word, or of neighbouring words, in a run's prompt."
    static let discussion =
        "A word that stands more than once needs its occurrence, from 0: `\"a[1]\"` or `occurrence=1`."
    static let searchTerms = ["indices", "token_indices", "word"]
    static let examples = [
        Example(
            "word_tokens(predict(load(), zeros([16, 16, 4]), 500, \"a sunflower\"), \"sunflower\")", gives: "[2, 3]")
    ]
    @Argument("A run.") var run: RunValue
    @Argument("A word or a phrase.", completes: "word") var word: String
    @Option("Which one, where it stands several times.") var occurrence: Int?
    @Option("Which picture of a batch.") var image = 0

    func run(in context: Context) throws -> [Int] {
        guard run.texts.indices.contains(image) else {
            throw Problem("run.image", "the run has \(run.texts.count) pictures, so none with the number \(image)")
        }
        let (text, number) = splitOccurrence(word)
        return try run.texts[image].positions(of: text, occurrence: occurrence ?? number)
    }
}
