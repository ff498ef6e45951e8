import Neural
import Tensors

/// What was kept of a run: one tensor a site, with named axes, to be aggregated as often as wanted.
///
/// The axes are ⟨step, guidance, batch⟩, each where it is kept and has something to tell apart, then the site's own:
/// ⟨head, y, x, token⟩ for attention, ⟨y, x, channel⟩ for a feature map. Steps are labelled with their timesteps,
/// tokens with their words.
public struct Recording: Sendable {
    public struct Entry: Sendable {
        public let site: Site
        public let kind: RecordingRequest.Kind
        /// The steps of the run that the tensor holds or is the mean of; nil for a part that does not run in steps.
        public let steps: [Int]?
        public let tensor: Tensor

        /// The path of the attention module, or of the site.
        public var name: String { kind == .attention ? SiteGlob.module(of: site.path) : site.path }

        public init(site: Site, kind: RecordingRequest.Kind, steps: [Int]?, tensor: Tensor) {
            self.site = site
            self.kind = kind
            self.steps = steps
            self.tensor = tensor
        }

        func matches(_ glob: SiteGlob) -> Bool {
            kind == .attention ? glob.matchesAttention(site.path) : glob.matches(site.path)
        }
    }

    /// In the order of the forward pass, request by request.
    public let entries: [Entry]

    public init(_ entries: [Entry]) { self.entries = entries }

    public var isEmpty: Bool { entries.isEmpty }
    public var names: [String] { entries.map(\.name) }
    public var bytes: Int { entries.reduce(0) { $0 + $1.tensor.count * $1.tensor.dtype.size } }
    /// Only the attention maps, and only the other activations.
    public var attention: Recording { Recording(entries.filter { $0.kind == .attention }) }
    public var activations: Recording { Recording(entries.filter { $0.kind == .activations }) }

    /// A timestep as a label: `981`, or `981.5` where it has a fraction.
    static func label(of timestep: Double) -> String {
        Int(exactly: timestep).map(String.init) ?? "\(timestep)"
    }

    /// The entries that a pattern stands for. - Throws: `recording.unknown-site`, with what was recorded.
    public func entries(matching pattern: String) throws -> [Entry] {
        let glob = SiteGlob(pattern)
        let found = entries.filter { $0.matches(glob) }
        if !found.isEmpty { return found }
        let names = names
        throw Problem(
            "recording.unknown-site", "nothing that was recorded matches \"\(pattern)\"",
            notes: names.isEmpty
                ? ["nothing was recorded: name sites in record=, as in record=attention(\"*.attn2\")"]
                : ["recorded: " + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")],
            help: nearest(to: pattern, among: names.flatMap { [$0, String($0.drop { $0 != "." }.dropFirst())] })
                .map { "did you mean \"\($0)\"?" })
    }

    /// The tensor of the sites that a pattern stands for.
    ///
    /// A whole path gives that site's tensor. A pattern with `*` or `?` gives the sites of one resolution stacked
    /// along a new first axis, `site`, labelled with their names, also where it finds one only.
    /// - Throws: `recording.unknown-site`; `recording.resolutions` where the sites differ in size.
    public subscript(pattern: String) -> Tensor {
        get throws { try tensor(matching: pattern) }
    }

    /// As the subscript; with `size`, maps of other resolutions are resized to it first.
    public func tensor(
        matching pattern: String, resizedTo size: (y: Int, x: Int)? = nil, method: ResizeMethod = .bilinear
    ) throws -> Tensor {
        let found = try entries(matching: pattern)
        let tensors = try found.map { entry in
            try size.map { try Self.resized(entry.tensor, to: $0, method) } ?? entry.tensor
        }
        if !SiteGlob(pattern).hasWildcard, tensors.count == 1 { return tensors[0] }
        if Set(tensors.map(\.shape)).count > 1 { throw Self.resolutions(pattern, found) }
        let stacked = try Tensor.stacked(tensors, axis: 0, name: "site")
        return try stacked.labelled(found.map(\.name), axis: 0)
    }

    private static func resized(_ tensor: Tensor, to size: (y: Int, x: Int), _ method: ResizeMethod) throws -> Tensor {
        guard let y = tensor.axis(named: "y"), let x = tensor.axis(named: "x") else { return tensor }
        if tensor.shape[y] == size.y, tensor.shape[x] == size.x { return tensor }
        return try tensor.resized(to: size, method: method)
    }

    private static func resolutions(_ pattern: String, _ found: [Entry]) -> Problem {
        var groups: [(shape: String, names: [String])] = []
        for entry in found {
            let shape = entry.tensor.shapeDescription
            if let index = groups.firstIndex(where: { $0.shape == shape }) {
                groups[index].names.append(entry.name)
            } else {
                groups.append((shape, [entry.name]))
            }
        }
        return Problem(
            "recording.resolutions", "the sites that match \"\(pattern)\" differ in size",
            notes: groups.map {
                "\($0.shape): \($0.names.prefix(4).joined(separator: ", "))\($0.names.count > 4 ? ", …" : "")"
            },
            help: "name sites of one size, take them one by one, or give a size to resize to")
    }

    /// Where steps of the run stand on the `step` axis of an entry.
    /// - Throws: `recording.unknown-step`, with the steps that were kept; also where they were averaged.
    public static func positions(ofSteps steps: [Int], in entry: Entry) throws -> [Int] {
        guard let kept = entry.steps else {
            throw Problem("recording.unknown-step", "`\(entry.name)` does not run in steps")
        }
        guard entry.tensor.axis(named: "step") != nil else {
            throw Problem(
                "recording.unknown-step", "the steps of `\(entry.name)` were averaged while recording",
                help: "leave \"step\" out of over= to choose steps afterwards")
        }
        return try steps.map { step in
            let index = step < 0 ? step + (kept.last ?? 0) + 1 : step
            if let position = kept.firstIndex(of: index) { return position }
            throw Problem(
                "recording.unknown-step", "step \(step) was not recorded",
                notes: ["recorded steps: " + summary(of: kept)])
        }
    }

    /// `0 to 9, 15, 20 to 29`.
    static func summary(of steps: [Int]) -> String {
        var runs: [(first: Int, last: Int)] = []
        for step in steps {
            if let last = runs.last, step == last.last + 1 {
                runs[runs.count - 1].last = step
            } else {
                runs.append((step, step))
            }
        }
        return runs.isEmpty
            ? "none"
            : runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first) to \($0.last)" }.joined(separator: ", ")
    }
}
