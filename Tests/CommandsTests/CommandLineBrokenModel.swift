import Foundation
import Testing

/// A model folder that is wrong in one way, and the diagnostic that `load` must give for it.
struct BrokenModel: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var id: String
    /// What the diagnostic must say: a path, a shape found, a shape wanted.
    var says: [String]
    /// Breaks the copy of a whole model at this path.
    var spoil: @Sendable (String) throws -> Void

    init(_ name: String, _ id: String, says: [String], _ spoil: @escaping @Sendable (String) throws -> Void) {
        testDescription = name
        self.id = id
        self.says = says
        self.spoil = spoil
    }

    static let all = folders + configurations + absurdities + files + tensors

    /// A small model of random weights with four levels.
    static var whole: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("DiffusionTests/Fixtures/levels/model").path
    }

    static let folders = [
        BrokenModel("no model_index.json", "model.folder", says: ["model has no model_index.json"]) {
            try remove($0 + "/model_index.json")
        },
        BrokenModel("a part without its folder", "model.missing-file", says: ["model/vae"]) {
            try remove($0 + "/vae")
        },
        BrokenModel("a part without weights", "model.missing-file", says: ["model/unet"]) { try remove($0 + weights) },
        BrokenModel("a pickle beside the configuration", "model.pickle", says: ["diffusion_pytorch_model.bin"]) {
            try remove($0 + weights)
            try write([0x80, 2, 0x7D, 0x71, 0, 0x2E], $0 + "/unet/diffusion_pytorch_model.bin")
        },
        BrokenModel("a single file instead of a folder", "model.folder", says: ["sd.ckpt", "from_single_file"]) {
            try remove($0 + "/model_index.json")
            try write([0x80, 2, 0x7D, 0x71, 0, 0x2E], $0 + "/sd.ckpt")
        },
    ]

    static let configurations = [
        BrokenModel("an index that is not JSON", "json.syntax", says: ["model/model_index.json", "column 1"]) {
            try write(Array("not json".utf8), $0 + "/model_index.json")
        },
        BrokenModel("an index of 50,000 brackets", "json.too-deep", says: ["model/model_index.json"]) {
            try write([UInt8](repeating: 0x5B, count: 50_000), $0 + "/model_index.json")
        },
        BrokenModel("another pipeline", "model.unsupported", says: ["`FluxPipeline` is not supported"]) {
            try set("_class_name", "FluxPipeline", $0 + "/model_index.json")
        },
        BrokenModel("a configuration that is cut", "json.syntax", says: ["model/unet/config.json"]) {
            try write(Array(#"{"in_channels": 4,"#.utf8), $0 + "/unet/config.json")
        },
        BrokenModel("an empty configuration", "file.empty", says: ["model/vae/config.json"]) {
            try write([], $0 + "/vae/config.json")
        },
        BrokenModel("a key that is not supported", "model.unsupported", says: ["unet: `class_embed_type`", "timestep"])
        {
            try set("class_embed_type", "timestep", $0 + "/unet/config.json")
        },
        BrokenModel("a key that nobody knows", "model.unsupported", says: ["unet: `surprise`", "config.json"]) {
            try set("surprise", 3, $0 + "/unet/config.json")
        },
        BrokenModel("a tokenizer's settings of another kind", "model.config", says: ["tokenizer_config.json"]) {
            try write(Array("5".utf8), $0 + "/tokenizer/tokenizer_config.json")
        },
        BrokenModel("merges that are no text", "file.not-text", says: ["model/tokenizer/merges.txt"]) {
            try write([0x61, 0x20, 0xE9, 0x0A], $0 + "/tokenizer/merges.txt")
        },
    ]

    /// Sizes that would take all memory, or end the process, if they were believed.
    static let absurdities = [
        absurd("unet/config.json", "block_out_channels", [1_000_000_000_000, 24, 24, 32]),
        absurd("unet/config.json", "in_channels", Int.max),
        absurd("unet/config.json", "layers_per_block", 1_000_000_000),
        absurd("unet/config.json", "norm_num_groups", 0),
        absurd("unet/config.json", "sample_size", 100_000_000_000),
        absurd("unet/config.json", "cross_attention_dim", -1),
        absurd("text_encoder/config.json", "vocab_size", Int.max),
        absurd("text_encoder/config.json", "num_hidden_layers", 1 << 40),
        absurd("text_encoder/config.json", "num_attention_heads", 0),
        absurd("vae/config.json", "latent_channels", 1 << 40),
        absurd("scheduler/scheduler_config.json", "num_train_timesteps", 1 << 40),
    ]

    private static func absurd(_ file: String, _ key: String, _ value: any Sendable) -> BrokenModel {
        BrokenModel("\(key) \(value)", "model.config", says: ["`\(key)` is ", "; wanted ", "model/\(file)"]) {
            try set(key, value, "\($0)/\(file)")
        }
    }

    static let files = [
        BrokenModel("weights that are cut", "safetensors.truncated", says: ["model\(weights)"]) {
            try write(Array(try Data(contentsOf: URL(fileURLWithPath: $0 + weights)).prefix(100_000)), $0 + weights)
        },
        BrokenModel("a header that lies about its length", "safetensors.header", says: ["model\(weights)"]) {
            try write(Bytes.safetensors("{}", length: 1 << 62), $0 + weights)
        },
        BrokenModel("tensors that overlap", "safetensors.overlap", says: ["model\(weights)", "`b`"]) {
            let entry = #""dtype":"F32","shape":[4],"data_offsets""#
            let header = "{\"a\":{\(entry):[0,16]},\"b\":{\(entry):[8,24]}}"
            try write(Bytes.safetensors(header, data: 24), $0 + weights)
        },
        BrokenModel("a pickle by the name of safetensors", "file.pickle", says: ["model\(weights)"]) {
            try write([0x80, 2, 0x7D, 0x71] + [UInt8](repeating: 0, count: 100), $0 + weights)
        },
    ]

    static let tensors = [
        BrokenModel("a tensor is missing", "model.weights", says: ["unet: `conv_in.bias` is missing; wanted [16]"]) {
            try leaveOut("conv_in.bias", of: $0 + weights)
        },
        BrokenModel("a tensor too many", "model.weights", says: ["unet: `surprise` is no part", "found [0, 3]"]) {
            try header($0 + weights) { $0["surprise"] = ["dtype": "F32", "shape": [0, 3], "data_offsets": [0, 0]] }
        },
        BrokenModel(
            "a tensor of another shape", "model.weights",
            says: ["unet: `conv_in.weight` has the shape [4, 16, 3, 3]; wanted [16, 4, 3, 3]"]
        ) {
            try header($0 + weights) { entries in
                guard var entry = entries["conv_in.weight"] as? [String: Any] else { return }
                entry["shape"] = [4, 16, 3, 3]
                entries["conv_in.weight"] = entry
            }
        },
    ]

    static let weights = "/unet/diffusion_pytorch_model.safetensors"
}

private func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

private func write(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

/// Changes one key of a JSON file.
private func set(_ key: String, _ value: any Sendable, _ path: String) throws {
    let place = URL(fileURLWithPath: path)
    var entries = try JSONSerialization.jsonObject(with: try Data(contentsOf: place)) as? [String: Any] ?? [:]
    entries[key] = value
    try JSONSerialization.data(withJSONObject: entries).write(to: place)
}

/// Changes what the header of a safetensors file says; its data stay.
private func header(_ path: String, _ change: (inout [String: Any]) throws -> Void) throws {
    var (entries, data) = try parts(of: path)
    try change(&entries)
    try write(entries, data, path)
}

/// Takes one tensor out of a safetensors file and closes the gap.
private func leaveOut(_ name: String, of path: String) throws {
    var (entries, data) = try parts(of: path)
    guard let gap = (entries.removeValue(forKey: name) as? [String: Any])?["data_offsets"] as? [Int] else { return }
    data.removeSubrange(gap[0]..<gap[1])
    for (other, value) in entries {
        guard var entry = value as? [String: Any], let place = entry["data_offsets"] as? [Int], place[0] >= gap[1]
        else { continue }
        entry["data_offsets"] = place.map { $0 - (gap[1] - gap[0]) }
        entries[other] = entry
    }
    try write(entries, data, path)
}

private func parts(of path: String) throws -> (entries: [String: Any], data: [UInt8]) {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let count = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let entries = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + count])) as? [String: Any]
    return (entries ?? [:], Array(bytes[(8 + count)...]))
}

private func write(_ entries: [String: Any], _ data: [UInt8], _ path: String) throws {
    let text = String(decoding: try JSONSerialization.data(withJSONObject: entries), as: UTF8.self)
    try write(Bytes.safetensors(text) + data, path)
}
