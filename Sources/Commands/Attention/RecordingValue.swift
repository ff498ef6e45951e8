import Diffusion
import Interpretability
import Runtime
import Tensors

/// What a run kept, as a value: `run.attention["up_blocks.1.*"]` is a tensor with named axes.
final class RecordingValue: NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "recording"
    let recording: Recording
    /// Token positions and heads that were asked for; nil for all.
    let tokens: [Int]
    let heads: [Int]?
    let latents: (y: Int, x: Int)

    init(_ recording: Recording, tokens: [Int], heads: [Int]?, latents: (y: Int, x: Int)) {
        self.recording = recording
        self.tokens = tokens
        self.heads = heads
        self.latents = latents
    }

    var fieldNames: [String] { ["sites", "steps", "tokens", "heads", "latent_size", "bytes", "table"] }

    func field(_ name: String) throws -> Value? {
        switch name {
        case "sites": recording.names.value
        case "steps": (recording.entries.compactMap(\.steps).first ?? []).value
        case "tokens": tokens.value
        case "heads": (heads ?? Array(0..<(recording.entries.compactMap(\.site.heads).max() ?? 0))).value
        case "latent_size": [latents.y, latents.x].value
        case "bytes": .int(recording.bytes)
        case "table": .table(Table(rows: recording.entries.map(row)))
        default: nil
        }
    }

    func element(_ key: Value) throws -> Value? {
        guard case .string(let pattern) = key else { return nil }
        return .tensor(try recording.tensor(matching: pattern))
    }

    func row(_ entry: Recording.Entry) -> Record {
        Record([
            ("site", .string(entry.name)), ("axes", .string(entry.tensor.axesText)),
            ("reduction", entry.site.reduction.map { .int($0) } ?? .none),
            ("bytes", .int(entry.tensor.count * entry.tensor.dtype.size)),
        ])
    }

    func display(width: Int) -> DisplayBundle {
        let head = "recording of \(recording.entries.count) sites, \(describeBytes(recording.bytes))"
        let shown = recording.entries.prefix(24).map { "  \($0.name)  \($0.tensor.axesText)" }
        let more = recording.entries.count > 24 ? ["  … \(recording.entries.count - 24) more"] : []
        return DisplayBundle(text: ([head] + shown + more).joined(separator: "\n"))
    }
}
