import Tensors

/// Pseudo numerical methods on manifolds (Liu et al. 2022, equations 9 to 13), as diffusers' `PNDMScheduler`: linear
/// multistep of order 4 over DDIM's step. It starts with three steps of Runge–Kutta, four calls each, or, with
/// `skip_prk_steps` (known as PLMS, Stable Diffusion's own), with one step that is done twice.
public struct PNDMScheduler: Scheduler {
    public static let name = "pndm"
    private let settings: CommonSchedulerSettings
    private let skipsRungeKutta: Bool
    private let endsAtOne: Bool

    init(_ reader: ConfigReader) throws {
        settings = CommonSchedulerSettings(
            reader, defaultSpacing: .leading, rescales: false, predictions: [.epsilon, .velocity])
        skipsRungeKutta = reader.flag("skip_prk_steps", default: false)
        endsAtOne = reader.flag("set_alpha_to_one", default: false)
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        let times = try settings.grid(steps: steps)
        let stride = settings.schedule.count / steps
        guard !skipsRungeKutta else {
            var calls = times.map { PNDMCall(timestep: $0, from: $0, to: $0 - stride, part: .multistep) }
            if times.count > 1 {
                calls.insert(PNDMCall(timestep: times[1], from: times[1] + stride, to: times[1], part: .again), at: 1)
            }
            return plan(calls)
        }
        guard times.count >= 4 else {
            throw Problem.sampling(
                "steps", "\(steps) steps are asked for; this scheduler starts with 3 of Runge–Kutta and needs 4",
                help: "without them: scheduler=\"plms\"")
        }
        let half = stride / 2
        var calls: [PNDMCall] = []
        for (first, second) in zip(times.prefix(3), times.dropFirst()) {
            let middle = second + half
            calls += [
                PNDMCall(timestep: first, from: first, to: first - half, part: .rungeKutta(0)),
                PNDMCall(timestep: middle, from: first, to: middle, part: .rungeKutta(1)),
                PNDMCall(timestep: middle, from: first, to: second, part: .rungeKutta(2)),
                PNDMCall(timestep: second, from: first, to: second, part: .rungeKutta(3)),
            ]
        }
        return plan(
            calls + times.dropFirst(3).map { PNDMCall(timestep: $0, from: $0, to: $0 - stride, part: .multistep) })
    }

    /// Over a list of its own it starts as PLMS does: halves of its steps need not be timesteps.
    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        let times = try settings.checkedWhole(timesteps)
        var calls = zip(times, times.dropFirst() + [-1]).map {
            PNDMCall(timestep: $0, from: $0, to: $1, part: .multistep)
        }
        if times.count > 1 {
            calls.insert(PNDMCall(timestep: times[1], from: times[0], to: times[1], part: .again), at: 1)
        }
        return plan(calls)
    }

    private func plan(_ calls: [PNDMCall]) -> PNDMPlan {
        let alphas = settings.schedule.alphas
        return PNDMPlan(
            calls: calls, alphas: alphas, lastAlpha: endsAtOne ? 1 : alphas.first ?? 1, prediction: settings.prediction)
    }
}

/// One look at the UNet, and the step that is made of it.
private struct PNDMCall: Sendable {
    enum Part: Sendable, Equatable {
        case rungeKutta(Int)
        case multistep
        /// The first step again, with the mean of the predictions at both of its ends.
        case again
    }
    let timestep: Int
    let from: Int
    /// Below 0: the picture.
    let to: Int
    let part: Part
}

private struct PNDMPlan: DenoisingPlan {
    let calls: [PNDMCall]
    let alphas: [Float]
    let lastAlpha: Float
    let prediction: PredictionType

    var timesteps: [Double] { calls.map { Double($0.timestep) } }
    /// A run that begins later has no need of the step that is done twice. (diffusers does it twice there too, and is
    /// then one step late to the end.)
    var starts: [Int] {
        calls.indices.filter { calls[$0].part == .multistep || calls[$0].part == .rungeKutta(0) }
    }
    var initialNoiseScale: Float { 1 }

    func mixture(at index: Int) -> (signal: Float, noise: Float) {
        let alpha = alphas[calls[index].timestep]
        return (alpha.squareRoot(), (1 - alpha).squareRoot())
    }

    func begin() -> any DenoisingRun { PNDMRun(plan: self) }

    /// From one timestep to another along a prediction (equation 9).
    func step(_ sample: Tensor, _ output: Tensor, _ call: PNDMCall) throws -> Tensor {
        let alpha = alphas[min(call.from, alphas.count - 1)]
        let next = call.to >= 0 ? alphas[call.to] : lastAlpha
        let epsilon = try prediction.epsilon(
            sample, output, signal: alpha.squareRoot(), noise: (1 - alpha).squareRoot())
        let divisor =
            alpha * (1 - next).squareRoot() + (alpha * (1 - alpha) * next).squareRoot()
        return try Tensor.mix(sample, (next / alpha).squareRoot(), epsilon, -(next - alpha) / divisor)
    }
}

private struct PNDMRun: DenoisingRun {
    let plan: PNDMPlan
    /// Predictions of the last steps, this one first.
    private var outputs: [Tensor] = []
    /// Where the step of several calls began, and the sum of its predictions.
    private var begun: Tensor?
    private var sum: Tensor?

    init(plan: PNDMPlan) { self.plan = plan }

    mutating func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let call = plan.calls[index]
        let mixture = plan.mixture(at: index)
        let original = try plan.prediction.original(sample, output, signal: mixture.signal, noise: mixture.noise)
        var start = sample
        let direction: Tensor
        switch call.part {
        case .rungeKutta(let part):
            if part == 0 { begun = sample }
            start = begun ?? sample
            direction = try rungeKutta(output, part)
        case .again:
            start = begun ?? sample
            direction = try outputs.first.map { try Tensor.mix(output, 0.5, $0, 0.5) } ?? output
            begun = nil
        case .multistep:
            if outputs.isEmpty { begun = sample }
            remember(output)
            direction = try multistep()
        }
        return DenoisingAdvance(next: try plan.step(start, direction, call), original: original)
    }

    private mutating func remember(_ output: Tensor) {
        outputs.insert(output, at: 0)
        if outputs.count > 4 { outputs.removeLast() }
    }

    private mutating func rungeKutta(_ output: Tensor, _ part: Int) throws -> Tensor {
        if part == 0 { remember(output) }
        let share: Float = part == 0 || part == 3 ? 1 / 6.0 : 1 / 3.0
        let total =
            try sum.map { try Tensor.mix($0, 1, output, share) } ?? output.ready().map(Float.self) { $0 * share }
        sum = part == 3 ? nil : total
        return part == 3 ? total : output
    }

    /// The Adams–Bashforth rule of as many predictions as there are.
    private func multistep() throws -> Tensor {
        let rules: [[Float]] = [
            [1], [3 / 2.0, -1 / 2.0], [23 / 12.0, -16 / 12.0, 5 / 12.0],
            [55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0],
        ]
        let rule = rules[max(0, min(outputs.count, rules.count) - 1)]
        return try Tensor.mix(outputs[0], rule[0], Array(zip(outputs, rule).dropFirst()).map { ($0, $1) })
    }
}
