import Tensors

/// The places inside an attention module that can be looked at.
struct AttentionSites {
    enum Projection { case query, key, value, heads }

    let query: Int
    let key: Int
    let value: Int
    let probabilities: Int
    let heads: Int

    /// Queries keep the layout of the input, one axis a dimension of the map; keys do so in self-attention.
    /// Probabilities end in ⟨token⟩: the text's tokens, or the flattened positions (row by row) of self-attention.
    init(_ scope: Scope, heads headCount: Int, headWidth: Int, isCross: Bool) {
        let positions: [String]
        switch scope.layout {
        case .image: positions = ["y", "x"]
        case .tokens, .vector: positions = ["query"]
        }
        let own = scope.layout == .tokens ? ["token"] : positions
        let perQuery = ["batch", "head"] + own + ["channel"]
        let perKey = ["batch", "head"] + (isCross ? ["token"] : own) + ["channel"]
        func add(_ name: String, _ kind: Site.Kind, _ axes: [String], _ channels: Int?) -> Int {
            scope.sites.add(
                "\(scope.fullPath).\(name)", kind: kind, axes: axes, heads: headCount, channels: channels,
                reduction: scope.reduction)
        }
        query = add("query", .query, perQuery, headWidth)
        key = add("key", .key, perKey, headWidth)
        value = add("value", .value, perKey, headWidth)
        probabilities = add("probabilities", .probabilities, ["batch", "head"] + positions + ["token"], nil)
        heads = add("heads", .heads, perQuery, headWidth)
    }

    /// Shows a projection, (batch, positions…, head·channel), as ⟨batch, head, positions…, channel⟩.
    func show(
        _ projection: Projection, _ value: Tensor, _ attention: Attention, _ forward: Forward
    ) throws -> Tensor {
        let (site, name) =
            switch projection {
            case .query: (query, "query")
            case .key: (key, "key")
            case .value: (self.value, "value")
            case .heads: (heads, "heads")
            }
        guard forward.wants(site) else { return value }
        let (heads, width) = (attention.heads, attention.headWidth)
        let positions = Array(value.shape.dropFirst().dropLast())
        let split = try value.viewed(as: [value.shape[0]] + positions + [heads, width])
        let positionNames: [String] =
            if positions.count == 2 { ["y", "x"] } else { ["token"] }
        let axes = Tensor.axes(["batch", "head"] + positionNames + ["channel"])
        // The heads move before the positions: a view, so nothing is copied for a visitor that only reduces.
        let last = split.rank - 1
        let order = [0, last - 1] + Array(1..<last - 1) + [last]
        let view = Tensor(
            storage: split.storage, dtype: split.dtype, shape: order.map { split.shape[$0] },
            strides: order.map { split.strides[$0] }, offset: split.offset, axes: axes)
        let shown = try forward.shown(site, view, path: "\(attention.path).\(name)")
        let back = [0] + Array(2..<last) + [1, last]
        let natural = Tensor(
            storage: shown.storage, dtype: shown.dtype, shape: back.map { shown.shape[$0] },
            strides: back.map { shown.strides[$0] }, offset: shown.offset)
        return try natural.viewed(as: value.shape, axes: value.axes)
    }
}
