import Neural
import Tensors

/// Finds the weight that a module of an adapter means, whatever program named it.
///
/// diffusers writes paths (`unet.down_blocks.0…to_q`); the other layout joins them with underscores
/// (`lora_unet_down_blocks_0_…_to_q`) and, for XL, begins with the original names (`lora_unet_input_blocks_4_1_…`).
struct AdapterNames {
    private let parts: [String: Part]
    private let original: OriginalLayout

    private struct Part {
        /// The weights' paths without `.weight`, by themselves and joined with underscores.
        var byPath: [String: String] = [:]
        var byJoined: [String: String] = [:]
    }

    /// - Parameter names: the weights of each part.
    init(_ names: [(part: String, names: [String])], kind: ModelKind, layersPerBlock: Int) {
        var parts: [String: Part] = [:]
        for (part, names) in names {
            var table = Part()
            for name in names where name.hasSuffix(".weight") {
                let path = String(name.dropLast(".weight".count))
                // Versions of transformers differ in whether the tower's names begin so.
                let plain = path.without(prefix: "text_model.") ?? path
                table.byPath[plain] = name
                table.byJoined[plain.replacing(".", with: "_")] = name
            }
            parts[part] = table
        }
        self.parts = parts
        original = OriginalLayout(
            kind: kind == .stableDiffusionXL ? .extraLarge : .version1, layersPerBlock: layersPerBlock,
            autoencoderLevels: 1, openCLIPLayers: 0)
    }

    private static let prefixes: [(prefix: String, part: String)] = [
        ("lora_unet_", "unet"), ("lora_te1_", "text_encoder"), ("lora_te2_", "text_encoder_2"),
        ("lora_te_", "text_encoder"),
    ]

    /// The part and the weight's name; nil where the model has no such module.
    func weight(_ module: String) -> (part: String, name: String)? {
        for (prefix, part) in AdapterNames.prefixes {
            guard let rest = module.without(prefix: prefix), let table = parts[part] else { continue }
            let plain = rest.without(prefix: "text_model_") ?? rest
            if let name = table.byJoined[plain] { return (part, name) }
            return translated(plain).flatMap { table.byJoined[$0] }.map { (part, $0) }
        }
        for part in ["unet", "text_encoder", "text_encoder_2"] {
            guard let rest = module.without(prefix: part + "."), let table = parts[part] else { continue }
            return table.byPath[AdapterNames.plain(rest)].map { (part, $0) }
        }
        // Without a part in front it is the UNet's.
        return parts["unet"]?.byPath[AdapterNames.plain(module)].map { ("unet", $0) }
    }

    /// `attn1.processor.to_q` and `text_model.…` as the state dict has them.
    private static func plain(_ path: String) -> String {
        let path = path.without(prefix: "text_model.") ?? path
        return path.replacing(".processor.to_out", with: ".to_out.0").replacing(".processor.", with: ".")
    }

    /// `input_blocks_4_1_proj_in` as `down_blocks_1_attentions_0_proj_in`.
    private func translated(_ joined: String) -> String? {
        for block in ["input_blocks", "output_blocks", "middle_block"] {
            guard let rest = joined.without(prefix: block + "_") else { continue }
            let count = block == "middle_block" ? 1 : 2
            let pieces = rest.split(separator: "_", maxSplits: count, omittingEmptySubsequences: false).map(String.init)
            guard pieces.count == count + 1 else { return nil }
            var inner = pieces[count]
            for name in OriginalLayout.resnetNames {
                let flat = name.replacing(".", with: "_")
                if inner == flat { inner = name }
            }
            let path = ([block] + pieces.prefix(count) + [inner + "."]).joined(separator: ".")
            return original.unetPath(path).map { String($0.dropLast()).replacing(".", with: "_") }
        }
        return nil
    }
}
