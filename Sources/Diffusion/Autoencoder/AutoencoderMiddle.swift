import Neural
import Tensors

/// Two residual blocks with one head of attention over all pixels between them.
struct AutoencoderMiddle {
    private let first: ResnetBlock
    private let norm: GroupNorm?
    private let attention: Attention?
    private let second: ResnetBlock
    private let site: Int
    private let path: String

    static func options(_ configuration: AutoencoderKLConfiguration) -> ResnetBlock.Options {
        ResnetBlock.Options(
            groups: configuration.groups, epsilon: 1e-6, activation: configuration.activation, timeWidth: nil)
    }

    init(_ scope: Scope, _ channels: Int, _ configuration: AutoencoderKLConfiguration) {
        let options = AutoencoderMiddle.options(configuration)
        path = scope.fullPath
        first = ResnetBlock(scope["resnets.0"], channels, channels, options)
        if configuration.hasMiddleAttention {
            let place = scope["attentions.0"]
            norm = GroupNorm(place["group_norm"], channels, groups: configuration.groups, epsilon: 1e-6)
            attention = Attention(
                place, width: channels, contextWidth: nil, heads: 1, headWidth: channels, bias: true,
                includesResidual: true)
        } else {
            norm = nil
            attention = nil
        }
        second = ResnetBlock(scope["resnets.1"], channels, channels, options)
        site = scope.output(channels: channels)
    }

    func callAsFunction(_ x: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try first(x, time: nil, in: forward)
        if let norm, let attention { hidden = try attention(norm(hidden, in: forward), adding: hidden, in: forward) }
        hidden = try second(hidden, time: nil, in: forward)
        return try forward.shown(site, hidden, path: path)
    }
}
