import Neural
import Tensors

extension DiffusionModel {
    /// Opens a model in the layout of diffusers: `model_index.json` and a folder for each part.
    ///
    /// - Parameters:
    ///   - variant: `fp16` to take the weights `….fp16.safetensors`; nil takes the plain ones.
    ///   - kernels: the arithmetic to run on.
    /// - Throws: `model.folder`, `model.missing-file`, `model.config`, `model.unsupported`, `model.weights`,
    ///   `model.pickle`, and what the readers of JSON, safetensors and tokenizers throw.
    public static func load(
        folder: String, variant: String? = nil, kernels: any Kernels = KernelSet.preferred
    ) throws -> DiffusionModel {
        let index = try ModelIndex(folder: folder)
        let sites = SiteTable()
        let textScope = try scope("text_encoder", folder, variant, sites, kernels, .tokens)
        let unetScope = try scope("unet", folder, variant, sites, kernels, .image(reduction: 1))
        let vaeScope = try scope("vae", folder, variant, sites, kernels, .image(reduction: nil))
        vaeScope.store.olderNames = [
            (".to_q.", ".query."), (".to_k.", ".key."), (".to_v.", ".value."), (".to_out.0.", ".proj_attn."),
        ]
        let textConfiguration = try TextEncoderConfiguration(path: "\(folder)/text_encoder/config.json")
        let unetConfiguration = try UNetConfiguration(path: "\(folder)/unet/config.json")
        let tokenizer = try Tokenizer(folder: "\(folder)/tokenizer")
        let textEncoder = TextEncoder(textConfiguration, textScope)
        // Older checkpoints store the positions' numbers, which are no weights.
        try textScope.store.finish { $0.hasSuffix("position_ids") }
        let unet = UNet(unetConfiguration, unetScope)
        try unetScope.store.finish()
        let autoencoder: any Autoencoder
        if index.classes["vae"] == "AutoencoderTiny" {
            autoencoder = AutoencoderTiny(try AutoencoderTinyConfiguration(path: "\(folder)/vae/config.json"), vaeScope)
        } else {
            autoencoder = AutoencoderKL(try AutoencoderKLConfiguration(path: "\(folder)/vae/config.json"), vaeScope)
        }
        try vaeScope.store.finish()
        let scheduler = try SchedulerConfiguration(path: "\(folder)/scheduler/scheduler_config.json")
        try checkAgreement(textEncoder, unet, autoencoder, tokenizer)
        let parts = [textScope, unetScope, vaeScope].map { scope in
            ModelPart(
                name: scope.store.part, className: index.classes[scope.store.part] ?? "",
                parameterCount: scope.store.parameterCount, byteCount: scope.store.byteCount,
                dtype: scope.store.dtypes.max { $0.value < $1.value }?.key ?? .float32, files: scope.store.files)
        }
        return DiffusionModel(
            folder: folder, tokenizer: tokenizer, textEncoder: textEncoder, unet: unet, autoencoder: autoencoder,
            scheduler: scheduler, sites: sites, parts: parts)
    }

    private static func scope(
        _ part: String, _ folder: String, _ variant: String?, _ sites: SiteTable, _ kernels: any Kernels,
        _ layout: Scope.Layout
    ) throws -> Scope {
        guard isFolder("\(folder)/\(part)") else {
            throw Problem("model.missing-file", "the model has no folder \(folder)/\(part)")
        }
        let store = try WeightStore(part: part, folder: "\(folder)/\(part)", variant: variant)
        return Scope(store: store, sites: sites, kernels: kernels, layout: layout)
    }

