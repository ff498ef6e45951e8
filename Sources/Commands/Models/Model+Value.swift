import Diffusion
import Neural
import Runtime
import Tensors

/// A model is a value of the language; at a prompt it shows its card.
extension DiffusionModel: NativeRepresentable {
    public static var nativeTypeName: String { "model" }
    public var fieldNames: [String] {
        ["name", "folder", "parts", "parameters", "bytes", "scheduler", "size", "hash", "passes"]
    }

    public func names(of kind: String) -> [String] { kind == "site" ? sites.sites.map(\.path) : [] }

    public func field(_ name: String) throws -> Value? {
        switch name {
        case "name": .string(self.name)
        case "folder": .string(folder)
        case "parts": .table(Table(rows: parts.map(\.row)))
        case "parameters": .int(parameterCount)
        case "bytes": .int(byteCount)
        case "scheduler": .string(scheduler.className)
        case "size": .list([.int(defaultSize.height), .int(defaultSize.width)])
        case "hash": .string(fingerprint)
        case "passes":
            .record(
                Record([
                    ("text_encoder", .int(textEncoder.passes.value)), ("unet", .int(unet.passes.value)),
                    ("vae", .int(autoencoderPasses.value)),
                ]))
        default: nil
        }
    }

    public func display(width: Int) -> DisplayBundle {
        let size = defaultSize
        let title = "model \(name): \(grouped(parameterCount)) parameters, \(describeBytes(byteCount)) on disk"
        let rows = parts.map { part in
            "  \(padded(part.name, 14)) \(padded(part.className, 24)) \(padded(grouped(part.parameterCount), 14, right: true)) parameters  \(part.dtype.rawValue)"
        }
        let facts = [
            "  pictures \(size.width)×\(size.height), latents \(size.width / autoencoder.factor)×\(size.height / autoencoder.factor)×\(autoencoder.latentChannels), prompts of \(tokenizer.length) tokens",
            "  scheduler \(scheduler.className), \(sites.sites.count) sites, hash \(fingerprint)",
        ]
        return DisplayBundle(text: ([title] + rows + facts).joined(separator: "\n"))
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

private func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return right ? blanks + text : text + blanks
}
