import Glibc
import Neural
import Tensors

/// TAESD: plain convolutions with ReLU, distilled from the large autoencoder (diffusers' `AutoencoderTiny`).
public final class AutoencoderTiny: Autoencoder, @unchecked Sendable {
    public let factor: Int
    public let latentChannels: Int
    public let imageChannels: Int
    private let encoder: [Layer]
    private let decoder: [Layer]
    private let scale: LatentScale

    private enum Layer {
        case convolution(Convolution, Activation?)
        case block(TinyBlock)
        case upsample(Int)
    }

    init(_ configuration: AutoencoderTinyConfiguration, _ root: Scope) {
        factor = configuration.factor
        latentChannels = configuration.latentChannels
        imageChannels = configuration.imageChannels
        scale = LatentScale(scale: configuration.scalingFactor, shift: configuration.shiftFactor)
        let scope = root.with(.image(reduction: nil))
        encoder = AutoencoderTiny.encoder(configuration, scope["encoder.layers"])
        decoder = AutoencoderTiny.decoder(configuration, scope["decoder.layers"])
    }

    // The numbers of the layers are their places in a list, so every entry counts, those without weights too.

    private static func encoder(_ configuration: AutoencoderTinyConfiguration, _ scope: Scope) -> [Layer] {
        var layers: [Layer] = []
        for (stage, blocks) in configuration.encoderBlocks.enumerated() {
            let channels = configuration.encoderChannels[stage]
            if stage == 0 {
                layers.append(.convolution(Convolution(scope[0], configuration.imageChannels, channels, size: 3), nil))
            } else {
                let geometry = ConvolutionGeometry(kernel: 3, stride: 2, padBefore: 1, padAfter: 1)
                layers.append(
                    .convolution(Convolution(scope[layers.count], channels, channels, geometry, bias: false), nil))
            }
            for _ in 0..<blocks {
                layers.append(.block(TinyBlock(scope[layers.count], channels, configuration.activation)))
            }
        }
        let last = configuration.encoderChannels.last ?? 1
        layers.append(.convolution(Convolution(scope[layers.count], last, configuration.latentChannels, size: 3), nil))
        return layers
    }

    private static func decoder(_ configuration: AutoencoderTinyConfiguration, _ scope: Scope) -> [Layer] {
        let first = Convolution(scope[0], configuration.latentChannels, configuration.decoderChannels[0], size: 3)
        var layers: [Layer] = [.convolution(first, configuration.activation)]
        // The activation after the first convolution is a layer of its own in the list.
        var number = 2
        for (stage, blocks) in configuration.decoderBlocks.enumerated() {
            let channels = configuration.decoderChannels[stage]
            let isLast = stage == configuration.decoderBlocks.count - 1
            for _ in 0..<blocks {
                layers.append(.block(TinyBlock(scope[number], channels, configuration.activation)))
                number += 1
            }
            if !isLast {
                layers.append(.upsample(configuration.upsamplingFactor))
                number += 1
            }
            let out = isLast ? configuration.imageChannels : channels
            layers.append(.convolution(Convolution(scope[number], channels, out, size: 3, bias: isLast), nil))
            number += 1
        }
        return layers
    }

    private func run(_ layers: [Layer], _ x: Tensor, _ forward: Forward) throws -> Tensor {
        var hidden = x
        for layer in layers {
            try Interrupt.check()
            switch layer {
            case .convolution(let convolution, let activation):
                hidden = try convolution(hidden, activation: activation, in: forward)
            case .block(let block): hidden = try block(hidden, in: forward)
            case .upsample(let factor):
                hidden = try nearestResized(hidden, height: hidden.shape[1] * factor, width: hidden.shape[2] * factor)
            }
        }
        return hidden
    }

    public func encode(_ image: Tensor, noise: Tensor?, in forward: Forward) throws -> Tensor {
        guard image.rank == 4, image.shape[3] == imageChannels else {
            throw Problem.imageShape("vae", found: image.shape, channels: imageChannels, factor: factor)
        }
        var source = try (image + 1) / 2
        source.axes = imageAxes
        return try scale.toLatents(run(encoder, source, forward))
    }

    public func decode(_ latents: Tensor, in forward: Forward) throws -> Tensor {
        guard latents.rank == 4, latents.shape[3] == latentChannels else {
            throw Problem.latentShape("vae", found: latents.shape, channels: latentChannels)
        }
        var source = try scale.fromLatents(latents).ready().map(Float.self) { 3 * tanhf($0 / 3) }
        source.axes = imageAxes
        return try (run(decoder, source, forward) * 2) - 1
    }
}

/// Three convolutions around a shortcut, with a ReLU at the end.
private struct TinyBlock {
    private let first: Convolution
    private let second: Convolution
    private let third: Convolution
    private let activation: Activation
    private let site: Int
    private let path: String

    init(_ scope: Scope, _ channels: Int, _ activation: Activation) {
        self.activation = activation
        path = scope.fullPath
        first = Convolution(scope["conv.0"], channels, channels, size: 3)
        second = Convolution(scope["conv.2"], channels, channels, size: 3)
        third = Convolution(scope["conv.4"], channels, channels, size: 3)
        site = scope.output(channels: channels)
    }

    func callAsFunction(_ x: Tensor, in forward: Forward) throws -> Tensor {
        var hidden = try first(x, activation: activation, in: forward)
        hidden = try second(hidden, activation: activation, in: forward)
        // The last one is a ReLU whatever the others are.
        hidden = try third(hidden, adding: x, activation: .relu, in: forward)
        return try forward.shown(site, hidden, path: path)
    }
}
