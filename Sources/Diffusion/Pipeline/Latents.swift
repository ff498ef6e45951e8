import Neural
import Tensors

/// Puts what a script gave into the order ⟨batch, y, x, channel⟩.
enum Layouts {
    /// Latents: axes by name in any order, ⟨batch⟩ may be missing; without names 4 axes are diffusers'
    /// (batch, channel, height, width) and 3 are (y, x, channel).
    static func latents(_ given: Tensor, channels: Int) throws -> Tensor {
        let unnamed = given.rank == 3 ? ["y", "x", "channel"] : ["channel", "y", "x"]
        return try arranged(given, unnamed: unnamed, channels: channels, what: "latents")
    }

    /// Pictures: without names 3 axes are (y, x, channel) and 4 (batch, channel, height, width), as torch stores them,
    /// unless only the last axis has the picture's number of channels.
    static func image(_ given: Tensor, channels: Int) throws -> Tensor {
        let isChannelsLast =
            given.rank == 3 || (given.rank == 4 && given.shape[3] == channels && given.shape[1] != channels)
        return try arranged(
            given, unnamed: isChannelsLast ? ["y", "x", "channel"] : ["channel", "y", "x"], channels: channels,
            what: "a picture")
    }

    private static func arranged(_ given: Tensor, unnamed: [String], channels: Int, what: String) throws -> Tensor {
        guard given.rank == 3 || given.rank == 4 else {
            throw Problem("model.shape", "\(what) has 3 or 4 axes; found \(given.shape)")
        }
        let standard = (given.rank == 4 ? ["batch"] : []) + unnamed
        var names = given.names.compactMap { $0 }
        if names.isEmpty { names = standard }
        guard Set(names) == Set(standard), names.count == given.rank else {
            throw Problem(
                "model.axes", "\(what) has the axes \(given.names.map { $0 ?? "_" }); wanted \(standard) in any order",
                help: "name all axes or none: x |> rename([\"batch\", \"channel\", \"y\", \"x\"])")
        }
        let order = ((given.rank == 4 ? ["batch"] : []) + ["y", "x", "channel"]).compactMap { names.firstIndex(of: $0) }
        let turned = Tensor(
            storage: given.storage, dtype: given.dtype, shape: order.map { given.shape[$0] },
            strides: order.map { given.strides[$0] }, offset: given.offset)
        guard turned.shape.last == channels else {
            throw Problem(
                "model.shape", "\(what) has \(turned.shape.last ?? 0) channels; this model's have \(channels)",
                notes: ["the shape was \(given.shape), read as \(names)"])
        }
        let shape = given.rank == 4 ? turned.shape : [1] + turned.shape
        return try turned.ready().viewed(as: shape, axes: imageAxes)
    }
}

extension DiffusionModel {
    /// Pictures of latents: ⟨batch, y, x, channel⟩ from 0 to 1.
    ///
    /// - Parameter latents: axes by name, or (batch, channel, height, width) unnamed; scaled as the UNet sees them.
    /// - Throws: `model.shape`, `model.axes`, `Interrupted`, `limit.memory`.
    public func decode(_ latents: Tensor, in forward: Forward = .plain) throws -> Tensor {
        let given = try Layouts.latents(latents, channels: autoencoder.latentChannels)
        autoencoderPasses.add()
        return try autoencoder.decode(given, in: forward).ready().map(Float.self) { min(max($0 * 0.5 + 0.5, 0), 1) }
    }

    /// Latents of a picture, ⟨batch, y, x, channel⟩, scaled as the UNet sees them.
    ///
    /// - Parameters:
    ///   - image: ⟨y, x, channel⟩ or with ⟨batch⟩, 0 to 1.
    ///   - noise: draws from the posterior with this unit noise of the latents' shape; nil takes the mean.
    /// - Throws: `model.shape`, `model.axes`, `Interrupted`, `limit.memory`.
    public func encode(image: Tensor, noise: Tensor? = nil, in forward: Forward = .plain) throws -> Tensor {
        let given = try Layouts.image(image, channels: autoencoder.imageChannels)
        let factor = autoencoder.factor
        guard given.shape[1] > 0, given.shape[2] > 0, given.shape[1] % factor == 0, given.shape[2] % factor == 0 else {
            throw Problem.imageShape("vae", found: given.shape, channels: autoencoder.imageChannels, factor: factor)
        }
        let drawn = try noise.map { try Layouts.latents($0, channels: autoencoder.latentChannels) }
        autoencoderPasses.add()
        return try autoencoder.encode((given * 2) - 1, noise: drawn, in: forward)
    }

    /// One call of the UNet: its prediction for latents at a training timestep, ⟨batch, y, x, channel⟩.
    ///
    /// With guidance above 1 the batch that visitors see is [negative, prompts], as in sampling.
    /// - Parameters:
    ///   - prompts: one for all latents, or one each.
    ///   - negative: one for all or one each; empty means the empty text.
    public func predict(
        _ latents: Tensor, timestep: Double, prompts: [String], negative: [String] = [], guidance: Double = 1,
        in forward: Forward = .plain
    ) throws -> Tensor {
        let given = try Layouts.latents(latents, channels: unet.configuration.inChannels)
        let count = given.shape[0]
        let last = Double(scheduler.timestepCount - 1)
        guard timestep.isFinite, (0...last).contains(timestep) else {
            throw Problem.sampling("timestep", "timestep \(timestep) is outside 0 to \(last)")
        }
        let texts = try Sampler.spread(prompts, over: count, what: "prompts")
        let others =
            guidance > 1
            ? try Sampler.spread(negative.isEmpty ? [""] : negative, over: count, what: "negative prompts") : nil
        let size = (given.shape[1] * autoencoder.factor, given.shape[2] * autoencoder.factor)
        let conditioning = try conditioned(
            prompts: texts, negative: others, isNegativeGiven: !negative.isEmpty, sizes: PictureSizes(of: size)
        ).conditioning
        let input = others == nil ? given : try Tensor.joined(given, given)
        let output = try unet(
            input, timesteps: Array(repeating: timestep, count: input.shape[0]), text: conditioning.states,
            added: conditioning.added, in: forward)
        return others == nil ? output : try Sampler.guided(output, by: guidance)
    }
}
