import Diffusion
import Neural
import Runtime
import Tensors

struct Load: Command {
    static let name = "load",
        summary = "Opens a diffusion model: a folder in the layout of diffusers, a single file, or one known by name."
    static let discussion = """
        Without a path: `scenes`, the model that comes with Limn. Stable Diffusion 1, 2 and XL are known, as folders of \
        diffusers and as single `.safetensors` files in the original layout. Weights are mapped and packed when they are first \
        used, so loading is quick. A model that is loaded twice is the same one. What Limn does not support is refused \
        by name; pickled checkpoints (.ckpt, .bin) are refused because they can run code.
        """
    static let purity = Purity.impure
    static let searchTerms = ["from_pretrained", "pipeline", "StableDiffusionPipeline", "open", "checkpoint"]
    static let examples = [Example("load().name", gives: "\"scenes\"")]
    @Argument("A folder, or the name of a model.", completes: "model") var path: String = "scenes"
    @Option(
        "For a single file: a folder of a model of the same kind, whose settings and tokenizers are taken.",
        completes: "path")
    var config: String?
    @Option("A folder with another autoencoder, in the place of the model's own.", completes: "path")
    var autoencoder: String?
    @Option("The type to compute in.", from: ["float32"]) var dtype = "float32"
    @Option("Take the weights with this word in their file names, such as \"fp16\".") var variant: String?

    func run(in context: Context) throws -> DiffusionModel {
        let folder = try modelFolder(path, in: context)
        let settings = try config.map { try modelFolder($0, in: context) }
        let other = try autoencoder.map { try context.resolve($0, for: .read) }
        let key = "model:\(folder):\(variant ?? ""):\(settings ?? ""):\(other ?? "")"
        if let loaded = context.services[key] as? DiffusionModel { return loaded }
        let model = try open(folder, settings, other, context)
        let words =
            [Value.string(context.shortPath(path)).literal]
            + (config.map { ["config=\(Value.string(context.shortPath($0)).literal)"] } ?? [])
            + (autoencoder.map { ["autoencoder=\(Value.string(context.shortPath($0)).literal)"] } ?? [])
            + (variant.map { ["variant=\(Value.string($0).literal)"] } ?? [])
        model.opening.withLock { $0 = "load(\(words.joined(separator: ", ")))" }
        context.services[key] = model
        return model
    }

    private func open(
        _ place: String, _ settings: String?, _ other: String?, _ context: Context
    ) throws -> DiffusionModel {
        guard fileIsPlain(place) else {
            guard settings == nil else {
                throw Problem(
                    "model.config", "config= is for single files; \(path) is a folder, which has settings of its own")
            }
            return try DiffusionModel.load(folder: place, variant: variant, autoencoder: other)
        }
        let vocabulary = modelFolders(context).map { "\($0)/clip-tokenizer" }.first { fileExists("\($0)/vocab.json") }
        return try DiffusionModel.load(file: place, configuration: settings, tokenizers: vocabulary, autoencoder: other)
    }

    /// What is no folder. What is neither says so when it is opened.
    private func fileIsPlain(_ place: String) -> Bool { fileExists(place) && (try? folderNames(place)) == nil }
}

/// The folders that hold models by name, set by the session.
func modelFolders(_ context: Context) -> [String] { context.services["modelFolders"] as? [String] ?? [] }

/// The folder of a model that Limn knows by this name, else the user's own path; `./scenes` is always a path.
/// - Throws: `model.unknown` with the names that there are.
private func modelFolder(_ path: String, in context: Context) throws -> String {
    let known = try knownModels(context)
    if let found = known.first(where: { $0.name == path }) { return found.folder }
    let own = try context.resolve(path, for: .read)
    if fileExists(own) { return own }
    let names = known.map(\.name)
    throw Problem(
        "model.unknown", "there is no folder \"\(path)\" and no model of that name",
        notes: names.isEmpty ? [] : ["models: \(names.joined(separator: ", "))"],
        help: nearest(path, names).map { "did you mean \"\($0)\"?" }
            ?? "give the path of a folder that holds model_index.json")
}

/// Every model in the folders that Limn knows, the nearest first.
private func knownModels(_ context: Context) throws -> [(name: String, folder: String)] {
    try modelFolders(context).flatMap { folder in
        // A folder that is gone, or that may not be touched, holds no model.
        let names: [String]
        do { names = try folderNames(folder) } catch is Problem { names = [] }
        return names.map { (name: $0, folder: "\(folder)/\($0)") }
            .filter { fileExists("\($0.folder)/model_index.json") }
    }
}

struct Models: Command {
    static let name = "models", summary = "The models that Limn knows by name."
    static let purity = Purity.impure
    static let searchTerms = ["list", "available", "zoo"]
    static let examples = [Example("contains(models().name, \"scenes\")", gives: "true")]
    func run(in context: Context) throws -> Table {
        Table(
            rows: try knownModels(context).map { Record([("name", .string($0.name)), ("folder", .string($0.folder))]) })
    }
}
