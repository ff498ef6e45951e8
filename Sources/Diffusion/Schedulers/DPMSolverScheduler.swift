import Glibc
import Tensors

/// DPM-Solver++ (Lu et al. 2022, algorithm 2, "2M"), as diffusers' `DPMSolverMultistepScheduler`: the exponential
/// integrator over the clean latents, extrapolated through the last one to three predictions; and its stochastic kin,
/// "SDE", which draws noise at every step.
public struct DPMSolverScheduler: Scheduler {
    public static let name = "dpm++"
    /// The stochastic one.
    public static let stochasticName = "dpm++_sde"
    /// diffusers' word for it.
    static let stochasticType = "sde-dpmsolver++"
    private let settings: SolverGridSettings
    private let rules: DPMSolverRules

    init(_ reader: ConfigReader) throws {
        var settings = SolverGridSettings(reader)
        settings.leastLambda = reader.number("lambda_min_clipped", default: -.infinity, in: -.infinity...1e6)
        settings.roundsTimesteps = reader.value("beta_schedule")?.string != NoiseSchedule.Shape.cosine.rawValue
        self.settings = settings
        // diffusers takes the words of other solvers for its own.
        let type = reader.word(
            "algorithm_type", default: "dpmsolver++", from: ["dpmsolver++", Self.stochasticType, "deis"])
        let solver = reader.word(
            "solver_type", default: "midpoint", from: ["midpoint", "heun", "logrho", "bh1", "bh2"])
        let lowersFinal = reader.flag("lower_order_final", default: true)
        let eulerAtFinal = reader.flag("euler_at_final", default: false)
        rules = DPMSolverRules(
            order: reader.integer("solver_order", default: 2, in: 1...3), isStochastic: type == Self.stochasticType,
            isHeun: solver == "heun", lowersFinal: lowersFinal, eulerAtFinal: eulerAtFinal || settings.end == .zero,
            prediction: settings.common.prediction)
        reader.notSupported(["use_lu_lambdas"], neutral: [.bool(false)])
        reader.notSupported(
            ["variance_type"], neutral: ["fixed_small", "fixed_small_log", "fixed_large"].map { .string($0) })
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        DPMSolverPlan(grid: try settings.grid(steps: steps), rules: rules)
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        DPMSolverPlan(grid: try settings.grid(timesteps: timesteps), rules: rules)
    }
}

private struct DPMSolverRules: Sendable {
    let order: Int
    let isStochastic: Bool
    /// The second order's other form.
    let isHeun: Bool
    /// Fewer than 15 steps end with lower orders.
    let lowersFinal: Bool
    let eulerAtFinal: Bool
    let prediction: PredictionType

    func most(at index: Int, of count: Int) -> Int {
        let lowers = lowersFinal && count < 15
        if index == count - 1, eulerAtFinal || lowers { return 1 }
        return index == count - 2 && lowers ? min(order, 2) : order
    }
}

private struct DPMSolverPlan: DenoisingPlan {
    let grid: SolverGrid
    let rules: DPMSolverRules

    var timesteps: [Double] { grid.timesteps }
    var initialNoiseScale: Float { 1 }
    var drawsNoise: Bool { rules.isStochastic }

    func mixture(at index: Int) -> (signal: Float, noise: Float) { grid.mixture(at: index) }

    func begin() -> any DenoisingRun { DPMSolverRun(plan: self) }
}

private struct DPMSolverRun: DenoisingRun {
    let plan: DPMSolverPlan
    /// Clean latents of the last steps, this one first.
    private var originals: [Tensor] = []

    init(plan: DPMSolverPlan) { self.plan = plan }

    mutating func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let (rules, levels) = (plan.rules, plan.grid.levels)
        let mixture = plan.mixture(at: index)
        let original = try rules.prediction.original(sample, output, signal: mixture.signal, noise: mixture.noise)
        originals.insert(original, at: 0)
        if originals.count > rules.order { originals.removeLast() }
        let (from, to) = (levels[index], levels[index + 1])
        // Many steps can visit a timestep twice: nothing happens between the two.
        let step = to.lambda - from.lambda
        guard step > 0 else { return DenoisingAdvance(next: sample, original: original) }
        let gaps = (1..<max(originals.count, 1)).map { levels[index - $0 + 1].lambda - levels[index - $0].lambda }
            .prefix { $0 > 0 }
        let order = min(rules.most(at: index, of: plan.grid.count), gaps.count + 1)
        let factors = factors(step, to, order: order)
        var terms = zip(originals, weights(factors, gaps.prefix(order - 1).map { $0 / step })).map {
            (tensor: $0, factor: Float($1))
        }
        var kept = to.noise / from.noise
        if rules.isStochastic {
            kept *= Glibc.exp(-step)
            if let noise { terms.append((noise, Float(to.noise * (-Glibc.expm1(-2 * step)).squareRoot()))) }
        }
        return DenoisingAdvance(next: try Tensor.mix(sample, Float(kept), terms), original: original)
    }

    /// Of the clean latents, their first and their second difference over a step of λ.
    private func factors(_ step: Double, _ to: NoiseLevel, order: Int) -> (Double, Double, Double) {
        let rules = plan.rules
        let reach = rules.isStochastic ? 2 * step : step
        let growth = Glibc.expm1(-reach)
        let zeroth = -to.signal * growth
        guard order > 1 else { return (zeroth, 0, 0) }
        let slope = growth / reach + 1
        guard order > 2 || rules.isHeun else { return (zeroth, zeroth / 2, 0) }
        // The stochastic rule's second difference has the sign that diffusers gives it.
        let bend =
            rules.isStochastic ? (-growth - reach) / (reach * reach) - 0.5 : -((growth + step) / (step * step) - 0.5)
        return (zeroth, to.signal * slope, order > 2 ? to.signal * bend : 0)
    }

    /// The same as factors of the last clean latents themselves; `ratios` are the earlier steps over this one.
    private func weights(_ factors: (Double, Double, Double), _ ratios: [Double]) -> [Double] {
        guard let near = ratios.first else { return [factors.0] }
        guard ratios.count > 1 else { return [factors.0 + factors.1 / near, -factors.1 / near] }
        let (far, both) = (ratios[1], near + ratios[1])
        let first = factors.1 * (1 + near / both) + factors.2 / both
        let second = -(factors.1 * near + factors.2) / both
        return [factors.0 + first / near, second / far - first / near, -second / far]
    }
}
