import Glibc
import Neural
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
        let count = settings.schedule.count
        guard (1...count).contains(steps) else { throw Problem.stepCount(steps, most: count) }
        let timesteps = settings.spacing.grid(steps: steps, of: count, offset: settings.offset)
        guard let most = timesteps.max(), most < count else {
            throw Problem(
                "sample.steps",
                "`steps_offset` \(settings.offset) and \(steps) steps lead past the last timestep \(count - 1)")
        }
        return DDIMPlan(
            steps: timesteps, stride: count / steps, alphas: settings.schedule.alphas,
            lastAlpha: endsAtOne ? 1 : settings.schedule.alphas[0], prediction: settings.prediction,
            clipRange: clipRange, eta: Float(eta))
    }
}

private struct DDIMPlan: DenoisingPlan {
    let steps: [Int]
    let stride: Int
    let alphas: [Float]
    let lastAlpha: Float
    let prediction: PredictionType
    let clipRange: Float?
    let eta: Float

    var timesteps: [Double] { steps.map { Double($0) } }
    var initialNoiseScale: Float { 1 }

    func mixture(at index: Int) -> (signal: Float, noise: Float) {
        let alpha = alphas[steps[index]]
        return (alpha.squareRoot(), (1 - alpha).squareRoot())
    }

    func input(_ sample: Tensor, at index: Int) throws -> Tensor { sample }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let alpha = alphas[steps[index]]
        let previous = steps[index] - stride
        let nextAlpha = previous >= 0 ? alphas[previous] : lastAlpha
        let (signal, spread) = (alpha.squareRoot(), (1 - alpha).squareRoot())
        var original: Tensor
        let epsilon: Tensor
        switch prediction {
        case .epsilon:
            original = try Tensor.mix(sample, 1 / signal, output, -spread / signal)
            epsilon = output
        case .sample:
            original = output
            epsilon = try Tensor.mix(sample, 1 / spread, output, -signal / spread)
        case .velocity:
            original = try Tensor.mix(sample, signal, output, -spread)
            epsilon = try Tensor.mix(output, signal, sample, spread)
        }
        // Clipping moves the clean estimate and leaves the direction alone, as diffusers does by default.
        if let clipRange { original = try original.ready().map(Float.self) { min(max($0, -clipRange), clipRange) } }
        let variance = (1 - nextAlpha) / (1 - alpha) * (1 - alpha / nextAlpha)
        let deviation = eta * max(variance, 0).squareRoot()
        let direction = max(1 - nextAlpha - deviation * deviation, 0).squareRoot()
        var next = try Tensor.mix(original, nextAlpha.squareRoot(), epsilon, direction)
        if deviation > 0, let noise { next = try Tensor.mix(next, 1, noise, deviation) }
        return DenoisingAdvance(next: next, original: original)
    }
}

extension TimestepSpacing {
    /// Whole timesteps, latest first. `round` goes to the even neighbour, as NumPy's does.
    func grid(steps: Int, of count: Int, offset: Int) -> [Int] {
        switch self {
        case .leading: (0..<steps).reversed().map { $0 * (count / steps) + offset }
        case .linspace:
            (0..<steps).reversed().map {
                steps == 1 ? 0 : Int((Double($0) * (Double(count - 1) / Double(steps - 1))).rounded(.toNearestOrEven))
            }
        case .trailing: trailing(steps, count)
        }
    }

    /// From the last timestep down in equal parts.
    func trailing(_ steps: Int, _ count: Int) -> [Int] {
        let stride = Double(count) / Double(steps)
        // As many as a half-open range with that step holds: rounding can make it one more than asked for.
        let length = Int((Double(count) / stride).rounded(.up))
        return (0..<length).map { Int((Double(count) - Double($0) * stride).rounded(.toNearestOrEven)) - 1 }
    }
}
