import Diffusion
import Neural
import Runtime
import Tensors

/// A model is a value of the language; at a prompt it shows its card.
extension DiffusionModel: NativeRepresentable {
    public static var nativeTypeName: String { "model" }
    public var fieldNames: [String] {
        ["name", "kind", "folder", "adapters", "parts", "parameters", "bytes", "scheduler", "size", "hash", "passes"]
    }

    public func names(of kind: String) -> [String] { kind == "site" ? sites.sites.map(\.path) : [] }

    public func field(_ name: String) throws -> Value? {
        switch name {
        case "name": .string(self.name)
        case "kind": .string(kind.rawValue)
        case "folder": .string(folder)
        case "adapters":
            .list(adapters.map { .record(Record([("path", .string($0.path)), ("scale", .float($0.scale))])) })
        case "parts": .table(Table(rows: parts.map(\.row)))
        case "parameters": .int(parameterCount)
        case "bytes": .int(byteCount)
        case "scheduler": .string(scheduler.className)
        case "size": .list([.int(defaultSize.height), .int(defaultSize.width)])
        case "hash": .string(fingerprint)
        case "passes":
            .record(
                Record([
                    ("text_encoder", .int(towers.reduce(0) { $0 + $1.encoder.passes.value })),
                    ("unet", .int(unet.passes.value)),
                    ("vae", .int(autoencoderPasses.value)),
                ]))
        default: nil
        }
    }

    public func display(width: Int) -> DisplayBundle {
        let size = defaultSize
        let factor = autoencoder.factor
        let title = "model \(name): \(grouped(parameterCount)) parameters, \(describeBytes(byteCount)) on disk"
        let card = Card(
            "model \(name)",
            [
                ("parameters", grouped(parameterCount)),
                ("memory", "\(describeBytes(byteCount)) on disk, \(describeBytes(parameterCount * 4)) in float32"),
                (
                    "pictures",
                    "\(size.width)×\(size.height), latents \(size.width / factor)×\(size.height / factor)×\(autoencoder.latentChannels)"
                ),
                ("prompts", "up to \(tokenizer.length) tokens"), ("scheduler", scheduler.className),
                ("sites", grouped(sites.sites.count)), ("hash", fingerprint), ("folder", folder),
            ], table: Table(rows: parts.map(\.cardRow)))
        return DisplayBundle(text: title, card: card)
    }
}

extension ModelPart {
    fileprivate var row: Record {
        Record([
            ("part", .string(name)), ("class", .string(className)), ("parameters", .int(parameterCount)),
            ("bytes", .int(byteCount)), ("dtype", .string(dtype.rawValue)),
        ])
    }
}

extension ModelPart {
    fileprivate var cardRow: Record {
        Record([
            ("part", .string(name)), ("parameters", .int(parameterCount)),
            ("memory", .string(describeBytes(byteCount))), ("dtype", .string(dtype.rawValue)),
            ("class", .string(className)),
        ])
    }
}

/// 7241092 as "7,241,092".
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = ""
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return number < 0 ? "-" + text : text
}
