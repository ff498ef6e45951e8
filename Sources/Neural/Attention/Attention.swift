import Tensors

/// Multi-head attention: softmax(Q Kᵀ / √d) V, then a projection (Vaswani et al. 2017).
///
/// Its sites, below the module's own path: `query`, `key`, `value` (per head, before the product), `probabilities`
/// and `heads` (per head, before the output projection). Probabilities exist only while somebody looks at them;
/// otherwise the softmax runs over tiles of queries and the whole matrix is never in memory.
package struct Attention {
    /// What the four projections are called in the state dict.
    package struct Names: Sendable {
        var query: String
        var key: String
        var value: String
        var output: String

        /// diffusers' attention.
        package static let diffusers = Names(query: "to_q", key: "to_k", value: "to_v", output: "to_out.0")
        /// transformers' CLIP.
        package static let clip = Names(query: "q_proj", key: "k_proj", value: "v_proj", output: "out_proj")
    }

    let path: String
    let heads: Int
    let headWidth: Int
    let isCausal: Bool
    let isCross: Bool
    let kernels: any Kernels
    private let toQuery: Linear
    private let toKey: Linear
    private let toValue: Linear
    private let toOutput: Linear
    let sites: AttentionSites

    /// - Parameters:
    ///   - contextWidth: channels of what keys and values come from; nil for self-attention.
    ///   - bias: whether queries, keys and values have one; the output always has.
    ///   - isCausal: a query sees only the keys up to its own position.
    ///   - includesResidual: the module adds the residual itself, so its output has it (autoencoders).
    package init(
        _ scope: Scope, width: Int, contextWidth: Int?, heads: Int, headWidth: Int, bias: Bool, isCausal: Bool = false,
        names: Names = .diffusers, includesResidual: Bool = false
    ) {
        let inner = heads * headWidth
        path = scope.fullPath
        kernels = scope.kernels
        self.heads = heads
        self.headWidth = headWidth
        self.isCausal = isCausal
        self.includesResidual = includesResidual
        isCross = contextWidth != nil
        let context = contextWidth == nil ? scope : scope.with(.tokens)
        toQuery = Linear(scope[names.query], width, inner, bias: bias)
        toKey = Linear(context[names.key], contextWidth ?? width, inner, bias: bias)
        toValue = Linear(context[names.value], contextWidth ?? width, inner, bias: bias)
        sites = AttentionSites(scope, heads: heads, headWidth: headWidth, isCross: isCross)
        toOutput = Linear(scope[names.output], inner, width)
        output = scope.output(channels: width)
    }

    private let output: Int
    private let includesResidual: Bool

    /// - Parameters:
    ///   - x: ⟨batch, y, x, channel⟩ or ⟨batch, token, channel⟩; the result has its shape.
    ///   - context: ⟨batch, token, channel⟩; nil attends to `x` itself.
    ///   - residual: added to the result, after the site of the whole module unless the module itself adds it.
    package func callAsFunction(
        _ x: Tensor, context: Tensor? = nil, adding residual: Tensor? = nil, in forward: Forward
    ) throws -> Tensor {
        try Interrupt.check()
        let source = context ?? x
        guard source.shape.first == x.shape.first else {
            throw Problem(
                "model.shape",
                "`\(path)`: \(x.shape.first ?? 0) pictures and \(source.shape.first ?? 0) texts; wanted one text for each"
            )
        }
        let query = try sites.show(.query, toQuery(x, in: forward), self, forward)
        let key = try sites.show(.key, toKey(source, in: forward), self, forward)
        let value = try sites.show(.value, toValue(source, in: forward), self, forward)
        let attended =
            forward.wants(sites.probabilities)
            ? try attendShowing(query, key, value, forward) : try attendTiled(query, key, value)
        let heads = try sites.show(.heads, attended, self, forward)
        guard forward.wants(output), !includesResidual else {
            return try forward.shown(output, toOutput(heads, adding: residual, in: forward), path: path)
        }
        var result = try forward.shown(output, toOutput(heads, in: forward), path: path)
        if let residual { try result.accumulate(residual) }
        return result
    }
}
