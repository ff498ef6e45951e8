import Neural
import Tensors

/// A reference's tensors for one model: `goldens.json` beside `goldens.safetensors`, as `make_goldens.py` writes them.
public struct Goldens: Sendable {
    /// The folder of the model that they belong to.
    public let model: String
    let prompts: [String]
    let negative: String
    let steps: Int
    let guidance: Double
    let height: Int
    let width: Int
    let timestep: Int
    /// The runs that were made without a negative text.
    let unsaid: Set<String>
    private let strides: [String: Int]
    private let file: SafetensorsFile

    /// - Throws: `goldens.format`, and what the readers of JSON and safetensors throw.
    public init(folder: String) throws {
        let json = try JSON.read(path: "\(folder)/goldens.json")
        func field<Value>(_ key: String, _ read: (JSON) -> Value?) throws -> Value {
            guard let value = json[key].flatMap(read) else {
                throw Problem("goldens.format", "\(folder)/goldens.json: `\(key)` is missing or of another type")
            }
            return value
        }
        model = "\(folder)/\(try field("model") { $0.string })"
        prompts = try field("prompts") { $0.array?.compactMap(\.string) }
        negative = try field("negative") { $0.string }
        steps = try field("steps") { $0.int }
        guidance = try field("guidance") { $0.number }
        height = try field("height") { $0.int }
        width = try field("width") { $0.int }
        timestep = try field("timestep") { $0.int }
        unsaid = Set(json["unsaid"]?.array?.compactMap(\.string) ?? [])
        var strides: [String: Int] = [:]
        for (key, value) in try field("stride", { $0.object }) { strides[key] = value.int ?? 1 }
        self.strides = strides
        file = try SafetensorsFile(path: "\(folder)/goldens.safetensors")
    }

    /// Keys that begin with `stage/`, without that.
    func keys(of stage: String) -> [String] {
        file.names.filter { $0.hasPrefix("\(stage)/") }.map { String($0.dropFirst(stage.count + 1)) }
    }

    func values(_ key: String) throws -> [Float] { try file.tensor(key).floats() }

    func contains(_ key: String) -> Bool { file.contains(key) }

    /// The values of `tensor` that the reference kept of its own.
    func thinned(_ tensor: Tensor, like key: String) throws -> [Float] {
        let step = max(strides[key] ?? 1, 1)
        return try tensor.ready().withElements(Float.self) { values in
            Swift.stride(from: 0, to: values.count, by: step).map { values[$0] }
        }
    }
}
