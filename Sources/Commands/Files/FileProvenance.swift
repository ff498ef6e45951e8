import Glibc
import Imaging
import Runtime
import Tensors

/// How a value was made, as files keep it: JSON under the key `limn` where the format has room, else beside the file.
enum FileProvenance {
    static let key = "limn"
    static let ending = ".provenance.json"

    static func json(_ record: Record) -> String {
        ((try? Value.record(record).json(path: "provenance")) ?? .null).serialized()
    }

    /// What was written under the key; nil for anything else, for files come from anywhere.
    static func record(_ text: String?, name: String) -> Record? {
        guard let text, let json = try? JSON.parse(text, name: name), json.object != nil,
            case .record(let record)? = try? Value(json: json)
        else { return nil }
        return record
    }

    // MARK: Pictures

    /// The texts of a PNG file: Limn's own, and the line that other programs read for sampled pictures.
    static func text(of record: Record?) -> [(String, String)] {
        let software = ("Software", "Limn \(limnVersion)")
        guard let record else { return [software] }
        return [software, (key, json(record))] + (parameters(record).map { [("parameters", $0)] } ?? [])
    }

    /// A picture with what its file tells of it. - Throws: as `Image.read`.
    static func image(_ path: String) throws -> Image {
        let (image, text) = try Image.readTelling(path: path)
        guard let record = record(text.first { $0.0 == key }?.1, name: path), record.has("command") else {
            return image
        }
        return image.from(Provenance(record))
    }

    /// Prompt, negative prompt and settings of a sampled picture, each where such programs look for it.
    private static func parameters(_ record: Record) -> String? {
        guard record["command"]?.printed == "sample", case .record(let arguments)? = record["arguments"] else {
            return nil
        }
        var picture = 0
        if case .int(let index)? = record["picture"] { picture = index }
        func text(_ name: String) -> String? {
            guard case .list(let items)? = arguments[name] else { return nil }
            return (items.indices.contains(picture) ? items[picture] : items.first)?.printed
        }
        var lines = [text("prompt") ?? ""]
        if let negative = text("negative"), !negative.isEmpty { lines.append("Negative prompt: \(negative)") }
        var facts: [String] = []
        for (title, name) in [
            ("Steps", "steps"), ("Sampler", "scheduler"), ("CFG scale", "guidance"), ("Seed", "seed"),
        ] {
            if let value = record[name] { facts.append("\(title): \(value.printed)") }
        }
        if case .list(let size)? = record["size"], size.count == 2 {
            facts.append("Size: \(size[1].printed)x\(size[0].printed)")
        }
        for (title, name) in [("Model hash", "hash"), ("Model", "model")] {
            if let value = record[name] { facts.append("\(title): \(value.printed)") }
        }
        if arguments.has("image"), let strength = arguments["strength"] {
            facts.append("Denoising strength: \(strength.printed)")
        }
        facts.append("Version: Limn \(record["version"]?.printed ?? limnVersion)")
        return (lines + [facts.joined(separator: ", ")]).joined(separator: "\n")
    }

    // MARK: Beside a file

    /// Writes what is known beside the file, with the file's hash; without anything known, takes away what stands there
    /// of an earlier one.
    static func write(_ record: Record?, beside file: String) throws {
        let path = file + ending
        guard var record else {
            if isOurs(path) { unlink(path) }
            return
        }
        record["file_hash"] = .string(try ContentHash.ofFile(file))
        try writeAside(
            path, Array((Value.record(record).json(path: "provenance").serialized(indented: true) + "\n").utf8))
    }

    /// The value with what stands beside its file, where the file is still the one that it was written for.
    static func telling(_ value: Value, _ file: String) -> Value {
        let path = file + ending
        guard fileExists(path), let bytes = try? fileBytes(path),
            let text = String(validating: bytes, as: UTF8.self), var record = record(text, name: path),
            case .string(let hash)? = record["file_hash"], record.has("command"),
            (try? ContentHash.ofFile(file)) == hash.string
        else { return value }
        record = Record(record.fields.filter { $0.key != "file_hash" }.map { ($0.key, $0.value) })
        switch value {
        case .table(let table): return table.with(Provenance(record))
        case .tensor(let tensor):
            tensor.storage.origin = Provenance(record)
            return value
        default: return value
        }
    }

    private static func isOurs(_ path: String) -> Bool {
        guard fileExists(path), let bytes = try? fileBytes(path), let text = String(validating: bytes, as: UTF8.self)
        else {
            return false
        }
        return record(text, name: path)?.has("file_hash") ?? false
    }
}
