import Neural
import Synchronization
import Tensors

/// A text-to-image diffusion model: its parts, its sites and its scheduler's settings.
///
/// Weights stay in their files until the first forward pass packs them, so loading is quick and a model that is only
/// looked at costs no memory.
public final class DiffusionModel: @unchecked Sendable {
    /// The folder it came from.
    public let folder: String
    public let kind: ModelKind
    /// The tokenizers and text encoders: one, or XL's two.
    public let towers: [TextTower]
    public let unet: UNet
    public let autoencoder: any Autoencoder
    /// The model's own scheduler, by diffusers' class, and its settings.
    public let scheduler: SchedulerConfiguration
    /// Every activation by name: `unet.mid_block`, `text_encoder.text_model.encoder.layers.0`, `vae.decoder…`.
    public let sites: SiteTable
    public let parts: [ModelPart]
    /// What was put on its weights, in order.
    public let adapters: [Adapter]
    /// Opens the same files with other adapters.
    let reopen: @Sendable ([Adapter]) throws -> DiffusionModel
    /// How a script opens it, set by whoever did.
    public let opening = Mutex<String?>(nil)
    /// The files as they were when it was opened.
    public let facts: [FileFacts?]
    /// Pictures encoded or decoded together count once.
    public let autoencoderPasses = PassCount()
    /// XL: the unguided half reads zeros where no negative text is given.
    let zeroesEmptyNegative: Bool
    let knownFingerprint = Lazy<String>()

    init(
        folder: String, kind: ModelKind, towers: [TextTower], zeroesEmptyNegative: Bool, unet: UNet,
        autoencoder: any Autoencoder, scheduler: SchedulerConfiguration, sites: SiteTable, parts: [ModelPart],
        adapters: [Adapter], reopen: @escaping @Sendable ([Adapter]) throws -> DiffusionModel
    ) {
        self.folder = folder
        self.kind = kind
        self.towers = towers
        self.zeroesEmptyNegative = zeroesEmptyNegative
        self.unet = unet
        self.autoencoder = autoencoder
        self.scheduler = scheduler
        self.sites = sites
        self.parts = parts
        self.adapters = adapters
        self.reopen = reopen
        facts = DiffusionModel.contentFiles(folder, parts, adapters).map { FileFacts($0) }
    }

    /// The first tower's, which the words of a prompt are counted by.
    public var tokenizer: Tokenizer { towers[0].tokenizer }
    public var textEncoder: TextEncoder { towers[0].encoder }

    /// The last component of the folder or the file, without an ending.
    public var name: String {
        let last = String(folder.split(separator: "/").last ?? "model")
        return last.hasSuffix(".safetensors") ? String(last.dropLast(".safetensors".count)) : last
    }

    public var parameterCount: Int { parts.reduce(0) { $0 + $1.parameterCount } }
    /// Bytes of all weights as they are stored.
    public var byteCount: Int { parts.reduce(0) { $0 + $1.byteCount } }

    /// Height and width in pixels of a picture when nobody asks for a size: what the UNet was trained on.
    public var defaultSize: (height: Int, width: Int) {
        let size = unet.configuration.sampleSize ?? (64, 64)
        return (size.height * autoencoder.factor, size.width * autoencoder.factor)
    }
}

/// One part of a model, for its card.
public struct ModelPart: Sendable {
    /// `unet`, `text_encoder`, `vae`.
    public var name: String
    /// The class in diffusers or transformers.
    public var className: String
    public var parameterCount: Int
    /// Bytes of its weights as stored.
    public var byteCount: Int
    /// The stored type of most of its weights.
    public var dtype: DType
    public var files: [String]
}
