import Diffusion
import Neural
import Tensors

/// One site of one request, with everything looked up: which rows, steps, heads and tokens are kept, and what the
/// axes of the result are.
struct RecordingPlan: Sendable {
    let site: Site
    let kind: RecordingRequest.Kind
    let isStepped: Bool
    /// The steps kept, ascending; empty where the part does not run in steps.
    let steps: [Int]
    let halves: [GuidanceHalf]
    let heads: [Int]?
    /// The token positions kept for a half and a picture; nil for all.
    let tokens: [GuidanceHalf: [[Int]]]?
    let tokenLabels: [String]?
    let over: Set<String>
    let pictures: Int
    let isSelfAttention: Bool

    /// The sites of a request in the order of the forward pass.
    /// - Throws: `sites.none`, `recording.…` for a step, a head, an axis or a half that there is not, `attention.…`
    ///   for a word.
    static func plans(for request: RecordingRequest, sites table: SiteTable, run: RunShape) throws -> [RecordingPlan] {
        var sites: [Int: Site] = [:]
        for pattern in request.patterns {
            let found =
                request.kind == .attention ? try table.attention(matching: pattern) : try table.matching(pattern)
            for site in try run.visited(found, pattern) { sites[site.id] = site }
        }
        let ordered = sites.values.sorted { $0.id < $1.id }
        try check(request, ordered, run)
        let steps = try steps(of: request, run)
        let tokens = try request.tokens.map { try positions($0, request.guidance.halves, run) }
        let labels = labels(of: request, tokens, run)
        return ordered.map { site in
            let isStepped = run.isStepped(site.path)
            let isSelf = table.isSelfAttention(site)
            let hasTokens = site.axes.contains("token") && !isSelf
            return RecordingPlan(
                site: site, kind: request.kind, isStepped: isStepped, steps: isStepped ? steps : [],
                halves: run.isGuided || request.guidance == .conditional ? request.guidance.halves : [.conditional],
                heads: site.axes.contains("head") ? request.heads : nil, tokens: hasTokens ? tokens : nil,
                tokenLabels: hasTokens ? labels : nil, over: Set(request.over), pictures: run.pictures,
                isSelfAttention: isSelf)
        }
    }

    private static func check(_ request: RecordingRequest, _ sites: [Site], _ run: RunShape) throws {
        if request.guidance != .conditional, !run.isGuided {
            throw Problem(
                "recording.no-guidance", "the run has no guidance, so there is no unconditional half to record",
                help: "use guidance above 1 in sample, or leave the option out")
        }
        let known = Set(sites.flatMap(\.axes) + ["step", "guidance", "batch"])
        for axis in request.over where !known.contains(axis) {
            throw Problem(
                "recording.unknown-axis", "no site that is recorded has an axis \"\(axis)\" to average over",
                notes: ["the axes are " + known.sorted().joined(separator: ", ")],
                help: nearest(to: axis, among: known.sorted()).map { "did you mean \"\($0)\"?" })
        }
        for head in request.heads ?? [] {
            for site in sites {
                guard let count = site.heads, site.axes.contains("head"), !(0..<count).contains(head) else { continue }
                throw Problem(
                    "recording.unknown-head",
                    "`\(site.path)` has no head \(head): it has \(count), from 0 to \(count - 1)")
            }
        }
        if request.heads?.isEmpty == true { throw Problem("recording.nothing", "the list of heads is empty") }
    }

    private static func steps(of request: RecordingRequest, _ run: RunShape) throws -> [Int] {
        let count = run.timesteps.count
        guard let wanted = request.steps else { return Array(0..<count) }
        var steps = Set<Int>()
        for step in wanted {
            let index = step < 0 ? step + count : step
            guard (0..<count).contains(index) else {
                throw Problem(
                    "recording.unknown-step",
                    "there is no step \(step): the run has \(count) steps" + (count > 0 ? ", 0 to \(count - 1)" : ""))
            }
            steps.insert(index)
        }
        if steps.isEmpty { throw Problem("recording.nothing", "the list of steps is empty") }
        return steps.sorted()
    }

    private static func positions(
        _ tokens: RecordingRequest.Tokens, _ halves: [GuidanceHalf], _ run: RunShape
    ) throws -> [GuidanceHalf: [[Int]]] {
        var result: [GuidanceHalf: [[Int]]] = [:]
        for half in halves {
            result[half] = try (0..<run.pictures).map { picture in
                switch tokens {
                case .positions(let positions):
                    return try positions.map { try position($0, run) }
                case .words(let words):
                    // Against the words of the prompt stand the same places of the other text.
                    let named = halves.count > 1 ? GuidanceHalf.conditional : half
                    guard let text = run.text(of: BatchRow(picture: picture, half: named)) else {
                        throw Problem("recording.no-text", "the run has no text, so words cannot be looked up")
                    }
                    var positions: [Int] = []
                    for word in words {
                        for position in try text.positions(of: word.text, occurrence: word.occurrence)
                        where !positions.contains(position) { positions.append(position) }
                    }
                    return positions
                }
            }
        }
        let counts = Set(result.values.flatMap { $0.map(\.count) })
        if counts.count > 1 {
            throw Problem(
                "recording.uneven-words",
                "the words have \(counts.sorted().map(String.init).joined(separator: " and ")) tokens in the texts of this batch",
                help: "record all tokens, or one picture at a time")
        }
        if counts == [0] { throw Problem("recording.nothing", "the list of tokens is empty") }
        return result
    }

    private static func position(_ position: Int, _ run: RunShape) throws -> Int {
        let index = position < 0 ? position + run.tokenCount : position
        guard (0..<run.tokenCount).contains(index) else {
            throw Problem(
                "recording.unknown-token", "there is no token \(position): the text has \(run.tokenCount), from 0")
        }
        return index
    }

    /// The labels of the kept tokens: the conditional half's where both are kept.
    private static func labels(
        of request: RecordingRequest, _ tokens: [GuidanceHalf: [[Int]]]?, _ run: RunShape
    ) -> [String]? {
        guard let half = request.guidance.halves.last, let all = run.tokenLabels(half) else { return nil }
        guard let positions = tokens?[half]?.first else { return all }
        return positions.map { all.indices.contains($0) ? all[$0] : "" }
    }
}
