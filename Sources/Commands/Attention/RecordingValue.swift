import Diffusion
import Interpretability
import Neural
import Runtime
import Tensors

/// What a run kept, as a value: `run.attention["up_blocks.1.*"]` is a tensor with named axes.
final class RecordingValue: NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "recording"
    let recording: Recording
    /// Token positions that were kept; nil where requests that kept different tokens or heads are together.
    let tokens: [Int]?
    /// Heads that were asked for; nil for all.
    let heads: [Int]?
    let latents: (y: Int, x: Int)
    private let table: SiteTable

    init(_ recording: Recording, tokens: [Int]?, heads: [Int]?, latents: (y: Int, x: Int), table: SiteTable) {
        self.table = table
        self.recording = recording
        self.tokens = tokens
        self.heads = heads
        self.latents = latents
    }

    var fieldNames: [String] { ["sites", "cross_sites", "steps", "tokens", "heads", "latent_size", "bytes", "table"] }

    func names(of kind: String) -> [String] { kind == "site" ? recording.names : [] }

    func field(_ name: String) throws -> Value? {
        switch name {
        case "sites": recording.names.value
        case "cross_sites": crossSites.value
        case "steps": (recording.entries.compactMap(\.steps).first ?? []).value
        case "tokens": try common(tokens).value
        case "heads" where tokens == nil: try common(heads).value
        case "heads": (heads ?? Array(0..<(recording.entries.compactMap(\.site.heads).max() ?? 0))).value
        case "latent_size": [latents.y, latents.x].value
        case "bytes": .int(recording.bytes)
        case "table": .table(Table(rows: recording.entries.map(row)))
        default: nil
        }
    }

    /// The sites where places of the picture read the prompt; self-attention and the text encoder's are not among them.
    private var crossSites: [String] {
        recording.entries.filter { entry in
            entry.kind == .attention && entry.site.axes.contains("y") && !table.isSelfAttention(entry.site)
        }.map(\.name)
    }

    private func common(_ positions: [Int]?) throws -> [Int] {
        guard tokens != nil, let positions else {
            throw Problem(
                "recording.several-requests", "the requests of this recording kept different tokens or heads",
                help: "record them in one request, or take a site by its path: run.attention[path][token=\"word\"]")
        }
        return positions
    }

    func element(_ key: Value) throws -> Value? {
        guard case .string(let pattern) = key else { return nil }
        return .tensor(try recording.tensor(matching: pattern.string))
    }

    func row(_ entry: Recording.Entry) -> Record {
        Record([
            ("site", .string(entry.name)), ("axes", .string(entry.tensor.axesText)),
            ("reduction", entry.site.reduction.map { .int($0) } ?? .none),
            ("bytes", .int(entry.tensor.count * entry.tensor.dtype.size)),
        ])
    }

    func display(width: Int) -> DisplayBundle {
        let count = recording.entries.count
        let title = "recording of \(count) site\(count == 1 ? "" : "s"), \(describeBytes(recording.bytes))"
        var facts: [(name: String, text: String)] = []
        if let steps = recording.entries.compactMap(\.steps).first, !steps.isEmpty {
            facts.append(("steps", positions(steps)))
        }
        if let tokens { facts.append(("tokens", positions(tokens))) }
        if let heads { facts.append(("heads", positions(heads))) }
        facts.append(("latents", "\(latents.x)×\(latents.y)"))
        return DisplayBundle(text: title, card: Card(title, facts, table: recording.cardTable))
    }

    /// `0 to 29` where they follow one another.
    private func positions(_ all: [Int]) -> String {
        guard let first = all.first, let last = all.last else { return "none" }
        if all.count > 2, all == Array(first...max(first, last)) { return "\(first) to \(last)" }
        return all.map(String.init).joined(separator: ", ")
    }
}

extension Recording {
    /// A row a site: its name, its axes, and what it takes.
    var cardTable: Table {
        Table(
            rows: entries.map { entry in
                Record([
                    ("site", .string(entry.name)), ("axes", .string(entry.tensor.axesText)),
                    ("memory", .string(describeBytes(entry.tensor.count * entry.tensor.dtype.size))),
                ])
            })
    }
}
