import Neural
import Tensors

/// From a picture to the moments of its latents (diffusers' `Encoder`).
struct AutoencoderEncoder {
    private let convIn: Convolution
    private let stages: [Stage]
    private let middle: AutoencoderMiddle
    private let normOut: GroupNorm
    private let convOut: Convolution

    private struct Stage {
        var resnets: [ResnetBlock]
        var downsampler: (convolution: Convolution, site: Int)?
        var site: Int
        var path: String
    }

    init(_ scope: Scope, _ configuration: AutoencoderKLConfiguration) {
        let channels = configuration.blockChannels
        let options = AutoencoderMiddle.options(configuration)
        let large = scope.with(.image(reduction: channels.count == 1 ? 1 : nil))
        let small = scope.with(.image(reduction: 1))
        convIn = Convolution(large["conv_in"], configuration.imageChannels, channels[0], size: 3)
        stages = channels.indices.map { level in
            let isLast = level == channels.count - 1
            let place = (isLast ? small : large)["down_blocks"][level]
            let resnets = (0..<configuration.layersPerBlock).map { layer in
                let from = layer == 0 ? channels[max(level - 1, 0)] : channels[level]
                return ResnetBlock(place["resnets"][layer], from, channels[level], options)
            }
            // Zeros only after the last row and column, as the original was trained.
            let geometry = ConvolutionGeometry(kernel: 3, stride: 2, padBefore: 0, padAfter: 1)
            let reduced = place["downsamplers.0"].with(.image(reduction: level == channels.count - 2 ? 1 : nil))
            let downsampler =
                isLast
                ? nil
                : (
                    convolution: Convolution(reduced["conv"], channels[level], channels[level], geometry),
                    site: reduced.output(channels: channels[level])
                )
            return Stage(
                resnets: resnets, downsampler: downsampler, site: place.output(channels: channels[level]),
                path: place.fullPath)
        }
        let last = channels[channels.count - 1]
        middle = AutoencoderMiddle(small["mid_block"], last, configuration)
        normOut = GroupNorm(small["conv_norm_out"], last, groups: configuration.groups, epsilon: 1e-6)
        convOut = Convolution(small["conv_out"], last, 2 * configuration.latentChannels, size: 3)
    }

    func callAsFunction(_ image: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try convIn(image, in: forward)
        for stage in stages {
            for resnet in stage.resnets { hidden = try resnet(hidden, time: nil, in: forward) }
            if let (convolution, site) = stage.downsampler {
                hidden = try convolution(hidden, in: forward)
                hidden = try forward.shown(site, hidden, path: "\(stage.path).downsamplers.0")
            }
            hidden = try forward.shown(stage.site, hidden, path: stage.path)
        }
        hidden = try middle(hidden, in: forward)
        return try convOut(normOut(hidden, activation: .silu, in: forward), in: forward)
    }
}

/// From latents to a picture (diffusers' `Decoder`).
struct AutoencoderDecoder {
    private let convIn: Convolution
    private let middle: AutoencoderMiddle
    private let stages: [Stage]
    private let normOut: GroupNorm
    private let convOut: Convolution

    private struct Stage {
        var resnets: [ResnetBlock]
        var upsampler: (convolution: Convolution, site: Int)?
        var site: Int
        var path: String
    }

    init(_ scope: Scope, _ configuration: AutoencoderKLConfiguration) {
        let channels = Array(configuration.blockChannels.reversed())
        let options = AutoencoderMiddle.options(configuration)
        let small = scope.with(.image(reduction: 1))
        let large = scope.with(.image(reduction: channels.count == 1 ? 1 : nil))
        convIn = Convolution(small["conv_in"], configuration.latentChannels, channels[0], size: 3)
        middle = AutoencoderMiddle(small["mid_block"], channels[0], configuration)
        stages = channels.indices.map { level in
            let isLast = level == channels.count - 1
            let place = (level == 0 ? small : large)["up_blocks"][level]
            let resnets = (0...configuration.layersPerBlock).map { layer in
                let from = layer == 0 ? channels[max(level - 1, 0)] : channels[level]
                return ResnetBlock(place["resnets"][layer], from, channels[level], options)
            }
            let grown = place.with(.image(reduction: isLast && level == 0 ? 1 : nil))
            let upsampled = grown["upsamplers.0"]
            let upsampler =
                isLast
                ? nil
                : (
                    convolution: Convolution(upsampled["conv"], channels[level], channels[level], size: 3),
                    site: upsampled.output(channels: channels[level])
                )
            return Stage(
                resnets: resnets, upsampler: upsampler, site: grown.output(channels: channels[level]),
                path: grown.fullPath)
        }
        let last = channels[channels.count - 1]
        normOut = GroupNorm(large["conv_norm_out"], last, groups: configuration.groups, epsilon: 1e-6)
        convOut = Convolution(large["conv_out"], last, configuration.imageChannels, size: 3)
    }

    func callAsFunction(_ latents: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try middle(convIn(latents, in: forward), in: forward)
        for stage in stages {
            for resnet in stage.resnets { hidden = try resnet(hidden, time: nil, in: forward) }
            if let (convolution, site) = stage.upsampler {
                hidden = try nearestResized(hidden, height: hidden.shape[1] * 2, width: hidden.shape[2] * 2)
                hidden = try convolution(hidden, in: forward)
                hidden = try forward.shown(site, hidden, path: "\(stage.path).upsamplers.0")
            }
            hidden = try forward.shown(stage.site, hidden, path: stage.path)
        }
        return try convOut(normOut(hidden, activation: .silu, in: forward), in: forward)
    }
}
