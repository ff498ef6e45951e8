import Glibc
import Tensors

/// Denoising diffusion probabilistic models (Ho et al. 2020, equation 7): the posterior of the diffusion process, with
/// fresh noise at every step, as diffusers' `DDPMScheduler`.
public struct DDPMScheduler: Scheduler {
    public static let name = "ddpm"
    private let settings: CommonSchedulerSettings
    private let clipRange: Float?
    private let variance: Variance

    /// How much noise a step draws, by diffusers' name.
    fileprivate enum Variance: String, CaseIterable {
        /// That of the posterior.
        case small = "fixed_small"
        /// The same, computed by its logarithm.
        case smallLog = "fixed_small_log"
        /// β of the step.
        case large = "fixed_large"
    }

    init(_ reader: ConfigReader) throws {
        settings = CommonSchedulerSettings(reader, defaultSpacing: .leading)
        let range = reader.number("clip_sample_range", default: 1, in: 0...1e6)
        clipRange = reader.flag("clip_sample", default: true) ? Float(range) : nil
        let word = reader.word("variance_type", default: "fixed_small", from: Variance.allCases.map(\.rawValue))
        variance = Variance(rawValue: word) ?? .small
        reader.notSupported(["thresholding"], neutral: [.bool(false)])
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan { plan(try settings.grid(steps: steps)) }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan { plan(try settings.checkedWhole(timesteps)) }

    private func plan(_ timesteps: [Int]) -> DDPMPlan {
        let alphas = timesteps.map { settings.schedule.alphas[$0] }
        return DDPMPlan(
            timesteps: timesteps.map { Double($0) }, alphas: alphas + [1], prediction: settings.prediction,
            clipRange: clipRange, variance: variance)
    }
}

private struct DDPMPlan: DenoisingPlan, DenoisingRun {
    let timesteps: [Double]
    /// ᾱ at each timestep and, last, of the picture.
    let alphas: [Float]
    let prediction: PredictionType
    let clipRange: Float?
    let variance: DDPMScheduler.Variance

    var initialNoiseScale: Float { 1 }
    var drawsNoise: Bool { true }

    func mixture(at index: Int) -> (signal: Float, noise: Float) {
        (alphas[index].squareRoot(), (1 - alphas[index]).squareRoot())
    }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let (alpha, nextAlpha) = (alphas[index], alphas[index + 1])
        let (signal, spread) = mixture(at: index)
        let original = try prediction.original(sample, output, signal: signal, noise: spread).clipped(to: clipRange)
        let kept = alpha / nextAlpha
        let (rest, nextRest) = (1 - alpha, 1 - nextAlpha)
        var next = try Tensor.mix(
            original, nextAlpha.squareRoot() * (1 - kept) / rest, sample, kept.squareRoot() * nextRest / rest)
        if let noise, timesteps[index] > 0 {
            next = try Tensor.mix(next, 1, noise, deviation(beta: 1 - kept, posterior: nextRest / rest * (1 - kept)))
        }
        return DenoisingAdvance(next: next, original: original)
    }

    private func deviation(beta: Float, posterior: Float) -> Float {
        let posterior = max(posterior, 1e-20)
        return switch variance {
        case .small: posterior.squareRoot()
        case .smallLog: Glibc.expf(0.5 * Glibc.logf(posterior))
        case .large: beta.squareRoot()
        }
    }
}
