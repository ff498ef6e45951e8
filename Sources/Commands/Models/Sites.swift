import Diffusion
import Interpretability
import Neural
import Runtime
import Tensors

struct Sites: Command {
    static let name = "sites", summary = "The activations of a model, or of a recording, that a pattern names."
    static let discussion = """
        A site is named after its module in the state dict: `unet.mid_block`, `unet.up_blocks.1.attentions.0.\
        transformer_blocks.0.attn2`. `*` stands for any characters; the first component may be left out. An attention \
        module is a site, and so are its `.probabilities`, `.query`, `.key`, `.value` and, per head, `.heads`.
        """
    static let searchTerms = ["modules", "layers", "named_modules", "hooks", "state_dict"]
    static let examples = [Example("length(sites(load(), \"*.attn2\"))", gives: "7")]
    @Argument("A model or a recording.") var subject: Value
    @Argument("A pattern.", completes: "site") var pattern: String = "*"

    func run(in context: Context) throws -> Table {
        guard case .native(let object) = subject else {
            throw Mismatch(expected: "a model or a recording", found: subject)
        }
        if let recording = object as? RecordingValue {
            return Table(rows: try recording.recording.entries(matching: pattern).map(recording.row))
        }
        guard let model = object as? DiffusionModel else {
            throw Mismatch(expected: "a model or a recording", found: subject)
        }
        return Table(rows: try model.sites.matching(pattern).map { $0.row(in: model) })
    }
}

extension Site {
    func row(in model: DiffusionModel) -> Record {
        let size = model.defaultSize
        let latents = (y: size.height / model.autoencoder.factor, x: size.width / model.autoencoder.factor)
        let map = reduction.map { "\((latents.y + $0 - 1) / $0)×\((latents.x + $0 - 1) / $0)" }
        let (heads, channels, reduction) = (number(heads), number(channels), number(reduction))
        return Record([
            ("site", .string(path)), ("kind", .string(kind.rawValue)), ("heads", heads), ("channels", channels),
            ("resolution", map.map { .string($0) } ?? .none), ("reduction", reduction),
            ("axes", .string("⟨\(axes.joined(separator: ", "))⟩")),
        ])
    }
}

private func number(_ value: Int?) -> Value { value.map { .int($0) } ?? .none }

struct ModelMemory: Command {
    static let name = "memory", summary = "What a model's weights take on disk and in memory, part by part."
    static let searchTerms = ["size", "bytes", "RAM", "vram"]
    static let examples = [Example("memory(load()).parameters[0] > 0", gives: "true")]
    @Argument("A model.") var model: DiffusionModel
    func run(in context: Context) throws -> Table {
        Table(
            rows: model.parts.map { part in
                Record([
                    ("part", .string(part.name)), ("parameters", .int(part.parameterCount)),
                    ("on_disk", .string(describeBytes(part.byteCount))),
                    ("in_use", .string(describeBytes(part.parameterCount * 4))),
                ])
            })
    }
}
