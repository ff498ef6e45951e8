import Neural
import Tensors

/// Turns pictures into latents and back.
///
/// Pictures are ⟨batch, y, x, channel⟩ from −1 to 1. Latents are as the UNet sees them: scaled and shifted.
public protocol Autoencoder: Sendable {
    /// How many pixels of the picture one pixel of the latents stands for, along each side.
    var factor: Int { get }
    var latentChannels: Int { get }
    var imageChannels: Int { get }
    /// - Parameter noise: of the latents' shape, to draw from the posterior; nil takes its mean. An autoencoder
    ///   without a posterior takes no notice of it.
    func encode(_ image: Tensor, noise: Tensor?, in forward: Forward) throws -> Tensor
    func decode(_ latents: Tensor, in forward: Forward) throws -> Tensor
}

/// latents = (z − shift) · scale, as the configuration has them.
struct LatentScale: Sendable {
    var scale: Double
    var shift: Double

    func toLatents(_ z: Tensor) throws -> Tensor { scale == 1 && shift == 0 ? z : try (z - shift) * scale }
    func fromLatents(_ latents: Tensor) throws -> Tensor {
        scale == 1 && shift == 0 ? latents : try (latents / scale) + shift
    }
}

extension Problem {
    static func imageShape(_ part: String, found: [Int], channels: Int, factor: Int) -> Problem {
        Problem(
            "model.shape",
            "\(part) takes pictures (batch, y, x, \(channels)) whose sides are multiples of \(factor); found \(found)")
    }

    static func latentShape(_ part: String, found: [Int], channels: Int) -> Problem {
        Problem("model.shape", "\(part) takes latents (batch, y, x, \(channels)); found \(found)")
    }
}
