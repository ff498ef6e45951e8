import Neural
import Tensors

/// Self-attention, cross-attention to the text, and a gated feed-forward layer, each around a shortcut
/// (diffusers' `BasicTransformerBlock`). Activations keep the shape of the map, ⟨batch, y, x, channel⟩.
struct TransformerBlock {
    private let norm1: LayerNorm
    private let attn1: Attention
    private let norm2: LayerNorm
    private let attn2: Attention
    private let norm3: LayerNorm
    private let feedForward: FeedForward
    private let site: Int
    private let path: String

    init(_ scope: Scope, width: Int, contextWidth: Int, heads: Int, headWidth: Int) {
        path = scope.fullPath
        norm1 = LayerNorm(scope["norm1"], width)
        attn1 = Attention(
            scope["attn1"], width: width, contextWidth: nil, heads: heads, headWidth: headWidth, bias: false)
        norm2 = LayerNorm(scope["norm2"], width)
        attn2 = Attention(
            scope["attn2"], width: width, contextWidth: contextWidth, heads: heads, headWidth: headWidth, bias: false)
        norm3 = LayerNorm(scope["norm3"], width)
        feedForward = FeedForward(scope["ff"], width: width)
        site = scope.output(channels: width)
    }

    func callAsFunction(_ x: Tensor, text: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try attn1(norm1(x, in: forward), adding: x, in: forward)
        hidden = try attn2(norm2(hidden, in: forward), context: text, adding: hidden, in: forward)
        hidden = try feedForward(norm3(hidden, in: forward), adding: hidden, in: forward)
        return try forward.shown(site, hidden, path: path)
    }
}

/// W₂ (a ⊙ GELU(b)) with (a, b) = W₁ x, four times as wide inside (GEGLU, Shazeer 2020).
struct FeedForward {
    private let gated: Linear
    private let out: Linear
    private let inner: Int
    private let kernels: any Kernels
    private let gatedSite: Int
    private let site: Int
    private let path: String

    init(_ scope: Scope, width: Int) {
        inner = 4 * width
        kernels = scope.kernels
        path = scope.fullPath
        gated = Linear(scope["net.0.proj"], width, 2 * inner)
        gatedSite = scope["net.0"].output(channels: inner)
        out = Linear(scope["net.2"], inner, width)
        site = scope.output(channels: width)
    }

    func callAsFunction(_ x: Tensor, adding residual: Tensor, in forward: Forward) throws -> Tensor {
        let both = try gated(x, in: forward).ready()
        let rows = both.count / (2 * inner)
        var hidden = try Tensor(Float.self, shape: x.shape.dropLast() + [inner], axes: x.axes) { target in
            try both.withElements(Float.self) { both in
                guard let from = both.baseAddress, let to = target.baseAddress else { return }
                for row in 0..<rows {
                    (to + row * inner).update(from: from + row * 2 * inner + inner, count: inner)
                }
                try kernels.apply(.gelu, to: to, count: rows * inner)
                for row in 0..<rows {
                    let values = from + row * 2 * inner
                    let gates = to + row * inner
                    for channel in 0..<inner { gates[channel] *= values[channel] }
                }
            }
        }
        hidden = try forward.shown(gatedSite, hidden, path: "\(path).net.0")
        guard forward.wants(site) else { return try out(hidden, adding: residual, in: forward) }
        var result = try forward.shown(site, out(hidden, in: forward), path: path)
        try result.accumulate(residual)
        return result
    }
}
