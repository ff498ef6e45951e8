import Neural
import Tensors

/// Replaces activations while a model runs.
public final class Editor: RunVisitor {
    /// What an edit is given: the activation, its site, and the step (nil for a part that does not run in steps).
    public typealias Replacement = (Tensor, Site, Int?) throws -> Tensor

    public let wanted: [Int]
    private var replacements: [Int: [(pattern: String, body: Replacement)]] = [:]
    private var step: Int?

    /// - Parameters:
    ///   - edits: patterns for sites (`SiteGlob`) and what to do there; several on one site run in order.
    ///   - parts: the parts whose sites are shown during the run (`RunShape.visitedParts`); nil for all.
    /// - Throws: `sites.none`; `sites.not-run` for an edit that would never happen.
    public init(
        _ edits: [(pattern: String, body: Replacement)], sites: SiteTable, parts: Set<String>? = nil
    ) throws {
        for edit in edits {
            let found = try sites.matching(edit.pattern).inParts(parts, edit.pattern)
            for site in found { replacements[site.id, default: []].append(edit) }
        }
        wanted = replacements.keys.sorted()
    }

    public func beginStep(_ index: Int, rows: [BatchRow]) { step = index }

    public func beginPart(rows: [BatchRow]) { step = nil }

    /// - Throws: `edit.shape` where a replacement is not of the activation's shape, and what the edit throws.
    public func visit(_ site: Site, _ value: Tensor) throws -> Tensor {
        var current = value
        for edit in replacements[site.id] ?? [] {
            var replacement = try edit.body(current, site, step)
            let (found, wanted) = (replacement.names.compactMap { $0 }, current.names.compactMap { $0 })
            if found.count == current.rank, found != wanted, Set(found) == Set(wanted) {
                replacement = try replacement.transposed(names: wanted)
            }
            guard replacement.shape == current.shape else {
                throw Problem(
                    "edit.shape",
                    "the edit of `\(site.path)` returned \(replacement.shapeDescription); the activation is \(current.shapeDescription)",
                    help: "return a tensor of the activation's shape, such as x + 0.5 * direction")
            }
            replacement = try replacement.converted(to: current.dtype)
            replacement.axes = current.axes
            current = replacement
        }
        return current
    }
}

/// Several visitors of one run, asked in turn: each sees what the one before it made of an activation. Editors go
/// before recorders, so that what is recorded is what the model went on with.
public final class Visitors: RunVisitor {
    public let wanted: [Int]
    private let members: [any RunVisitor]
    private var bySite: [Int: [any RunVisitor]] = [:]

    public init(_ members: [any RunVisitor]) {
        self.members = members
        for member in members {
            for id in member.wanted { bySite[id, default: []].append(member) }
        }
        wanted = bySite.keys.sorted()
    }

    public func beginStep(_ index: Int, rows: [BatchRow]) {
        for member in members { member.beginStep(index, rows: rows) }
    }

    public func beginPart(rows: [BatchRow]) {
        for member in members { member.beginPart(rows: rows) }
    }

    public func visit(_ site: Site, _ value: Tensor) throws -> Tensor {
        try (bySite[site.id] ?? []).reduce(value) { try $1.visit(site, $0) }
    }
}
