import Tensors

/// Euler's method on the probability-flow equation (Karras et al. 2022, algorithm 2 without churn), as diffusers'
/// `EulerDiscreteScheduler`. Latents are in units where the noise has the standard deviation σ.
public struct EulerScheduler: Scheduler {
    public static let name = "euler"
    private let settings: SigmaGridSettings

    init(_ reader: ConfigReader) throws {
        var common = CommonSchedulerSettings(reader, defaultSpacing: .linspace)
        common.keepSigmasFinite()
        var settings = SigmaGridSettings(common: common, spacing: SigmaSpacing(reader))
        settings.isLogarithmic =
            reader.word("interpolation_type", default: "linear", from: ["linear", "log_linear"]) == "log_linear"
        settings.endsAtZero =
            reader.word("final_sigmas_type", default: "zero", from: ["zero", "sigma_min"]) == "zero"
        self.settings = settings
        reader.notSupported(["timestep_type"], neutral: [.string("discrete")])
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        EulerPlan(grid: try settings.grid(steps: steps), prediction: settings.common.prediction)
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        EulerPlan(grid: try settings.grid(timesteps: timesteps), prediction: settings.common.prediction)
    }
}

private struct EulerPlan: DenoisingPlan, DenoisingRun {
    let grid: SigmaGrid
    let prediction: PredictionType

    var timesteps: [Double] { grid.timesteps }
    var initialNoiseScale: Float { grid.initialNoiseScale }

    func mixture(at index: Int) -> (signal: Float, noise: Float) { grid.mixture(at: index) }

    func input(_ sample: Tensor, at index: Int) throws -> Tensor { try grid.input(sample, at: index) }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let sigma = grid.sigmas[index]
        let original = try prediction.original(sample, output, sigma: sigma)
        let slope = try Tensor.slope(sample, original, sigma)
        return DenoisingAdvance(
            next: try Tensor.mix(sample, 1, slope, grid.sigmas[index + 1] - sigma), original: original)
    }
}
