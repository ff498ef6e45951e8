import Neural
import Tensors

/// Where the parts of a model come from: a folder of diffusers', or one file.
protocol ModelSource: Sendable {
    var index: ModelIndex { get }
    /// The settings of a part: `unet`, `vae`, `text_encoder`. - Throws: `file.missing`, `model.config`, `json.syntax`.
    func reader(_ part: String) throws -> ConfigReader
    /// The weights of a part under diffusers' names. - Throws: `model.missing-file`, `model.pickle`, `model.weights`.
    func store(_ part: String) throws -> WeightStore
    /// - Parameter name: `tokenizer`, `tokenizer_2`.
    func tokenizer(_ name: String) throws -> Tokenizer
    func scheduler() throws -> SchedulerConfiguration
}

/// A folder in the layout of diffusers.
struct FolderSource: ModelSource {
    let folder: String
    let variant: String?
    let index: ModelIndex

    init(folder: String, variant: String?) throws {
        self.folder = folder
        self.variant = variant
        index = try ModelIndex(folder: folder)
    }

    func reader(_ part: String) throws -> ConfigReader {
        try ConfigReader(part: part, path: "\(folder)/\(part)/config.json")
    }

    func store(_ part: String) throws -> WeightStore {
        guard isFolder("\(folder)/\(part)") else {
            throw Problem("model.missing-file", "the model has no folder \(folder)/\(part)")
        }
        return try WeightStore(part: part, folder: "\(folder)/\(part)", variant: variant)
    }

    func tokenizer(_ name: String) throws -> Tokenizer { try Tokenizer(folder: "\(folder)/\(name)") }

    func scheduler() throws -> SchedulerConfiguration {
        try SchedulerConfiguration(path: "\(folder)/scheduler/scheduler_config.json")
    }
}
