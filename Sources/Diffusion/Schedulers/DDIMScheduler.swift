import Tensors

/// Denoising diffusion implicit models (Song et al. 2020, equations 12 and 16), as diffusers' `DDIMScheduler`.
public struct DDIMScheduler: Scheduler {
    public static let name = "ddim"
    private let settings: CommonSchedulerSettings
    private let clipRange: Float?
    private let endsAtOne: Bool
    /// 0 is deterministic; 1 draws as much noise as the diffusion process itself.
    public var eta: Double = 0

    init(_ reader: ConfigReader) throws {
        settings = CommonSchedulerSettings(reader, defaultSpacing: .leading)
        let range = reader.number("clip_sample_range", default: 1, in: 0...1e6)
        clipRange = reader.flag("clip_sample", default: true) ? Float(range) : nil
        endsAtOne = reader.flag("set_alpha_to_one", default: true)
        reader.notSupported(["thresholding"], neutral: [.bool(false)])
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        let timesteps = try settings.grid(steps: steps)
        let stride = settings.schedule.count / steps
        return plan(timesteps, next: timesteps.map { $0 - stride })
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        let timesteps = try settings.checkedWhole(timesteps)
        return plan(timesteps, next: timesteps.dropFirst() + [-1])
    }

    /// - Parameter next: where each step leads; below 0 is the picture.
    private func plan(_ timesteps: [Int], next: [Int]) -> DDIMPlan {
        let alphas = settings.schedule.alphas
        let last = endsAtOne ? 1 : alphas.first ?? 1
        return DDIMPlan(
            timesteps: timesteps.map { Double($0) }, alphas: timesteps.map { alphas[$0] },
            nextAlphas: next.map { $0 >= 0 ? alphas[$0] : last }, prediction: settings.prediction,
            clipRange: clipRange, eta: Float(eta))
    }
}

private struct DDIMPlan: DenoisingPlan, DenoisingRun {
    let timesteps: [Double]
    /// ᾱ at each timestep, and where its step leads.
    let alphas: [Float]
    let nextAlphas: [Float]
    let prediction: PredictionType
    let clipRange: Float?
    let eta: Float

    var initialNoiseScale: Float { 1 }
    var drawsNoise: Bool { eta > 0 }

    func mixture(at index: Int) -> (signal: Float, noise: Float) {
        (alphas[index].squareRoot(), (1 - alphas[index]).squareRoot())
    }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let (alpha, nextAlpha) = (alphas[index], nextAlphas[index])
        let (signal, spread) = mixture(at: index)
        // Clipping moves the clean estimate and leaves the direction alone, as diffusers does by default.
        let original = try prediction.original(sample, output, signal: signal, noise: spread).clipped(to: clipRange)
        let epsilon = try prediction.epsilon(sample, output, signal: signal, noise: spread)
        let variance = (1 - nextAlpha) / (1 - alpha) * (1 - alpha / nextAlpha)
        let deviation = eta * max(variance, 0).squareRoot()
        let direction = max(1 - nextAlpha - deviation * deviation, 0).squareRoot()
        var next = try Tensor.mix(original, nextAlpha.squareRoot(), epsilon, direction)
        if deviation > 0, let noise { next = try Tensor.mix(next, 1, noise, deviation) }
        return DenoisingAdvance(next: next, original: original)
    }
}
