import Tensors

/// One activation that a model computes, under the name that its state dict has for the module.
public struct Site: Sendable, Equatable {
    /// Position in the model's `SiteTable`.
    public let id: Int
    /// `unet.up_blocks.1.attentions.0.transformer_blocks.0.attn2.probabilities`.
    public let path: String
    public let kind: Kind
    /// Names of the axes that a visitor sees, in order: ⟨batch, y, x, channel⟩ for a feature map,
    /// ⟨batch, head, y, x, token⟩ for cross-attention probabilities of an image.
    public let axes: [String]
    /// Heads of an attention site; nil elsewhere.
    public let heads: Int?
    /// Channels of the last axis, or the width of a head; nil where the input decides (probabilities).
    public let channels: Int?
    /// How many times smaller than the latents the map is in y and x (1, 2, 4, 8); nil off the image plane.
    public let reduction: Int?

    public enum Kind: String, Sendable {
        /// What a module returns.
        case output
        /// softmax(QKᵀ/√d), before the values.
        case probabilities
        case query, key, value
        /// Per head, before the output projection.
        case heads
    }
}

/// Every site of a model in the order of the forward pass. Filled while the model is built.
public final class SiteTable: @unchecked Sendable {
    public private(set) var sites: [Site] = []
    private var byPath: [String: Int] = [:]

    public init() {}

    /// Adds a site and returns its id. Called by layers at construction only.
    public func add(
        _ path: String, kind: Site.Kind = .output, axes: [String], heads: Int? = nil, channels: Int? = nil,
        reduction: Int? = nil
    ) -> Int {
        let id = sites.count
        sites.append(
            Site(id: id, path: path, kind: kind, axes: axes, heads: heads, channels: channels, reduction: reduction))
        byPath[path] = id
        return id
    }

    public func site(at path: String) -> Site? { byPath[path].map { sites[$0] } }
}

/// Whoever reads or changes activations while a model runs.
public protocol SiteVisitor: AnyObject {
    /// Called for each site that was asked for, in forward order. What is returned is what the model goes on with.
    func visit(_ site: Site, _ value: Tensor) throws -> Tensor
}

/// What one forward pass is told. Costs one array look-up a site where somebody looks, one test where nobody does.
public struct Forward {
    private let wanted: [Bool]
    private let table: SiteTable?
    private let visitor: (any SiteVisitor)?

    /// Nobody looks.
    public static var plain: Forward { Forward() }

    private init() {
        wanted = []
        table = nil
        visitor = nil
    }

    /// `visitor` sees the sites of `table` with these ids.
    public init(table: SiteTable, wanted ids: some Sequence<Int>, visitor: any SiteVisitor) {
        var wanted = [Bool](repeating: false, count: table.sites.count)
        for id in ids where wanted.indices.contains(id) { wanted[id] = true }
        self.wanted = wanted
        self.table = table
        self.visitor = visitor
    }

    /// Whether the activation has to be made at all (probabilities are not, in fused attention).
    @inline(__always)
    public func wants(_ id: Int) -> Bool { !wanted.isEmpty && wanted[id] }

    /// Shows an activation to the visitor and returns what to go on with.
    @inline(__always)
    public func visit(_ id: Int, _ value: @autoclosure () throws -> Tensor) throws -> Tensor {
        guard wants(id), let table, let visitor else { return try value() }
        return try visitor.visit(table.sites[id], try value())
    }
}
