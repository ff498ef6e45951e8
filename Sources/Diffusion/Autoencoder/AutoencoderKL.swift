import Glibc
import Neural
import Tensors

/// The variational autoencoder of Stable Diffusion (Rombach et al. 2022; diffusers' `AutoencoderKL`).
public final class AutoencoderKL: Autoencoder, @unchecked Sendable {
    public let factor: Int
    public let latentChannels: Int
    public let imageChannels: Int
    private let encoder: AutoencoderEncoder
    private let decoder: AutoencoderDecoder
    private let quant: Linear?
    private let postQuant: Linear?
    private let scale: LatentScale

    init(_ configuration: AutoencoderKLConfiguration, _ root: Scope) {
        factor = configuration.factor
        latentChannels = configuration.latentChannels
        imageChannels = configuration.imageChannels
        scale = LatentScale(scale: configuration.scalingFactor, shift: configuration.shiftFactor)
        let latent = root.with(.image(reduction: 1))
        let moments = 2 * configuration.latentChannels
        encoder = AutoencoderEncoder(root["encoder"], configuration)
        quant =
            configuration.hasQuantConvolution
            ? Linear(latent["quant_conv"], moments, moments, isConvolution: true) : nil
        postQuant =
            configuration.hasPostQuantConvolution
            ? Linear(latent["post_quant_conv"], latentChannels, latentChannels, isConvolution: true) : nil
        decoder = AutoencoderDecoder(root["decoder"], configuration)
    }

    public func encode(_ image: Tensor, noise: Tensor?, in forward: Forward) throws -> Tensor {
        guard image.rank == 4, image.shape[3] == imageChannels, image.shape[1] >= factor, image.shape[2] >= factor
        else {
            throw Problem.imageShape("vae", found: image.shape, channels: imageChannels, factor: factor)
        }
        var source = try image.ready()
        source.axes = imageAxes
        var moments = try encoder(source, in: forward)
        if let quant { moments = try quant(moments, in: forward) }
        return try scale.toLatents(drawn(from: moments, noise: noise))
    }

    public func decode(_ latents: Tensor, in forward: Forward) throws -> Tensor {
        guard latents.rank == 4, latents.shape[3] == latentChannels else {
            throw Problem.latentShape("vae", found: latents.shape, channels: latentChannels)
        }
        var hidden = try scale.fromLatents(latents).ready()
        hidden.axes = imageAxes
        if let postQuant { hidden = try postQuant(hidden, in: forward) }
        return try decoder(hidden, in: forward)
    }

    /// mean + exp(log variance / 2) · noise; the log variance is kept within −30 and 20.
    private func drawn(from moments: Tensor, noise: Tensor?) throws -> Tensor {
        let channels = latentChannels
        let shape = moments.shape.dropLast() + [channels]
        let noise = try noise?.ready()
        if let noise, noise.shape != Array(shape) {
            throw Problem("model.shape", "the noise of the posterior has the shape \(noise.shape); wanted \(shape)")
        }
        return try Tensor(Float.self, shape: Array(shape), axes: imageAxes) { target in
            try moments.ready().withElements(Float.self) { moments in
                for index in target.indices {
                    target[index] = moments[index / channels * 2 * channels + index % channels]
                }
                try noise?.withElements(Float.self) { noise in
                    for index in target.indices {
                        let spread = moments[index / channels * 2 * channels + channels + index % channels]
                        target[index] += expf(0.5 * min(max(spread, -30), 20)) * noise[index]
                    }
                }
            }
        }
    }
}
