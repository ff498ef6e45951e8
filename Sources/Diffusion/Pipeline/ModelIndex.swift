import Neural
import Tensors

/// `model_index.json`: which class each part is.
struct ModelIndex {
    /// Class by part.
    var classes: [String: String] = [:]
    /// XL: without a negative text the unguided half reads zeros (`force_zeros_for_empty_prompt`).
    var zeroesEmptyNegative = true

    /// What the parts together are.
    var kind = ModelKind.stableDiffusion

    /// The text encoder that has a projection behind it.
    static let projecting = "CLIPTextModelWithProjection"

    /// What Limn can load, by part.
    private static func known(_ kind: ModelKind) -> [(part: String, classes: [String])] {
        let towers = kind.towers.enumerated().flatMap { place, names in
            [
                (names.tokenizer, ["CLIPTokenizer", "CLIPTokenizerFast"]),
                (names.encoder, [place == 0 ? "CLIPTextModel" : projecting]),
            ]
        }
        return towers + [
            ("unet", ["UNet2DConditionModel"]), ("vae", ["AutoencoderKL", "AutoencoderTiny"]), ("scheduler", []),
        ]
    }

    /// The parts that a single file of this kind has.
    init(_ kind: ModelKind) {
        self.kind = kind
        for (part, names) in ModelIndex.known(kind) { classes[part] = names.first }
    }

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
        if let name = json["_class_name"]?.string {
            guard let kind = ModelKind.allCases.first(where: { $0.pipelines.contains(name) }) else {
                throw Problem(
                    "model.unsupported",
                    "`\(name)` is not supported; Limn knows Stable Diffusion 1, 2 and XL: "
                        + ModelKind.allCases.flatMap(\.pipelines).joined(separator: ", "), notes: ["in \(path)"])
            }
            self.kind = kind
        }
        zeroesEmptyNegative = json["force_zeros_for_empty_prompt"]?.bool ?? true
        let known = ModelIndex.known(kind)
        for (part, names) in known {
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
        let wanted = known.map(\.part) + harmless
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
