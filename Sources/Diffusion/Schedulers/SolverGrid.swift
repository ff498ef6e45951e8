import Glibc
import Tensors

/// How noisy latents are: signal · clean + noise · ε, with signal² + noise² = 1.
struct NoiseLevel: Sendable {
    let signal: Double
    let noise: Double
    /// log (signal / noise), which the solvers of exponential integrators step in; infinite for a picture.
    let lambda: Double

    init(sigma: Float) {
        let sigma = Double(sigma)
        signal = 1 / (sigma * sigma + 1).squareRoot()
        noise = sigma * signal
        lambda = -Glibc.log(sigma)
    }
}

/// The steps of a solver in λ: whole timesteps, and the level of each.
struct SolverGrid: Sendable {
    let timesteps: [Double]
    /// One more than there are steps.
    let levels: [NoiseLevel]

    var count: Int { timesteps.count }

    func mixture(at index: Int) -> (signal: Float, noise: Float) {
        (Float(levels[index].signal), Float(levels[index].noise))
    }
}

/// What makes such a grid: the settings that `DPMSolverScheduler` and `UniPCScheduler` share.
struct SolverGridSettings: Sendable {
    enum End: Sendable {
        case zero
        /// The first training timestep's σ.
        case trained
        /// The last σ of a rule of its own, once more.
        case last
    }
    var common: CommonSchedulerSettings
    var spacing: SigmaSpacing
    var end: End
    /// Timesteps of a larger λ than this only (Nichol and Dhariwal's cosine schedule has none that is finite).
    var leastLambda = -Double.infinity
    /// Timesteps of Karras' rule are rounded, not cut.
    var roundsTimesteps = true

    init(_ reader: ConfigReader) {
        common = CommonSchedulerSettings(reader, defaultSpacing: .linspace)
        common.keepSigmasFinite()
        spacing = SigmaSpacing(reader)
        end =
            reader.word("final_sigmas_type", default: "zero", from: ["zero", "sigma_min"]) == "zero" ? .zero : .trained
        reader.notSupported(["use_flow_sigmas", "use_dynamic_shifting", "thresholding"], neutral: [.bool(false)])
    }

    /// - Throws: `sample.steps`.
    func grid(steps: Int) throws -> SolverGrid {
        try common.allow(steps: steps)
        let trained = SigmaTable(common.schedule)
        guard spacing.rule != .timesteps else {
            let timesteps = try timesteps(steps)
            return grid(timesteps.map { Double($0) }, timesteps.map { trained.sigma(at: Double($0)) }, trained)
        }
        // Over the whole of the schedule, whatever the timesteps.
        let sigmas = spacing.sigmas(steps: steps, from: trained.most, to: trained.least)
        let rounds = spacing.rule == .karras && roundsTimesteps
        let timesteps = sigmas.map {
            let timestep = trained.timestep(of: $0)
            return (rounds ? timestep.rounded(.toNearestOrEven) : timestep).rounded(.towardZero)
        }
        return grid(timesteps, sigmas, trained)
    }

    /// - Throws: `sample.timesteps`.
    func grid(timesteps: [Double]) throws -> SolverGrid {
        try spacing.allowTimesteps()
        let trained = SigmaTable(common.schedule)
        let timesteps = try common.checkedWhole(timesteps).map { Double($0) }
        return grid(timesteps, timesteps.map { trained.sigma(at: $0) }, trained)
    }

    private func grid(_ timesteps: [Double], _ sigmas: [Double], _ trained: SigmaTable) -> SolverGrid {
        let last =
            switch end {
            case .zero: 0.0
            case .trained: trained.least
            case .last: spacing.rule == .timesteps ? trained.least : sigmas.last ?? trained.least
            }
        return SolverGrid(timesteps: timesteps, levels: (sigmas + [last]).map { NoiseLevel(sigma: Float($0)) })
    }

    /// The ends of as many equal parts as there are steps, without timestep 0: that is where the last step leads.
    private func timesteps(_ steps: Int) throws -> [Int] {
        let count = common.schedule.count
        let clipped = common.schedule.alphas.count {
            let lambda = Glibc.logf($0.squareRoot()) - Glibc.logf((1 - $0).squareRoot())
            return Double(lambda) < leastLambda
        }
        let last = count - clipped
        guard last > 0 else { throw Problem.sampling("steps", "`lambda_min_clipped` leaves no timestep to visit") }
        switch common.spacing {
        case .linspace:
            let part = Double(last - 1) / Double(steps)
            return (1...steps).reversed().map { Int((Double($0) * part).rounded(.toNearestOrEven)) }
        case .trailing: return TimestepSpacing.trailing(steps, of: count, from: last)
        case .leading:
            let part = last / (steps + 1)
            guard part > 0, part * steps + common.offset < count else {
                throw Problem.stepCount(steps, most: max(1, last - 1 - common.offset))
            }
            return (1...steps).reversed().map { $0 * part + common.offset }
        }
    }
}
