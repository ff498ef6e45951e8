/// Which program wrote a single file, told by the names in it.
enum OriginalKind: Sendable, CaseIterable {
    case version1, version2, extraLarge

    static let unetPrefix = "model.diffusion_model."
    static let autoencoderPrefixes = ["first_stage_model.", "vae."]

    /// nil where the names are none of Stable Diffusion's.
    init?(_ names: Set<String>) {
        let found = OriginalKind.allCases.first { kind in
            kind.textPrefixes.allSatisfy { names.contains($0.text + $0.telling) }
        }
        guard let found, names.contains(OriginalKind.unetPrefix + "input_blocks.0.0.weight") else { return nil }
        self = found
    }

    /// What the tensors of a text encoder begin with, and a name that is there whatever its size.
    struct TextPrefix: Sendable {
        var text: String
        var isOpenCLIP: Bool
        var telling: String { isOpenCLIP ? "ln_final.weight" : "text_model.final_layer_norm.weight" }
    }

    var textPrefixes: [TextPrefix] {
        switch self {
        case .version1: [TextPrefix(text: "cond_stage_model.transformer.", isOpenCLIP: false)]
        case .version2: [TextPrefix(text: "cond_stage_model.model.", isOpenCLIP: true)]
        case .extraLarge:
            [
                TextPrefix(text: "conditioner.embedders.0.transformer.", isOpenCLIP: false),
                TextPrefix(text: "conditioner.embedders.1.model.", isOpenCLIP: true),
            ]
        }
    }

    var model: ModelKind { self == .extraLarge ? .stableDiffusionXL : .stableDiffusion }

    /// Version 2 reads the states before the last layer through the last normalisation, so that its last layer and its
    /// projection are in the file for nothing.
    var unreadLayers: Int { self == .version2 ? 1 : 0 }
    var readsProjection: Bool { self == .extraLarge }
}
