import Neural
import Tensors

/// What all blocks of one UNet have in common.
struct UNetBlockOptions {
    var resnet: ResnetBlock.Options
    var usesLinearProjection: Bool
    var downsamplePadding: Int
}

/// `DownBlock2D` and `CrossAttnDownBlock2D`.
struct DownBlock {
    private let resnets: [ResnetBlock]
    private let attentions: [SpatialTransformer]
    private let downsampler: Convolution?
    private let downsamplerSite: Int?
    private let site: Int
    private let path: String

    /// - Parameters:
    ///   - attention: makes the attention after a residual block; nil in a plain block.
    ///   - next: the layout after the downsampler; nil in the last block, which has none.
    init(
        _ scope: Scope, _ inChannels: Int, _ outChannels: Int, layers: Int, _ options: UNetBlockOptions,
        next: Scope.Layout?, attention: ((Scope) -> SpatialTransformer)?
    ) {
        path = scope.fullPath
        var resnets: [ResnetBlock] = []
        var attentions: [SpatialTransformer] = []
        for layer in 0..<layers {
            let from = layer == 0 ? inChannels : outChannels
            resnets.append(ResnetBlock(scope["resnets"][layer], from, outChannels, options.resnet))
            if let attention { attentions.append(attention(scope["attentions"][layer])) }
        }
        self.resnets = resnets
        self.attentions = attentions
        if let next {
            let geometry = ConvolutionGeometry(
                kernel: 3, stride: 2, padBefore: options.downsamplePadding, padAfter: 1)
            let place = scope["downsamplers"][0].with(next)
            downsampler = Convolution(place["conv"], outChannels, outChannels, geometry)
            downsamplerSite = place.output(channels: outChannels)
        } else {
            downsampler = nil
            downsamplerSite = nil
        }
        site = scope.with(next ?? scope.layout).output(channels: outChannels)
    }

    /// - Parameter skips: grows by what the way up will need.
    func callAsFunction(
        _ x: Tensor, time: Tensor, text: Tensor, skips: inout [Tensor], in forward: Forward
    ) throws -> Tensor {
        var hidden = x
        for (layer, resnet) in resnets.enumerated() {
            hidden = try resnet(hidden, time: time, in: forward)
            if layer < attentions.count { hidden = try attentions[layer](hidden, text: text, in: forward) }
            skips.append(hidden)
        }
        if let downsampler, let downsamplerSite {
            hidden = try forward.shown(
                downsamplerSite, downsampler(hidden, in: forward), path: "\(path).downsamplers.0")
            skips.append(hidden)
        }
        return try forward.shown(site, hidden, path: path)
    }
}

/// `UNetMidBlock2D` (one residual block) and `UNetMidBlock2DCrossAttn` (with attention between two or more).
struct MiddleBlock {
    private let resnets: [ResnetBlock]
    private let attentions: [SpatialTransformer]
    private let site: Int
    private let path: String

    init(_ scope: Scope, _ channels: Int, _ options: UNetBlockOptions, attention: ((Scope) -> SpatialTransformer)?) {
        path = scope.fullPath
        var resnets = [ResnetBlock(scope["resnets"][0], channels, channels, options.resnet)]
        var attentions: [SpatialTransformer] = []
        if let attention {
            attentions.append(attention(scope["attentions"][0]))
            resnets.append(ResnetBlock(scope["resnets"][1], channels, channels, options.resnet))
        }
        self.resnets = resnets
        self.attentions = attentions
        site = scope.output(channels: channels)
    }

    func callAsFunction(_ x: Tensor, time: Tensor, text: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = x
        for (index, resnet) in resnets.enumerated() {
            if index > 0 { hidden = try attentions[index - 1](hidden, text: text, in: forward) }
            hidden = try resnet(hidden, time: time, in: forward)
        }
        return try forward.shown(site, hidden, path: path)
    }
}

/// `UpBlock2D` and `CrossAttnUpBlock2D`.
struct UpBlock {
    private let resnets: [ResnetBlock]
    private let attentions: [SpatialTransformer]
    private let upsampler: Convolution?
    private let upsamplerSite: Int?
    private let site: Int
    private let path: String

    /// - Parameters:
    ///   - skipChannels: of the tensors that the residual blocks take from the way down, first to last.
    init(
        _ scope: Scope, _ inChannels: Int, _ outChannels: Int, skipChannels: [Int], _ options: UNetBlockOptions,
        next: Scope.Layout?, attention: ((Scope) -> SpatialTransformer)?
    ) {
        path = scope.fullPath
        var resnets: [ResnetBlock] = []
        var attentions: [SpatialTransformer] = []
        for (layer, skip) in skipChannels.enumerated() {
            let from = (layer == 0 ? inChannels : outChannels) + skip
            resnets.append(ResnetBlock(scope["resnets"][layer], from, outChannels, options.resnet))
            if let attention { attentions.append(attention(scope["attentions"][layer])) }
        }
        self.resnets = resnets
        self.attentions = attentions
        if let next {
            let place = scope["upsamplers"][0].with(next)
            upsampler = Convolution(place["conv"], outChannels, outChannels, size: 3)
            upsamplerSite = place.output(channels: outChannels)
        } else {
            upsampler = nil
            upsamplerSite = nil
        }
        site = scope.with(next ?? scope.layout).output(channels: outChannels)
    }

    /// - Parameter skips: loses what this block takes; the size of the next one is what the map grows to, so that
    ///   sizes which the levels do not divide come out as they went in.
    func callAsFunction(
        _ x: Tensor, time: Tensor, text: Tensor, skips: inout [Tensor], in forward: Forward
    ) throws -> Tensor {
        var hidden = x
        for (layer, resnet) in resnets.enumerated() {
            guard let skip = skips.popLast() else { throw Problem("model.shape", "`\(path)` has no skip left to take") }
            hidden = try resnet(concatenatedChannels(hidden, skip), time: time, in: forward)
            if layer < attentions.count { hidden = try attentions[layer](hidden, text: text, in: forward) }
        }
        if let upsampler, let upsamplerSite {
            let (height, width) = skips.last.map { ($0.shape[1], $0.shape[2]) } ?? (x.shape[1] * 2, x.shape[2] * 2)
            hidden = try upsampler(nearestResized(hidden, height: height, width: width), in: forward)
            hidden = try forward.shown(upsamplerSite, hidden, path: "\(path).upsamplers.0")
        }
        return try forward.shown(site, hidden, path: path)
    }
}
