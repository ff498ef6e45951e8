import Tensors

/// Euler's method with fresh noise at every step: down to less noise than the next step has, and up again (Crowson's
/// k-diffusion, `sample_euler_ancestral`), as diffusers' `EulerAncestralDiscreteScheduler`.
public struct EulerAncestralScheduler: Scheduler {
    public static let name = "euler_ancestral"
    private let settings: SigmaGridSettings

    init(_ reader: ConfigReader) throws {
        var common = CommonSchedulerSettings(
            reader, defaultSpacing: .linspace, predictions: [.epsilon, .velocity])
        common.keepSigmasFinite()
        settings = SigmaGridSettings(common: common)
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        EulerAncestralPlan(grid: try settings.grid(steps: steps), prediction: settings.common.prediction)
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        EulerAncestralPlan(grid: try settings.grid(timesteps: timesteps), prediction: settings.common.prediction)
    }
}

private struct EulerAncestralPlan: DenoisingPlan, DenoisingRun {
    let grid: SigmaGrid
    let prediction: PredictionType

    var timesteps: [Double] { grid.timesteps }
    var initialNoiseScale: Float { grid.initialNoiseScale }
    var drawsNoise: Bool { true }

    func mixture(at index: Int) -> (signal: Float, noise: Float) { grid.mixture(at: index) }

    func input(_ sample: Tensor, at index: Int) throws -> Tensor { try grid.input(sample, at: index) }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let sigma = grid.sigmas[index]
        let original = try prediction.original(sample, output, sigma: sigma)
        // What the next step's variance keeps of this one's, and what is drawn anew.
        let (from, to) = (Double(sigma), Double(grid.sigmas[index + 1]))
        let drawn = max(to * to * (from * from - to * to) / (from * from), 0).squareRoot()
        let kept = max(to * to - drawn * drawn, 0).squareRoot()
        let slope = try Tensor.slope(sample, original, sigma)
        var next = try Tensor.mix(sample, 1, slope, Float(kept - from))
        if let noise, drawn > 0 { next = try Tensor.mix(next, 1, noise, Float(drawn)) }
        return DenoisingAdvance(next: next, original: original)
    }
}
