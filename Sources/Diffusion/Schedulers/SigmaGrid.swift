import Glibc
import Tensors

/// The steps of a scheduler that counts in σ: latents are clean + noise · σ.
struct SigmaGrid: Sendable {
    let timesteps: [Double]
    /// At each timestep and, last, where the run ends; falling.
    let sigmas: [Float]
    /// The first latents are unit noise times this.
    let initialNoiseScale: Float

    func mixture(at index: Int) -> (signal: Float, noise: Float) { (1, sigmas[index]) }

    /// What the UNet is given: a sample of variance 1.
    func input(_ sample: Tensor, at index: Int) throws -> Tensor {
        let factor = 1 / (sigmas[index] * sigmas[index] + 1).squareRoot()
        return try sample.ready().map(Float.self) { $0 * factor }
    }

    /// Each timestep but the first twice, for a solver that looks at both ends of a step.
    var doubled: SigmaGrid {
        let (times, levels) = (timesteps, sigmas)
        return SigmaGrid(
            timesteps: Array(times.prefix(1)) + times.dropFirst().flatMap { [$0, $0] },
            sigmas: Array(levels.prefix(1)) + levels.dropFirst().dropLast().flatMap { [$0, $0] } + levels.suffix(1),
            initialNoiseScale: initialNoiseScale)
    }
}

/// What makes such a grid: the settings that `EulerScheduler` and its kin share.
struct SigmaGridSettings: Sendable {
    var common: CommonSchedulerSettings
    var spacing = SigmaSpacing()
    /// σ in even steps of log σ, whatever the timesteps.
    var isLogarithmic = false
    var endsAtZero = true

    /// - Throws: `sample.steps`.
    func grid(steps: Int) throws -> SigmaGrid {
        let count = common.schedule.count
        try common.allow(steps: steps)
        // diffusers keeps them in float32.
        let timesteps: [Double] =
            switch common.spacing {
            case .linspace:
                (0..<steps).reversed().map {
                    steps == 1 ? 0 : Double(Float(Double($0) * (Double(count - 1) / Double(steps - 1))))
                }
            case .leading, .trailing:
                common.spacing.grid(steps: steps, of: count, offset: common.offset).map { Double($0) }
            }
        return grid(timesteps)
    }

    /// - Throws: `sample.timesteps`.
    func grid(timesteps: [Double]) throws -> SigmaGrid {
        try spacing.allowTimesteps()
        guard !isLogarithmic else {
            throw Problem.sampling("timesteps", "timesteps= excludes the `interpolation_type` \"log_linear\"")
        }
        return grid(try common.checked(timesteps))
    }

    private func grid(_ given: [Double]) -> SigmaGrid {
        let trained = SigmaTable(common.schedule)
        var timesteps = given
        var sigmas: [Double]
        if isLogarithmic {
            let (first, last) = (Glibc.log(trained.most), Glibc.log(trained.least))
            let parts = Double(timesteps.count)
            sigmas = (0...timesteps.count).map { Glibc.exp(first + (last - first) * Double($0) / parts) }
        } else {
            sigmas = timesteps.map { trained.sigma(at: $0) }
        }
        if spacing.rule != .timesteps, let first = sigmas.first, let last = sigmas.last {
            sigmas = spacing.sigmas(steps: timesteps.count, from: first, to: last)
            timesteps = sigmas.map { trained.timestep(of: $0) }
        }
        sigmas.append(endsAtZero ? 0 : trained.least)
        let most = Float(sigmas.max() ?? 1)
        return SigmaGrid(
            timesteps: timesteps, sigmas: sigmas.map { Float($0) },
            initialNoiseScale: common.spacing == .leading ? (most * most + 1).squareRoot() : most)
    }
}
