import Neural
import Tensors

/// The names that Stable Diffusion's own program gives to tensors, in one file for all parts, as diffusers' names.
///
/// `model.diffusion_model.input_blocks.1.0.in_layers.0.weight` is `unet/down_blocks.0.resnets.0.norm1.weight`. What
/// belongs to no part that Limn runs (averaged copies, the noise schedule, training's losses) is left out.
struct OriginalLayout {
    let kind: OriginalKind
    /// Residual blocks at each level of the UNet.
    let layersPerBlock: Int
    /// Levels of the autoencoder.
    let autoencoderLevels: Int
    /// Layers of OpenCLIP's tower that something reads.
    let openCLIPLayers: Int

    /// By part, then by diffusers' name.
    func entries(_ names: [String]) -> [String: [String: StoredWeight]] {
        var entries: [String: [String: StoredWeight]] = [:]
        for name in names {
            for (part, path, view) in translated(name) {
                entries[part, default: [:]][path] = StoredWeight(name: name, view: view)
            }
        }
        return entries
    }

    private typealias Translation = (part: String, path: String, view: StoredWeight.View)

    private func translated(_ name: String) -> [Translation] {
        if let rest = name.without(prefix: OriginalKind.unetPrefix) {
            return unet(rest).map { [("unet", $0, .whole)] } ?? [("unet", rest, .whole)]
        }
        for prefix in OriginalKind.autoencoderPrefixes {
            guard let rest = name.without(prefix: prefix) else { continue }
            if rest.hasPrefix("loss.") { return [] }
            let (path, view) = autoencoder(rest)
            return [("vae", path, view)]
        }
        for (tower, prefix) in zip(kind.model.towers, kind.textPrefixes) {
            guard let rest = name.without(prefix: prefix.text) else { continue }
            return prefix.isOpenCLIP
                ? openCLIP(rest).map { (tower.encoder, $0.path, $0.view) } : [(tower.encoder, rest, .whole)]
        }
        return []
    }

    // MARK: UNet

    private static let unetTop = [
        "time_embed.0": "time_embedding.linear_1", "time_embed.2": "time_embedding.linear_2",
        "label_emb.0.0": "add_embedding.linear_1", "label_emb.0.2": "add_embedding.linear_2",
        "input_blocks.0.0": "conv_in", "out.0": "conv_norm_out", "out.2": "conv_out",
        "middle_block.0": "mid_block.resnets.0", "middle_block.1": "mid_block.attentions.0",
        "middle_block.2": "mid_block.resnets.1",
    ]
    private static let resnet = [
        "in_layers.0": "norm1", "in_layers.2": "conv1", "out_layers.0": "norm2", "out_layers.3": "conv2",
        "emb_layers.1": "time_emb_proj", "skip_connection": "conv_shortcut",
    ]

    /// What a residual block's modules are called there.
    static var resnetNames: [String] { Array(resnet.keys) }

    /// diffusers' name of a tensor of the UNet; nil where it is none of the original's.
    func unetPath(_ name: String) -> String? { unet(name) }

    private func unet(_ name: String) -> String? {
        for (original, path) in OriginalLayout.unetTop {
            guard let rest = name.without(prefix: original + ".") else { continue }
            return "\(path).\(OriginalLayout.renamed(rest, OriginalLayout.resnet))"
        }
        let parts = name.split(separator: ".", maxSplits: 3).map(String.init)
        guard parts.count == 4, let number = Int(parts[1]), let place = Int(parts[2]) else { return nil }
        let (rest, count) = (parts[3], layersPerBlock + 1)
        switch parts[0] {
        case "input_blocks" where number > 0:
            let block = "down_blocks.\((number - 1) / count)"
            let layer = (number - 1) % count
            if let convolution = rest.without(prefix: "op.") { return "\(block).downsamplers.0.conv.\(convolution)" }
            return place == 0
                ? "\(block).resnets.\(layer).\(OriginalLayout.renamed(rest, OriginalLayout.resnet))"
                : "\(block).attentions.\(layer).\(rest)"
        case "output_blocks":
            let block = "up_blocks.\(number / count)"
            if place > 0, rest.hasPrefix("conv.") { return "\(block).upsamplers.0.\(rest)" }
            return place == 0
                ? "\(block).resnets.\(number % count).\(OriginalLayout.renamed(rest, OriginalLayout.resnet))"
                : "\(block).attentions.\(number % count).\(rest)"
        default: return nil
        }
    }

