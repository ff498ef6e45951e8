import Glibc
import Tensors

/// UniPC (Zhao et al. 2023, algorithms 5 and 6, in clean latents), as diffusers' `UniPCMultistepScheduler`: each
/// prediction first corrects the step that led to it, then predicts the next; both through the last predictions.
public struct UniPCScheduler: Scheduler {
    public static let name = "unipc"
    private let settings: SolverGridSettings
    private let rules: UniPCRules

    init(_ reader: ConfigReader) throws {
        var settings = SolverGridSettings(reader)
        if settings.end == .trained { settings.end = .last }
        self.settings = settings
        // diffusers takes the words of other solvers for its own.
        let solver = reader.word("solver_type", default: "bh2", from: ["bh1", "bh2", "midpoint", "heun", "logrho"])
        rules = UniPCRules(
            order: reader.integer("solver_order", default: 2, in: 1...3), isFirstForm: solver == "bh1",
            lowersFinal: reader.flag("lower_order_final", default: true),
            uncorrected: Set(reader.integers("disable_corrector", default: [], in: 0...100_000)),
            prediction: settings.common.prediction)
        reader.notSupported(["predict_x0"], neutral: [.bool(true)])
        reader.notSupported(["solver_p", "shift_terminal"])
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        UniPCPlan(grid: try settings.grid(steps: steps), rules: rules)
    }

    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        UniPCPlan(grid: try settings.grid(timesteps: timesteps), rules: rules)
    }
}

private struct UniPCRules: Sendable {
    let order: Int
    /// B(h) = h instead of e^h − 1.
    let isFirstForm: Bool
    let lowersFinal: Bool
    /// Steps that are not corrected.
    let uncorrected: Set<Int>
    let prediction: PredictionType
}

private struct UniPCPlan: DenoisingPlan {
    let grid: SolverGrid
    let rules: UniPCRules

    var timesteps: [Double] { grid.timesteps }
    var initialNoiseScale: Float { 1 }

    func mixture(at index: Int) -> (signal: Float, noise: Float) { grid.mixture(at: index) }

    func begin() -> any DenoisingRun { UniPCRun(plan: self) }
}

private struct UniPCRun: DenoisingRun {
    let plan: UniPCPlan
    /// Clean latents of the last steps, the newest first.
    private var originals: [Tensor] = []
    /// Where the last step began, and its order.
    private var last: (sample: Tensor, order: Int)?

    init(plan: UniPCPlan) { self.plan = plan }

    mutating func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let rules = plan.rules
        let mixture = plan.mixture(at: index)
        let original = try rules.prediction.original(sample, output, signal: mixture.signal, noise: mixture.noise)
        var sample = sample
        if let last, !rules.uncorrected.contains(index - 1) {
            sample = try step(last.sample, from: index - 1, order: last.order, at: original) ?? sample
        }
        originals.insert(original, at: 0)
        if originals.count > rules.order { originals.removeLast() }
        let most = rules.lowersFinal ? min(rules.order, plan.grid.count - index) : rules.order
        let order = min(most, originals.count)
        last = (sample, order)
        return DenoisingAdvance(
            next: try step(sample, from: index, order: order, at: nil) ?? sample, original: original)
    }

    /// One step of the solver.
    /// - Parameter there: the clean latents at its end, for the corrector.
    /// - Returns: nil where the step has no length.
    private func step(_ sample: Tensor, from index: Int, order wanted: Int, at there: Tensor?) throws -> Tensor? {
        let levels = plan.grid.levels
        let (from, to) = (levels[index], levels[index + 1])
        let step = to.lambda - from.lambda
        guard step > 0, let here = originals.first else { return nil }
        // Where the earlier levels are, in steps; up to one that says nothing new.
        var places: [Double] = []
        for back in 1..<max(wanted, 1) {
            let place = (levels[index - back].lambda - from.lambda) / step
            guard place < places.last ?? 0, step.isFinite else { break }
            places.append(place)
        }
        let weights = try weights(places, step, corrects: there != nil)
        let growth = Glibc.expm1(-step)
        let scale = -to.signal * (plan.rules.isFirstForm ? -step : growth)
        // Each difference is of an earlier prediction, or of the one there, to the one here.
        var terms: [(tensor: Tensor, factor: Float)] = []
        var rest = -to.signal * growth
        for ((earlier, place), weight) in zip(zip(originals.dropFirst(), places), weights) {
            terms.append((earlier, Float(scale * weight / place)))
            rest -= scale * weight / place
        }
        if let there, let weight = weights.last {
            terms.append((there, Float(scale * weight)))
            rest -= scale * weight
        }
        return try Tensor.mix(sample, Float(to.noise / from.noise), [(here, Float(rest))] + terms)
    }

    /// ρ of the differences (equation 10): Σ ρ rᵏ⁻¹ = k! φₖ₊₁(h) hᵏ / B(h) over the places r, with 1 for the end.
    private func weights(_ places: [Double], _ step: Double, corrects: Bool) throws -> [Double] {
        // The lowest orders take a half, as diffusers does, whatever B is.
        if places.isEmpty { return corrects ? [0.5] : [] }
        if places.count == 1, !corrects { return [0.5] }
        let points = corrects ? places + [1] : places
        let growth = Glibc.expm1(-step)
        let divisor = plan.rules.isFirstForm ? -step : growth
        var (phi, factorial) = (growth / -step - 1, 1.0)
        var rows: [[Double]] = []
        for power in points.indices {
            rows.append(points.map { Glibc.pow($0, Double(power)) } + [phi * factorial / divisor])
            factorial *= Double(power + 2)
            phi = phi / -step - 1 / factorial
        }
        return UniPCRun.solved(rows)
    }

    /// The solution of a small system, each row with its right side last, by elimination with pivots.
    private static func solved(_ system: [[Double]]) -> [Double] {
        var rows = system
        let count = rows.count
        for column in 0..<count {
            let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...count { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }
}
