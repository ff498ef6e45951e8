import Tensors

/// Linear multistep (Adams–Bashforth) of order 4 in σ: the polynomial through the last slopes, integrated over the step
/// (Crowson's k-diffusion, `sample_lms`), as diffusers' `LMSDiscreteScheduler`.
public struct LMSScheduler: Scheduler {
    public static let name = "lms"
    private let settings: SigmaGridSettings

    init(_ reader: ConfigReader) throws {
        let common = CommonSchedulerSettings(reader, defaultSpacing: .linspace, rescales: false)
        var spacing = SigmaSpacing(reader)
        // diffusers' class has no bounds for this rule.
        if spacing.rule == .karras { (spacing.least, spacing.most) = (nil, nil) }
        settings = SigmaGridSettings(common: common, spacing: spacing)
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        LMSPlan(grid: try settings.grid(steps: steps), prediction: settings.common.prediction)
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        LMSPlan(grid: try settings.grid(timesteps: timesteps), prediction: settings.common.prediction)
    }
}

private struct LMSPlan: DenoisingPlan {
    let grid: SigmaGrid
    let prediction: PredictionType

    var timesteps: [Double] { grid.timesteps }
    var initialNoiseScale: Float { grid.initialNoiseScale }

    func mixture(at index: Int) -> (signal: Float, noise: Float) { grid.mixture(at: index) }

    func input(_ sample: Tensor, at index: Int) throws -> Tensor { try grid.input(sample, at: index) }

    func begin() -> any DenoisingRun { LMSRun(plan: self) }
}

private struct LMSRun: DenoisingRun {
    static let order = 4
    let plan: LMSPlan
    /// Of the last steps, this one first.
    private var slopes: [Tensor] = []

    init(plan: LMSPlan) { self.plan = plan }

    mutating func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let sigma = plan.grid.sigmas[index]
        let original = try plan.prediction.original(sample, output, sigma: sigma)
        slopes.insert(try Tensor.slope(sample, original, sigma), at: 0)
        if slopes.count > Self.order { slopes.removeLast() }
        let factors = Self.factors(
            known: slopes.indices.map { Double(plan.grid.sigmas[index - $0]) }, to: Double(plan.grid.sigmas[index + 1]))
        let next = try Tensor.mix(sample, 1, Array(zip(slopes, factors)).map { ($0, $1) })
        return DenoisingAdvance(next: next, original: original)
    }

    /// The integral of each Lagrange polynomial from the first of the known σ to the next. Two points of Gauss's rule
    /// are exact for their degree, at most 3.
    private static func factors(known: [Double], to next: Double) -> [Float] {
        guard let sigma = known.first else { return [] }
        let (middle, half) = ((sigma + next) / 2, (next - sigma) / 2)
        let points = [-1, 1].map { middle + half * $0 / 3.0.squareRoot() }
        return known.indices.map { own in
            let values = points.map { point in
                known.indices.reduce(1.0) {
                    $1 == own ? $0 : $0 * (point - known[$1]) / (known[own] - known[$1])
                }
            }
            return Float(half * values.reduce(0, +))
        }
    }
}
