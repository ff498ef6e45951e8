import Neural
import Tensors

/// Transformer blocks over the pixels of a feature map, around a shortcut (diffusers' `Transformer2DModel`).
struct SpatialTransformer {
    private let norm: GroupNorm
    private let projectIn: Linear
    private let blocks: [TransformerBlock]
    private let projectOut: Linear
    private let site: Int
    private let path: String

    /// - Parameter isLinear: the projections are stored as linear layers, not as 1×1 convolutions.
    init(
        _ scope: Scope, channels: Int, contextWidth: Int, heads: Int, layers: Int, groups: Int, isLinear: Bool
    ) {
        let headWidth = channels / heads
        let inner = heads * headWidth
        path = scope.fullPath
        norm = GroupNorm(scope["norm"], channels, groups: groups, epsilon: 1e-6)
        projectIn = Linear(scope["proj_in"], channels, inner, isConvolution: !isLinear)
        blocks = (0..<layers).map {
            TransformerBlock(
                scope["transformer_blocks"][$0], width: inner, contextWidth: contextWidth, heads: heads,
                headWidth: headWidth)
        }
        projectOut = Linear(scope["proj_out"], inner, channels, isConvolution: !isLinear)
        site = scope.output(channels: channels)
    }

    func callAsFunction(_ x: Tensor, text: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try projectIn(norm(x, in: forward), in: forward)
        for block in blocks { hidden = try block(hidden, text: text, in: forward) }
        return try forward.shown(site, projectOut(hidden, adding: x, in: forward), path: path)
    }
}
