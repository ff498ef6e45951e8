import Neural
import Tensors

/// An autoencoder by itself, to take the place of a model's own: a folder of diffusers', or the two files of a tiny
/// autoencoder in its original layout.
struct AutoencoderSource: Sendable {
    let className: String
    let reader: @Sendable () throws -> ConfigReader
    let store: @Sendable () throws -> WeightStore

    /// - Throws: `model.folder`, `model.missing-file`, `model.unsupported`, and what the readers of JSON and safetensors
    ///   throw.
    init(folder: String, variant: String? = nil) throws {
        guard isFolder(folder) else {
            throw Problem(
                "model.folder", "\(folder) is not a folder",
                help: "an autoencoder is a folder with config.json and weights, or with the two files of a tiny one")
        }
        let settings = "\(folder)/config.json"
        if isFile(settings) {
            let json = try JSON.read(path: settings)
            className = json["_class_name"]?.string ?? ""
            guard ["AutoencoderKL", "AutoencoderTiny"].contains(className) else {
                throw Problem(
                    "model.unsupported",
                    "vae: `\(className)` is not supported; Limn knows AutoencoderKL, AutoencoderTiny",
                    notes: ["in \(settings)"])
            }
            reader = { try ConfigReader(part: "vae", json: json, path: settings) }
            store = { try WeightStore(part: "vae", folder: folder, variant: variant) }
            return
        }
        let names = try fileNames(in: folder)
        guard let encoder = names.first(where: { $0.hasSuffix("encoder.safetensors") }),
            let decoder = names.first(where: { $0.hasSuffix("decoder.safetensors") })
        else {
            throw Problem(
                "model.missing-file",
                "\(folder) has neither config.json nor a pair …encoder.safetensors and "
                    + "…decoder.safetensors", notes: names.isEmpty ? [] : ["it has \(names.joined(separator: ", "))"])
        }
        className = "AutoencoderTiny"
        let files = try [encoder, decoder].map { try SafetensorsFile(path: "\(folder)/\($0)") }
        reader = { try ConfigReader(part: "vae", json: AutoencoderSource.settings(files), path: folder) }
        store = { WeightStore(part: "vae", opened: files, entries: AutoencoderSource.entries(files)) }
    }

    /// What the files do not say is what all tiny autoencoders of this kind have.
    private static func settings(_ files: [SafetensorsFile]) -> JSON {
        let latents = files[1].shape(of: "1.weight")?[safe: 1] ?? 4
        return .object(["_class_name": .string("AutoencoderTiny"), "latent_channels": .int(latents)])
    }

    private static func entries(_ files: [SafetensorsFile]) -> [String: StoredWeight] {
        var entries: [String: StoredWeight] = [:]
        for name in files[0].names { entries["encoder.layers.\(name)"] = StoredWeight(file: 0, name: name) }
        for name in files[1].names {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            // The list begins with a clamp there.
            guard parts.count == 2, let place = Int(parts[0]) else {
                entries["decoder.layers.\(name)"] = StoredWeight(file: 1, name: name)
                continue
            }
            entries["decoder.layers.\(place - 1).\(parts[1])"] = StoredWeight(file: 1, name: name)
        }
        return entries
    }
}

/// A model with another autoencoder than its own.
struct ExchangedAutoencoder<Base: ModelSource>: ModelSource {
    let base: Base
    let autoencoder: AutoencoderSource

    var index: ModelIndex {
        var index = base.index
        index.classes["vae"] = autoencoder.className
        return index
    }

    func reader(_ part: String) throws -> ConfigReader {
        try part == "vae" ? autoencoder.reader() : base.reader(part)
    }
    func store(_ part: String) throws -> WeightStore { try part == "vae" ? autoencoder.store() : base.store(part) }
    func tokenizer(_ name: String) throws -> Tokenizer { try base.tokenizer(name) }
    func scheduler() throws -> SchedulerConfiguration { try base.scheduler() }
}
