import Neural
import Tensors

/// Causal self-attention and a feed-forward layer, each after a normalisation and around a shortcut.
struct TextEncoderLayer {
    private let norm1: LayerNorm
    private let attention: Attention
    private let norm2: LayerNorm
    private let first: Linear
    private let second: Linear
    private let activation: Activation
    private let innerSite: Int
    private let site: Int
    private let path: String

    init(_ scope: Scope, _ configuration: TextEncoderConfiguration) {
        let width = configuration.width
        path = scope.fullPath
        activation = configuration.activation
        norm1 = LayerNorm(scope["layer_norm1"], width, epsilon: configuration.epsilon)
        attention = Attention(
            scope["self_attn"], width: width, contextWidth: nil, heads: configuration.heads,
            headWidth: width / configuration.heads, bias: true, isCausal: true, names: .clip)
        norm2 = LayerNorm(scope["layer_norm2"], width, epsilon: configuration.epsilon)
        first = Linear(scope["mlp.fc1"], width, configuration.innerWidth)
        second = Linear(scope["mlp.fc2"], configuration.innerWidth, width)
        innerSite = scope["mlp"].output(channels: width)
        site = scope.output(channels: width)
    }

    func callAsFunction(_ x: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try attention(norm1(x, in: forward), adding: x, in: forward)
        let inner = try first(norm2(hidden, in: forward), activation: activation, in: forward)
        if forward.wants(innerSite) {
            var result = try forward.shown(innerSite, second(inner, in: forward), path: "\(path).mlp")
            try result.accumulate(hidden)
            hidden = result
        } else {
            hidden = try second(inner, adding: hidden, in: forward)
        }
        return try forward.shown(site, hidden, path: path)
    }
}
