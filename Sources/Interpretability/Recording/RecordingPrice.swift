import Neural
import Tensors

/// What a recording will take, worked out before anything runs.
public struct RecordingPrice: Sendable {
    public struct Row: Sendable {
        public let site: Site
        /// The axes that are kept, with their sizes; a size is nil where only the run will tell.
        public let axes: [(name: String, size: Int?)]
        /// nil where a size is not known beforehand.
        public let bytes: Int?
    }

    /// One a site and request, in the order of the forward pass.
    public let rows: [Row]
    /// Bytes kept to the end; sites of unknown size are not in it.
    public let kept: Int
    /// Bytes of the greatest activation that exists only because it is looked at, such as one layer's probabilities.
    public let passing: Int

    public var total: Int { saturatingSum(kept, passing) }

    /// - Throws: what planning throws: a pattern, step, head, word or axis that there is not.
    public static func of(_ requests: [RecordingRequest], sites: SiteTable, run: RunShape) throws -> RecordingPrice {
        RecordingPrice(
            try requests.flatMap { try RecordingPlan.plans(for: $0, sites: sites, run: run) }, run)
    }

    init(_ plans: [RecordingPlan], _ run: RunShape) {
        rows = plans.map { plan in
            let axes = plan.keptAxes(run)
            return Row(site: plan.site, axes: axes, bytes: Self.bytes(axes.map(\.size)))
        }
        kept = rows.reduce(0) { saturatingSum($0, $1.bytes ?? 0) }
        passing = plans.reduce(0) { greatest, plan in
            guard plan.site.kind == .probabilities else { return greatest }
            let batch = run.pictures * (run.isGuided ? 2 : 1)
            let sizes = plan.site.axes.map { $0 == "batch" ? batch : plan.size(of: $0, run) }
            return max(greatest, Self.bytes(sizes) ?? 0)
        }
    }

    private static func bytes(_ sizes: [Int?]) -> Int? {
        var bytes = 4
        for size in sizes {
            guard let size else { return nil }
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            bytes = overflow ? .max : product
        }
        return bytes
    }

    /// Refuses what does not fit, before anything is taken. - Throws: `limit.memory` with the costliest sites.
    public func check() throws {
        let free = max(0, MemoryBudget.limit - MemoryBudget.usedBytes)
        guard total > free else { return }
        let costly = rows.sorted { ($0.bytes ?? 0) > ($1.bytes ?? 0) }.prefix(5)
        throw Problem(
            "limit.memory",
            "this recording would keep \(describeBytes(kept)) and need \(describeBytes(passing)) at once; \(describeBytes(free)) are free",
            notes: costly.map { row in
                let sizes = row.axes.map { "\($0.name): \($0.size.map(String.init) ?? "?")" }.joined(separator: ", ")
                return "\(row.site.path) ⟨\(sizes)⟩: \(describeBytes(row.bytes ?? 0))"
            },
            help:
                "name fewer sites, steps or tokens, or average while recording, such as over=[\"head\"] or over=[\"step\"]"
        )
    }
}

/// A sum that stays at the greatest integer instead of overflowing.
private func saturatingSum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
}

extension RecordingPlan {
    /// The size of a site's axis before anything is selected; nil where only the run will tell.
    func size(of axis: String, _ run: RunShape) -> Int? {
        func side(_ latent: Int) -> Int? { site.reduction.map { (latent + $0 - 1) / max($0, 1) } }
        switch axis {
        case "head": return site.heads
        case "channel": return site.channels
        case "y": return side(run.latents.y)
        case "x": return side(run.latents.x)
        case "token":
            guard isSelfAttention else { return run.tokenCount }
            guard let y = side(run.latents.y), let x = side(run.latents.x) else { return nil }
            return y * x
        case "query": return run.tokenCount
        default: return nil
        }
    }

    /// The axes in front of the site's own: ⟨step, guidance, batch⟩, each where there is more than one to tell apart.
    var leadingAxes: [(name: String, size: Int)] {
        var axes: [(name: String, size: Int)] = []
        if isStepped, !over.contains("step") { axes.append(("step", steps.count)) }
        if halves.count > 1, !over.contains("guidance") { axes.append(("guidance", halves.count)) }
        if pictures > 1, !over.contains("batch") { axes.append(("batch", pictures)) }
        return axes
    }

    /// All axes of the result.
    func keptAxes(_ run: RunShape) -> [(name: String, size: Int?)] {
        var axes: [(name: String, size: Int?)] = leadingAxes.map { ($0.name, $0.size) }
        for axis in site.axes where axis != "batch" && !over.contains(axis) {
            axes.append((axis, selected(axis) ?? size(of: axis, run)))
        }
        return axes
    }

    /// How many positions of an axis were chosen; nil where all are kept.
    private func selected(_ axis: String) -> Int? {
        switch axis {
        case "head": heads?.count
        case "token": tokens?.values.first?.first?.count
        default: nil
        }
    }
}
