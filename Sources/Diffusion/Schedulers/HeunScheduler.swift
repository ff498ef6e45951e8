import Tensors

/// Heun's method: a step of Euler's, a second look at where it leads, and the step again along the mean of both slopes
/// (Karras et al. 2022, algorithm 1), as diffusers' `HeunDiscreteScheduler`. Every step but the last, which ends at
/// σ = 0, calls the UNet twice.
public struct HeunScheduler: Scheduler {
    public static let name = "heun"
    private let settings: SigmaGridSettings
    private let clipRange: Float?

    init(_ reader: ConfigReader) throws {
        settings = SigmaGridSettings(
            common: CommonSchedulerSettings(
                reader, defaultSpacing: .linspace, rescales: false, betas: (0.00085, 0.012)),
            spacing: SigmaSpacing(reader))
        let range = reader.number("clip_sample_range", default: 1, in: 0...1e6)
        clipRange = reader.flag("clip_sample", default: false) ? Float(range) : nil
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        HeunPlan(
            grid: try settings.grid(steps: steps).doubled, prediction: settings.common.prediction, clipRange: clipRange)
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        HeunPlan(
            grid: try settings.grid(timesteps: timesteps).doubled, prediction: settings.common.prediction,
            clipRange: clipRange)
    }
}

private struct HeunPlan: DenoisingPlan {
    let grid: SigmaGrid
    let prediction: PredictionType
    let clipRange: Float?

    var timesteps: [Double] { grid.timesteps }
    /// The even calls; the odd ones look at a step's other end.
    var starts: [Int] { Array(stride(from: 0, to: timesteps.count, by: 2)) }
    var initialNoiseScale: Float { grid.initialNoiseScale }

    func mixture(at index: Int) -> (signal: Float, noise: Float) { grid.mixture(at: index) }

    func input(_ sample: Tensor, at index: Int) throws -> Tensor { try grid.input(sample, at: index) }

    func begin() -> any DenoisingRun { HeunRun(plan: self) }
}

private struct HeunRun: DenoisingRun {
    let plan: HeunPlan
    /// Where the step began and its slope there, between the two looks.
    private var first: (sample: Tensor, slope: Tensor)?

    init(plan: HeunPlan) { self.plan = plan }

    mutating func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let sigmas = plan.grid.sigmas
        let sigma = sigmas[index]
        let original = try plan.prediction.original(sample, output, sigma: sigma).clipped(to: plan.clipRange)
        let slope = try Tensor.slope(sample, original, sigma)
        guard let begun = first else {
            first = (sample, slope)
            return DenoisingAdvance(
                next: try Tensor.mix(sample, 1, slope, sigmas[index + 1] - sigma), original: original)
        }
        first = nil
        let mean = try Tensor.mix(begun.slope, 0.5, slope, 0.5)
        return DenoisingAdvance(
            next: try Tensor.mix(begun.sample, 1, mean, sigma - sigmas[index - 1]), original: original)
    }
}