    /// What each part says for itself must fit the others.
    private static func checkAgreement(
        _ text: TextEncoder, _ unet: UNet, _ autoencoder: any Autoencoder, _ tokenizer: Tokenizer
    ) throws {
        var faults: [String] = []
        let width = text.configuration.width
        if let other = unet.configuration.contextWidths.first(where: { $0 != width }) {
            faults.append("unet: `cross_attention_dim` is \(other), but the text encoder's `hidden_size` is \(width)")
        }
        if unet.configuration.inChannels != autoencoder.latentChannels {
            faults.append(
                "unet: `in_channels` is \(unet.configuration.inChannels), "
                    + "but the vae's `latent_channels` is \(autoencoder.latentChannels)")
        }
        if unet.configuration.outChannels != unet.configuration.inChannels {
            faults.append(
                "unet: `out_channels` is \(unet.configuration.outChannels), "
                    + "but `in_channels` is \(unet.configuration.inChannels)")
        }
        if tokenizer.vocabularySize > text.configuration.vocabularySize {
            faults.append(
                "text_encoder: `vocab_size` is \(text.configuration.vocabularySize), "
                    + "but the tokenizer has \(tokenizer.vocabularySize) tokens")
        }
        if tokenizer.length > text.configuration.positions {
            faults.append(
                "text_encoder: `max_position_embeddings` is \(text.configuration.positions), "
                    + "but the tokenizer's `model_max_length` is \(tokenizer.length)")
        }
        if let first = faults.first { throw Problem("model.config", first, notes: Array(faults.dropFirst())) }
    }
}

/// `model_index.json`: which class each part is.
struct ModelIndex {
    /// Class by part.
    var classes: [String: String] = [:]

    /// The pipelines that have these parts and sample from noise and a text.
    private static let pipelines = ["StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline"]

    /// What Limn can load, by part.
    private static let known: [(part: String, classes: [String])] = [
        ("tokenizer", ["CLIPTokenizer", "CLIPTokenizerFast"]), ("text_encoder", ["CLIPTextModel"]),
        ("unet", ["UNet2DConditionModel"]), ("vae", ["AutoencoderKL", "AutoencoderTiny"]), ("scheduler", []),
    ]

    /// - Throws: `model.folder` where there is no such folder or it holds no model; `model.config`, `model.unsupported`.
    init(folder: String) throws {
        guard isFolder(folder) else {
            throw Problem(
                "model.folder", "\(folder) is not a folder", help: "a model is a folder in the layout of diffusers")
        }
        let path = "\(folder)/model_index.json"
        guard isFile(path) else {
            // A link that leads out of the root is there, and says so when it is read.
            if try fileNames(in: folder).contains("model_index.json") { _ = try JSON.read(path: path) }
            throw ModelIndex.noIndex(folder)
        }
        let json = try JSON.read(path: path)
        guard let entries = json.object else {
            throw Problem("model.config", "\(path) holds \(json.kind); wanted an object")
        }
        for (part, value) in entries where !part.hasPrefix("_") {
            guard let pair = value.array, pair.count == 2 else { continue }
            if let name = pair[1].string { classes[part] = name }
        }
        // Named before its parts: of another kind of model they are other parts.
        if let name = json["_class_name"]?.string, !ModelIndex.pipelines.contains(name) {
            throw Problem(
                "model.unsupported",
                "`\(name)` is not supported; Limn knows Stable Diffusion 1.x: "
                    + ModelIndex.pipelines.joined(separator: ", "), notes: ["in \(path)"])
        }
        for (part, names) in ModelIndex.known {
            guard let name = classes[part] else {
                throw Problem("model.config", "model_index.json names no `\(part)`", notes: ["in \(path)"])
            }
            if !names.isEmpty, !names.contains(name) {
                throw Problem(
                    "model.unsupported",
                    "\(part): `\(name)` is not supported; Limn knows \(names.joined(separator: ", "))",
                    notes: ["in \(path)"])
            }
        }
        // The picture checkers run after sampling and change no number of it.
        let harmless = ["safety_checker", "feature_extractor"]
        let wanted = ModelIndex.known.map(\.part) + harmless
        if let extra = classes.keys.sorted().first(where: { !wanted.contains($0) }) {
            throw Problem(
                "model.unsupported", "`\(extra)` (\(classes[extra] ?? "")) is not supported", notes: ["in \(path)"])
        }
    }

    private static func noIndex(_ folder: String) -> Problem {
        let files = (try? fileNames(in: folder)) ?? []
        let single = files.first { [".ckpt", ".safetensors", ".bin", ".pt"].contains(where: $0.hasSuffix) }
        return Problem(
            "model.folder", "\(folder) has no model_index.json",
            notes: single.map { ["it has \($0)"] } ?? [],
            help: single == nil
                ? "a model is a folder in the layout of diffusers"
                : "turn a single file into a folder once in Python: "
                    + "StableDiffusionPipeline.from_single_file(file).save_pretrained(folder)")
    }
}
