import Neural
import Tensors

/// A file of low-rank changes to a model's weights (LoRA), and how strongly it is put on.
public struct Adapter: Sendable {
    public let path: String
    public let scale: Double
    /// By the name of the module in the file.
    let modules: [String: Module]

    /// One module's change, as the file has it.
    struct Module: Sendable {
        var down: Tensor?
        var up: Tensor?
        var alpha: Double?
    }

    /// The last part of a tensor's name, by the program that wrote it.
    private static let endings: [(ending: String, role: Role)] = [
        // diffusers and PEFT.
        (".lora_A.weight", .down), (".lora_B.weight", .up), (".lora.down.weight", .down), (".lora.up.weight", .up),
        ("_lora.down.weight", .down), ("_lora.up.weight", .up),
        // The trainer whose layout most published files have.
        (".lora_down.weight", .down), (".lora_up.weight", .up), (".alpha", .alpha),
    ]
    private enum Role { case down, up, alpha }
    /// Changes of other kinds than up · down.
    private static let foreign = ["dora_scale", "hada_w1", "lokr_w1", "lora_mid", "oft_blocks", "diff", "diff_b"]

    /// - Parameter scale: 1 is the strength that the file was trained with.
    /// - Throws: what `SafetensorsFile` throws; `lora.format` for a file that holds no such changes, or others beside
    ///   them; `lora.scale`.
    public init(path: String, scale: Double = 1) throws {
        guard scale.isFinite else { throw Problem("lora.scale", "the strength of an adapter is \(scale)") }
        self.path = path
        self.scale = scale
        let file = try SafetensorsFile(path: path)
        var modules: [String: Module] = [:]
        for name in file.names {
            if let word = name.split(separator: ".").last, Adapter.foreign.contains(String(word)) {
                throw Problem(
                    "lora.format", "\(path): `\(name)` is a change of another kind; Limn knows up and down (LoRA)")
            }
            guard let (ending, role) = Adapter.endings.first(where: { name.hasSuffix($0.ending) }) else {
                throw Problem(
                    "lora.format", "\(path): `\(name)` is no part of a LoRA adapter",
                    help: "an adapter has pairs such as `….lora_A.weight` and `….lora_B.weight`")
            }
            let module = String(name.dropLast(ending.count))
            let tensor = try file.tensor(name)
            switch role {
            case .down: modules[module, default: Module()].down = tensor
            case .up: modules[module, default: Module()].up = tensor
            case .alpha: modules[module, default: Module()].alpha = try tensor.floats().first.map { Double($0) }
            }
        }
        guard !modules.isEmpty else { throw Problem("lora.format", "\(path) holds no tensors") }
        for (name, module) in modules.sorted(by: { $0.key < $1.key }) where module.down == nil || module.up == nil {
            throw Problem(
                "lora.format", "\(path): `\(name)` has no \(module.down == nil ? "down" : "up") half")
        }
        Adapter.readAlphas(file, &modules)
        self.modules = modules
    }

    /// PEFT keeps α in the file's metadata, as JSON.
    private static func readAlphas(_ file: SafetensorsFile, _ modules: inout [String: Module]) {
        guard let text = file.metadata["lora_adapter_metadata"], let json = try? JSON.parse(text, name: file.path)
        else { return }
        for part in ["unet", "text_encoder", "text_encoder_2"] {
            guard let alpha = json["\(part).lora_alpha"]?.number else { continue }
            let patterns = json["\(part).alpha_pattern"]?.object ?? [:]
            for name in modules.keys where name.hasPrefix(part + ".") && modules[name]?.alpha == nil {
                let path = name.dropFirst(part.count + 1)
                modules[name]?.alpha =
                    patterns.first { path == $0.key || path.hasSuffix("." + $0.key) }?.value.number
                    ?? alpha
            }
        }
    }
}
