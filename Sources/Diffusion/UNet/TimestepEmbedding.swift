import Glibc
import Neural
import Tensors

/// Sine and cosine waves of the timestep, then two linear layers (Ho et al. 2020, as diffusers' `Timesteps` and
/// `TimestepEmbedding` compute them).
struct TimestepEmbedding {
    private let width: Int
    private let flips: Bool
    private let shift: Double
    private let activation: Activation
    private let first: Linear
    private let second: Linear
    private let site: Int
    private let path: String

    init(_ scope: Scope, _ configuration: UNetConfiguration) {
        let scope = scope.with(.vector)
        width = configuration.blockChannels[0]
        flips = configuration.flipsSineToCosine
        shift = configuration.frequencyShift
        activation = configuration.activation
        path = scope.fullPath
        first = Linear(scope["linear_1"], width, configuration.timeWidth)
        second = Linear(scope["linear_2"], configuration.timeWidth, configuration.timeWidth)
        site = scope.output(channels: configuration.timeWidth)
    }

    /// ⟨batch, channel⟩ for one timestep a picture; fractions are allowed.
    func callAsFunction(_ timesteps: [Double], in forward: Forward) throws -> Tensor {
        let half = width / 2
        let waves = try Tensor(
            Float.self, shape: [timesteps.count, width], axes: Tensor.axes(["batch", "channel"])
        ) { target in
            for (row, timestep) in timesteps.enumerated() {
                for index in 0..<half {
                    let frequency = expf(-logf(10000) * Float(index) / Float(Double(half) - shift))
                    let angle = Float(timestep) * frequency
                    target[row * width + index] = flips ? cosf(angle) : sinf(angle)
                    target[row * width + half + index] = flips ? sinf(angle) : cosf(angle)
                }
                if width % 2 == 1 { target[row * width + width - 1] = 0 }
            }
        }
        let hidden = try first(waves, activation: activation, in: forward)
        return try forward.shown(site, second(hidden, in: forward), path: path)
    }
}
