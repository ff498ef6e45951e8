import Tensors

/// DDIM's equation followed from the picture to noise, as diffusers' `DDIMInverseScheduler`: what the UNet predicts at a
/// timestep is taken for the step that leads to it, which holds the better the smaller the steps are (Mokady et al.
/// 2022, section 3.1). Begin with the latents of a picture.
public struct DDIMInverseScheduler: Scheduler {
    public static let name = "ddim_inverse"
    private let settings: CommonSchedulerSettings
    private let clipRange: Float?
    private let beginsAtOne: Bool

    init(_ reader: ConfigReader) throws {
        settings = CommonSchedulerSettings(reader, defaultSpacing: .leading)
        let range = reader.number("clip_sample_range", default: 1, in: 0...1e6)
        clipRange = reader.flag("clip_sample", default: true) ? Float(range) : nil
        beginsAtOne = reader.flag("set_alpha_to_one", default: true)
        if settings.spacing == .linspace {
            reader.fault("`timestep_spacing` is \"linspace\"; wanted leading or trailing")
        }
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        let timesteps = Array(try settings.grid(steps: steps).reversed())
        let stride = settings.schedule.count / steps
        return plan(timesteps, from: timesteps.map { $0 - stride })
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        let timesteps = try settings.checkedWhole(timesteps, rising: true)
        return plan(timesteps, from: [-1] + timesteps.dropLast())
    }

    /// - Parameter from: where each step begins; below 0 is the picture.
    private func plan(_ timesteps: [Int], from: [Int]) -> DDIMInversePlan {
        let alphas = settings.schedule.alphas
        let first = beginsAtOne ? 1 : alphas.first ?? 1
        return DDIMInversePlan(
            timesteps: timesteps.map { Double($0) }, alphas: from.map { $0 >= 0 ? alphas[$0] : first },
            nextAlphas: timesteps.map { alphas[$0] }, prediction: settings.prediction, clipRange: clipRange)
    }
}

private struct DDIMInversePlan: DenoisingPlan, DenoisingRun {
    let timesteps: [Double]
    /// ᾱ where each step begins, and at its timestep.
    let alphas: [Float]
    let nextAlphas: [Float]
    let prediction: PredictionType
    let clipRange: Float?

    var initialNoiseScale: Float { 1 }
    var isInverse: Bool { true }

    func mixture(at index: Int) -> (signal: Float, noise: Float) {
        (alphas[index].squareRoot(), (1 - alphas[index]).squareRoot())
    }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let (signal, spread) = mixture(at: index)
        let original = try prediction.original(sample, output, signal: signal, noise: spread).clipped(to: clipRange)
        // A picture without noise says nothing of the noise that a clean estimate implies.
        let epsilon =
            spread == 0 && prediction == .sample
            ? try Tensor.mix(sample, 0, output, 0)
            : try prediction.epsilon(sample, output, signal: signal, noise: spread)
        let (next, rest) = (nextAlphas[index].squareRoot(), (1 - nextAlphas[index]).squareRoot())
        return DenoisingAdvance(next: try Tensor.mix(original, next, epsilon, rest), original: original)
    }
}
