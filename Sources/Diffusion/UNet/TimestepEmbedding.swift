import Glibc
import Neural
import Tensors

/// Sine and cosine waves of numbers (Ho et al. 2020, as diffusers' `Timesteps` computes them).
struct Waves {
    /// Channels of each number.
    let width: Int
    let flips: Bool
    let shift: Double

    init(width: Int, _ configuration: UNetConfiguration) {
        self.width = width
        flips = configuration.flipsSineToCosine
        shift = configuration.frequencyShift
    }

    /// (numbers, width); fractions are allowed.
    func callAsFunction(_ numbers: [Double]) throws -> Tensor {
        let half = width / 2
        return try Tensor(
            Float.self, shape: [numbers.count, width], axes: Tensor.axes(["batch", "channel"])
        ) { target in
            for (row, number) in numbers.enumerated() {
                for index in 0..<half {
                    let frequency = expf(-logf(10000) * Float(index) / Float(Double(half) - shift))
                    let angle = Float(number) * frequency
                    target[row * width + index] = flips ? cosf(angle) : sinf(angle)
                    target[row * width + half + index] = flips ? sinf(angle) : cosf(angle)
                }
                if width % 2 == 1 { target[row * width + width - 1] = 0 }
            }
        }
    }
}

/// Two linear layers with an activation between them (diffusers' `TimestepEmbedding`).
struct EmbeddingLayers {
    private let activation: Activation
    private let first: Linear
    private let second: Linear
    private let site: Int
    private let path: String

    init(_ scope: Scope, _ inWidth: Int, _ outWidth: Int, activation: Activation) {
        let scope = scope.with(.vector)
        self.activation = activation
        path = scope.fullPath
        first = Linear(scope["linear_1"], inWidth, outWidth)
        second = Linear(scope["linear_2"], outWidth, outWidth)
        site = scope.output(channels: outWidth)
    }

    /// ⟨batch, channel⟩ of ⟨batch, channel⟩.
    func callAsFunction(_ x: Tensor, in forward: Forward) throws -> Tensor {
        let hidden = try first(x, activation: activation, in: forward)
        return try forward.shown(site, second(hidden, in: forward), path: path)
    }
}

/// What moves the residual blocks: the timestep and, in XL, the pooled text and the picture's sizes.
struct TimeConditioning {
    private let waves: Waves
    private let layers: EmbeddingLayers
    private let addition: (waves: Waves, layers: EmbeddingLayers, pooledWidth: Int)?

    init(_ root: Scope, _ configuration: UNetConfiguration) {
        waves = Waves(width: configuration.blockChannels[0], configuration)
        layers = EmbeddingLayers(
            root["time_embedding"], waves.width, configuration.timeWidth, activation: configuration.activation)
        addition = configuration.addition.map {
            (
                Waves(width: $0.waveWidth, configuration),
                EmbeddingLayers(root["add_embedding"], $0.inputWidth, configuration.timeWidth, activation: .silu),
                $0.pooledWidth
            )
        }
    }

    /// ⟨batch, channel⟩ for one timestep a picture.
    /// - Throws: `model.shape` where the model wants a pooled text and there is none, or one of another width.
    func callAsFunction(
        _ timesteps: [Double], added: AddedConditioning?, in forward: Forward
    ) throws -> Tensor {
        var time = try layers(waves(timesteps), in: forward)
        guard let addition else { return time }
        let wanted = [timesteps.count, addition.pooledWidth]
        guard let added, added.pooled.shape == wanted, added.sizes.count == timesteps.count else {
            throw Problem(
                "model.shape",
                "the UNet takes a pooled text (batch, channel) of \(wanted) and as many sizes; found "
                    + (added.map { "\($0.pooled.shape) and \($0.sizes.count)" } ?? "none"))
        }
        let sizes = try addition.waves(added.sizes.flatMap(\.numbers))
            .viewed(as: [timesteps.count, UNetConfiguration.Addition.sizeCount * addition.waves.width])
        try time.accumulate(addition.layers(added.pooled.withChannels(of: sizes), in: forward))
        return time
    }
}