    // MARK: Autoencoder

    private static let attention = [
        "norm": "group_norm", "q": "to_q", "k": "to_k", "v": "to_v", "proj_out": "to_out.0",
    ]

    private func autoencoder(_ name: String) -> (path: String, view: StoredWeight.View) {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count > 3, parts[0] == "encoder" || parts[0] == "decoder" else {
            return (name.replacing(".norm_out.", with: ".conv_norm_out."), .whole)
        }
        let rest = parts.dropFirst(3).joined(separator: ".")
        switch (parts[1], parts[2]) {
        case ("mid", "attn_1"):
            let path = OriginalLayout.renamed(rest, OriginalLayout.attention)
            // Convolutions of one pixel there, linear layers here.
            return ("\(parts[0]).mid_block.attentions.0.\(path)", rest.hasSuffix(".weight") ? .matrix : .whole)
        case ("mid", "block_1"): return ("\(parts[0]).mid_block.resnets.0.\(rest)", .whole)
        case ("mid", "block_2"): return ("\(parts[0]).mid_block.resnets.1.\(rest)", .whole)
        case ("down", let level), ("up", let level):
            guard let level = Int(level) else { return (name, .whole) }
            let isUp = parts[1] == "up"
            let block = isUp ? "up_blocks.\(autoencoderLevels - 1 - level)" : "down_blocks.\(level)"
            let path =
                rest.replacing("nin_shortcut", with: "conv_shortcut")
                .replacing("downsample.conv", with: "downsamplers.0.conv")
                .replacing("upsample.conv", with: "upsamplers.0.conv")
            let inner = path.without(prefix: "block.").map { "resnets.\($0)" } ?? path
            return ("\(parts[0]).\(block).\(inner)", .whole)
        default: return (name.replacing(".norm_out.", with: ".conv_norm_out."), .whole)
        }
    }

    // MARK: OpenCLIP

    private static let tower = [
        "token_embedding": "text_model.embeddings.token_embedding", "ln_final": "text_model.final_layer_norm",
    ]
    private static let block = [
        "ln_1": "layer_norm1", "ln_2": "layer_norm2", "mlp.c_fc": "mlp.fc1", "mlp.c_proj": "mlp.fc2",
        "attn.out_proj": "self_attn.out_proj",
    ]

    private func openCLIP(_ name: String) -> [(path: String, view: StoredWeight.View)] {
        switch name {
        case "positional_embedding": return [("text_model.embeddings.position_embedding.weight", .whole)]
        case "text_projection": return kind.readsProjection ? [("text_projection.weight", .transposed)] : []
        case "logit_scale": return []
        default: break
        }
        guard let rest = name.without(prefix: "transformer.resblocks.") else {
            return [(OriginalLayout.renamed(name, OriginalLayout.tower), .whole)]
        }
        let parts = rest.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let number = Int(parts[0]) else { return [(name, .whole)] }
        if number >= openCLIPLayers { return [] }
        let layer = "text_model.encoder.layers.\(number)"
        for kind in ["weight", "bias"] where parts[1] == "attn.in_proj_\(kind)" {
            return ["q", "k", "v"].enumerated().map {
                ("\(layer).self_attn.\($1)_proj.\(kind)", .part($0, of: 3))
            }
        }
        return [("\(layer).\(OriginalLayout.renamed(parts[1], OriginalLayout.block))", .whole)]
    }

    /// The name with its beginning replaced, where the table knows one.
    private static func renamed(_ name: String, _ table: [String: String]) -> String {
        for (original, path) in table {
            if let rest = name.without(prefix: original + ".") { return "\(path).\(rest)" }
        }
        return name
    }
}

extension String {
    /// What stands behind `prefix`; nil where the text does not begin with it.
    func without(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
