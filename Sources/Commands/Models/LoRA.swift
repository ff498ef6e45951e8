import Diffusion
import Runtime
import Tensors

struct LoRA: Command {
    static let name = "lora", summary = "A model with a low-rank adapter on its weights; with none, without any."
    static let discussion = """
        The adapter is a `.safetensors` file in the layout of diffusers and PEFT or in the one that joins names with \
        underscores (`lora_unet_…`). `scale` is its strength: 1 as it was trained, 0 nothing, negative the opposite. \
        Adapters add up: `sd |> lora("a.safetensors") |> lora("b.safetensors", scale=0.5)`. The model itself stays as \
        it is; `lora(model, none)` gives it back from one with adapters.
        """
    static let purity = Purity.impure
    static let searchTerms = ["adapter", "peft", "load_lora_weights", "fuse_lora", "low-rank"]
    static let examples = [Example("lora(load(), none).name", gives: "\"scenes\"")]
    @Argument("A model.") var model: DiffusionModel
    @Argument("The adapter's file, or none to take all adapters away.", completes: "path") var path: String?
    @Option("Its strength.") var scale = 1.0

    func run(in context: Context) throws -> DiffusionModel {
        guard let path else { return try opened(model.withoutAdapters(), "lora(", ", none)", context) }
        let adapter = try Adapter(path: context.resolve(path, for: .read), scale: scale)
        let strength = scale == 1 ? "" : ", scale=\(Value.float(scale).literal)"
        let file = Value.string(context.shortPath(path)).literal
        return try opened(model.adapted(by: [adapter]), "lora(", ", \(file)\(strength))", context)
    }

    /// The model, knowing how a script opens it.
    private func opened(
        _ made: DiffusionModel, _ before: String, _ after: String, _ context: Context
    ) throws -> DiffusionModel {
        if made === model { return made }
        let line = model.script.map { "\(before)\($0)\(after)" }
        made.opening.withLock { $0 = line }
        return made
    }
}
