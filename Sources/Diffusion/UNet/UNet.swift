import Neural
import Tensors

/// Predicts the noise in latents from a timestep and a text: `UNet2DConditionModel` of Stable Diffusion's kind
/// (Rombach et al. 2022, appendix; agrees with diffusers on the same weights).
public final class UNet: @unchecked Sendable {
    public let configuration: UNetConfiguration
    public let passes = PassCount()
    private let convIn: Convolution
    private let timeConditioning: TimeConditioning
    private let downBlocks: [DownBlock]
    private let middle: MiddleBlock?
    private let upBlocks: [UpBlock]
    private let normOut: GroupNorm
    private let convOut: Convolution
    private let kernels: any Kernels
    private let site: Int

    /// Asks the store for every weight and enters every site; `WeightStore.finish` tells what was wrong.
    init(_ configuration: UNetConfiguration, _ root: Scope) {
        self.configuration = configuration
        kernels = root.kernels
        let channels = configuration.blockChannels
        let last = channels.count - 1
        func layout(_ level: Int) -> Scope.Layout { .image(reduction: 1 << level) }
        let options = UNetBlockOptions(
            resnet: ResnetBlock.Options(
                groups: configuration.normGroups, epsilon: configuration.normEpsilon,
                activation: configuration.activation, timeWidth: configuration.timeWidth,
                scalesAndShiftsByTime: configuration.scalesAndShiftsByTime),
            usesLinearProjection: configuration.usesLinearProjection,
            downsamplePadding: configuration.downsamplePadding)
        func attention(_ kind: UNetConfiguration.Block, _ level: Int) -> ((Scope) -> SpatialTransformer)? {
            guard kind == .crossAttention else { return nil }
            return { scope in
                SpatialTransformer(
                    scope, channels: channels[level], contextWidth: configuration.contextWidths[level],
                    heads: configuration.heads[level], layers: configuration.transformerLayers[level],
                    groups: configuration.normGroups, isLinear: configuration.usesLinearProjection)
            }
        }
        timeConditioning = TimeConditioning(root, configuration)
        convIn = Convolution(
            root["conv_in"].with(layout(0)), configuration.inChannels, channels[0], size: configuration.inKernel)
        // The channels of what each level leaves for the way up, in order.
        var skips = [channels[0]]
        downBlocks = channels.indices.map { level in
            let layers = configuration.layersPerBlock[level]
            skips += Array(repeating: channels[level], count: layers + (level < last ? 1 : 0))
            return DownBlock(
                root["down_blocks"][level].with(layout(level)), channels[max(level - 1, 0)], channels[level],
                layers: layers, options, next: level < last ? layout(level + 1) : nil,
                attention: attention(configuration.downBlocks[level], level))
        }
        middle = configuration.midBlock.map {
            MiddleBlock(root["mid_block"].with(layout(last)), channels[last], options, attention: attention($0, last))
        }
        upBlocks = channels.indices.map { position in
            let level = last - position
            let count = configuration.layersPerBlock[level] + 1
            let taken = Array(skips.suffix(count).reversed())
            skips.removeLast(count)
            return UpBlock(
                root["up_blocks"][position].with(layout(level)), channels[min(level + 1, last)], channels[level],
                skipChannels: taken, options, next: level > 0 ? layout(level - 1) : nil,
                attention: attention(configuration.upBlocks[position], level))
        }
        let top = root.with(layout(0))
        normOut = GroupNorm(
            top["conv_norm_out"], channels[0], groups: configuration.normGroups, epsilon: configuration.normEpsilon)
        convOut = Convolution(top["conv_out"], channels[0], configuration.outChannels, size: configuration.outKernel)
        site = top.output(channels: configuration.outChannels)
    }

    /// The prediction for noisy latents, of their shape.
    ///
    /// - Parameters:
    ///   - latents: ⟨batch, y, x, channel⟩, float32, any size of at least one pixel at the deepest level.
    ///   - timesteps: one a picture; fractions are allowed.
    ///   - text: ⟨batch, token, channel⟩, what the text encoder gave.
    ///   - added: a pooled text and sizes, where the configuration has an addition.
    /// - Throws: `model.shape`, `limit.memory`, `Interrupted`, and what a visitor throws.
    public func callAsFunction(
        _ latents: Tensor, timesteps: [Double], text: Tensor, added: AddedConditioning? = nil,
        in forward: Forward = .plain
    ) throws -> Tensor {
        passes.add()
        guard latents.rank == 4, latents.shape[3] == configuration.inChannels else {
            throw Problem(
                "model.shape",
                "the UNet takes latents (batch, y, x, \(configuration.inChannels)); found \(latents.shape)")
        }
        guard timesteps.count == latents.shape[0], text.rank == 3, text.shape[0] == latents.shape[0] else {
            throw Problem(
                "model.shape",
                "\(latents.shape[0]) latents want as many timesteps and texts; found \(timesteps.count) and \(text.shape)"
            )
        }
        var time = try timeConditioning(timesteps, added: added, in: forward)
        if let activation = configuration.timeActivation { try time.activate(activation, with: kernels) }
        // Every residual block begins with the activation of the same embedding.
        try time.activate(configuration.activation, with: kernels)
        var sample = try latents.ready()
        sample.axes = imageAxes
        if configuration.centersInput { sample = try (sample * 2) - 1 }
        sample = try convIn(sample, in: forward)
        var skips = [sample]
        for block in downBlocks { sample = try block(sample, time: time, text: text, skips: &skips, in: forward) }
        if let middle { sample = try middle(sample, time: time, text: text, in: forward) }
        for block in upBlocks { sample = try block(sample, time: time, text: text, skips: &skips, in: forward) }
        sample = try normOut(sample, activation: configuration.activation, in: forward)
        return try forward.shown(site, convOut(sample, in: forward), path: "unet")
    }
}
