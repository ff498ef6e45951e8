import Neural
import Tensors

/// A checkpoint in one safetensors file with Stable Diffusion's original names.
struct SingleFileSource: ModelSource {
    let index: ModelIndex
    private let file: SafetensorsFile
    private let settings: OriginalSettings
    private let entries: [String: [String: StoredWeight]]
    private let configuration: String?
    private let tokenizers: String?
    private let prediction: String?

    /// - Parameters:
    ///   - path: the file.
    ///   - configuration: a folder in the layout of diffusers whose settings and tokenizers are taken; nil reads sizes off
    ///     the weights.
    ///   - tokenizers: a folder with CLIP's vocabulary, which no single file holds.
    /// - Throws: `model.unsupported` where the names are none of Stable Diffusion's; what `SafetensorsFile` throws.
    init(path: String, configuration: String?, tokenizers: String?) throws {
        file = try SafetensorsFile(path: path)
        let names = file.names
        guard let kind = OriginalKind(Set(names)) else { throw SingleFileSource.foreign(path, names) }
        self.configuration = configuration
        self.tokenizers = tokenizers
        // What newer programs write of the model into the file.
        let told = ["modelspec.prediction_type", "prediction_type"].lazy.compactMap { [file] in file.metadata[$0] }
            .first
        prediction = told.flatMap {
            ["v": "v_prediction", "epsilon": "epsilon"][$0] ?? PredictionType(rawValue: $0)?.rawValue
        }
        let shapes = Dictionary(names.map { [file] in ($0, file.shape(of: $0) ?? []) }, uniquingKeysWith: { $1 })
        settings = OriginalSettings(kind: kind, shapes: shapes)
        let layout = OriginalLayout(
            kind: kind, layersPerBlock: settings.layersPerBlock, autoencoderLevels: settings.autoencoderLevels,
            openCLIPLayers: try configuration.flatMap { try SingleFileSource.layers(kind, $0) }
                ?? settings.openCLIPLayers)
        entries = layout.entries(names)
        index = ModelIndex(kind.model)
    }

    /// Layers of OpenCLIP's tower by a folder's settings.
    private static func layers(_ kind: OriginalKind, _ configuration: String) throws -> Int? {
        guard let place = kind.textPrefixes.firstIndex(where: \.isOpenCLIP) else { return nil }
        let part = kind.model.towers[place].encoder
        return try JSON.read(path: "\(configuration)/\(part)/config.json")["num_hidden_layers"]?.int
    }

    func reader(_ part: String) throws -> ConfigReader {
        if let configuration { return try ConfigReader(part: part, path: "\(configuration)/\(part)/config.json") }
        let json: JSON
        switch part {
        case "unet": json = settings.unetSettings()
        case "vae": json = settings.autoencoderSettings()
        default: json = settings.textSettings(part == "text_encoder" ? 0 : 1)
        }
        return try ConfigReader(part: part, json: json, path: file.path)
    }

    func store(_ part: String) throws -> WeightStore {
        guard let entries = entries[part] else {
            throw Problem("model.weights", "\(file.path) has no tensors of the \(part)")
        }
        return WeightStore(part: part, opened: [file], entries: entries)
    }

    func tokenizer(_ name: String) throws -> Tokenizer {
        if let configuration { return try Tokenizer(folder: "\(configuration)/\(name)") }
        guard let tokenizers else {
            throw Problem(
                "model.missing-file", "a single file holds no vocabulary, and CLIP's was not found",
                help: "give the folder of a model of the same kind: config=\"…\"")
        }
        // OpenCLIP's towers were trained on texts that are padded with its first token.
        let isOpenCLIP = settings.kind.textPrefixes[name == "tokenizer" ? 0 : 1].isOpenCLIP
        return try Tokenizer(folder: tokenizers, padding: isOpenCLIP ? "!" : nil)
    }

    func scheduler() throws -> SchedulerConfiguration {
        if let configuration {
            return try SchedulerConfiguration(path: "\(configuration)/scheduler/scheduler_config.json")
        }
        return try SchedulerConfiguration(json: settings.schedulerSettings(prediction: prediction), path: file.path)
    }

    private static func foreign(_ path: String, _ names: [String]) -> Problem {
        let isPart = names.contains { $0.hasPrefix("down_blocks.") || $0.hasPrefix("decoder.") }
        let isAdapter = names.contains { $0.contains("lora") }
        return Problem(
            "model.unsupported", "\(path) holds no Stable Diffusion 1, 2 or XL model in the original layout",
            notes: ["its first names: \(names.prefix(4).map { "`\($0)`" }.joined(separator: ", "))"],
            help: isAdapter
                ? "it looks like an adapter: lora(model, \"…\") puts it on a model"
                : isPart ? "it looks like one part of a model in diffusers' layout: load the folder above it" : nil)
    }
}

extension DiffusionModel {
    /// Opens a checkpoint that is one safetensors file in Stable Diffusion's original layout.
    /// - Throws: as `SingleFileSource.init`, and as `load(folder:)`.
    public static func load(
        file: String, configuration: String? = nil, tokenizers: String? = nil, autoencoder: String? = nil,
        kernels: any Kernels = KernelSet.preferred
    ) throws -> DiffusionModel {
        let source = try SingleFileSource(path: file, configuration: configuration, tokenizers: tokenizers)
        return try load(source, autoencoder: autoencoder, place: file, kernels: kernels)
    }
}
