import Diffusion
import Imaging
import Neural
import Runtime
import Tensors

struct Encode: Command {
    static let purity = Purity.seeded
    static let name = "encode", summary = "The latents ⟨y, x, channel⟩ of a picture: what the model sees of it."
    static let discussion = """
        The picture is scaled to the model's own size unless its sides fit already. `posterior=\"sample\"` draws from \
        the autoencoder's distribution, `\"mean\"` takes its middle.
        """
    static let searchTerms = ["vae", "autoencoder", "latent"]
    static let examples = [Example("encode(load(), test_image(size=128px)).shape", gives: "[16, 16, 4]")]
    static let caching: Caching? = Caching(version: 1)
    @Argument("A model.") var model: DiffusionModel
    @Argument("A picture.") var image: Image
    @Option("Which latents of those that the picture may have.", from: ["mean", "sample"]) var posterior = "mean"
    @Option("A whole number, for posterior=\"sample\".") var seed: Int?
    @Option("What to keep of the autoencoder; the answer is then a run.") var record: [RequestValue] = []
    @Option("Functions that replace activations, by pattern.", completes: "site") var edit: Record = Record()

    func settled(in context: Context) throws -> [String: Value] {
        guard posterior == "sample", seed == nil else { return [:] }
        throw Unkept("without seed= it draws from the session's random numbers")
    }

    func run(in context: Context) throws -> Value {
        let factor = model.autoencoder.factor
        let fits = image.width % factor == 0 && image.height % factor == 0
        let size = model.defaultSize
        let picture = fits ? image : try image.resized(width: size.width, height: size.height)
        var noise: Tensor?
        if posterior == "sample" {
            var stream = context.stream(seed: seed)
            noise = try stream.normal(
                [1, picture.height / factor, picture.width / factor, model.autoencoder.latentChannels],
                axes: ["batch", "y", "x", "channel"].map { Axis($0) })
        }
        let pass = try PartPass(
            ["vae.encoder", "vae.quant_conv"], of: model, record: record, edit: edit,
            latents: (picture.height / factor, picture.width / factor),
            in: context)
        let batch = try model.encode(image: picture.rgb().tensor(), noise: noise, in: pass.forward)
        let latents = try batch.selecting([IndexSpec(axis: nil, item: .index(0))]).renamed(["y", "x", "channel"])
        return try pass.answer(.tensor(latents), output: latents)
    }
}

struct Decode: Command {
    static let name = "decode", summary = "The picture of latents."
    static let searchTerms = ["vae", "autoencoder", "latent"]
    static let examples = [
        Example("decode(load(), zeros([16, 16, 4], axes=[\"y\", \"x\", \"channel\"]))", gives: "128×128 image")
    ]
    static let caching: Caching? = Caching(version: 1)
    @Argument("A model.") var model: DiffusionModel
    @Argument("Latents ⟨y, x, channel⟩.") var latents: Tensor
    @Option("What to keep of the autoencoder; the answer is then a run.") var record: [RequestValue] = []
    @Option("Functions that replace activations, by pattern.", completes: "site") var edit: Record = Record()

    func run(in context: Context) throws -> Value {
        let batch = try model.latentBatch(latents)
        let pass = try PartPass(
            ["vae.decoder", "vae.post_quant_conv"], of: model, record: record, edit: edit,
            latents: (batch.shape[1], batch.shape[2]),
            pictures: batch.shape[0], in: context)
        let pixels = try model.decode(batch, in: pass.forward)
        let images = try (0..<pixels.shape[0]).map {
            try Image(pixels.selecting([IndexSpec(axis: nil, item: .index($0))]))
        }
        return try pass.answer(
            images.count == 1 ? .native(images[0]) : .list(images.map { .native($0) }), images: images)
    }
}

extension DiffusionModel {
    /// Latents as ⟨batch, y, x, channel⟩, by the names of the axes; an unnamed 4-D tensor is taken as diffusers'
    /// (batch, channel, height, width), an unnamed 3-D one as (y, x, channel). - Throws: `latents.shape`.
    func latentBatch(_ latents: Tensor) throws -> Tensor {
        let channels = autoencoder.latentChannels
        let wanted = ["batch", "y", "x", "channel"]
        var tensor = try latents.converted(to: .float32)
        if tensor.names.allSatisfy({ $0 == nil }) {
            if tensor.rank == 4 { tensor = try tensor.renamed(["batch", "channel", "y", "x"]) }
            if tensor.rank == 3 { tensor = try tensor.renamed(["y", "x", "channel"]) }
        }
        if tensor.rank == 3, tensor.axis(named: "batch") == nil {
            tensor = try tensor.expanded(at: 0)
            tensor.axes[0].name = "batch"
        }
        guard tensor.rank == 4, Set(tensor.names.compactMap { $0 }) == Set(wanted) else {
            throw Problem(
                "latents.shape",
                "latents have the axes ⟨y, x, channel⟩, with batch where there are several; found \(latents.axesText)",
                help: "name them: rename(x, [\"batch\", \"channel\", \"y\", \"x\"])")
        }
        tensor = try tensor.transposed(wanted.compactMap { tensor.axis(named: $0) }).contiguous()
        guard tensor.shape[3] == channels, tensor.shape[1] > 0, tensor.shape[2] > 0, tensor.shape[0] > 0 else {
            throw Problem("latents.shape", "the model's latents have \(channels) channels; found \(latents.axesText)")
        }
        return tensor
    }
}

extension Tensor {
    /// ⟨y, x, channel⟩ where ⟨batch, y, x, channel⟩ holds one picture only.
    func withoutLoneBatch() throws -> Tensor {
        guard rank == 4, names[0] == "batch", shape[0] == 1 else { return self }
        return try selecting([IndexSpec(axis: nil, item: .index(0))])
    }
}

struct AddNoise: Command {
    static let name = "add_noise",
        summary = "Latents as they are at a time of the diffusion: √ᾱ·latents + √(1−ᾱ)·noise."
    static let searchTerms = ["forward process", "q_sample", "noising"]
    static let examples = [
        Example(
            "z = encode(load(), test_image(size=128px))\nadd_noise(load(), z, normal(z.shape, seed=1, axes=z.axes), 500).shape",
            gives: "[16, 16, 4]")
    ]
    @Argument("A model.") var model: DiffusionModel
    @Argument("Clean latents.") var latents: Tensor
    @Argument("Noise of the same shape.") var noise: Tensor
    @Argument("From 0 (hardly any noise) to the last time of training.") var timestep: Int

    func run(in context: Context) throws -> Tensor {
        let alphas = try model.scheduler.noiseSchedule().alphas
        guard alphas.indices.contains(timestep) else {
            throw Problem("timestep.range", "timesteps go from 0 to \(alphas.count - 1), found \(timestep)")
        }
        let (signal, share) = (Double(alphas[timestep]).squareRoot(), (1 - Double(alphas[timestep])).squareRoot())
        return try Tensor.add(
            Tensor.multiply(latents, Tensor(scalar: Float(signal))),
            Tensor.multiply(noise, Tensor(scalar: Float(share))))
    }
}
