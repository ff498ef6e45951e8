import Glibc
import Tensors

/// σ = √((1 − ᾱ) / ᾱ) of every training timestep, in diffusers' precision: float32 values, float64 between them.
struct SigmaTable: Sendable {
    let sigmas: [Double]
    private let logs: [Double]

    init(_ schedule: NoiseSchedule) {
        let trained = schedule.sigmas
        sigmas = trained.map { Double($0) }
        logs = trained.map { Double(Glibc.logf($0)) }
    }

    var least: Double { sigmas.first ?? 0 }
    var most: Double { sigmas.last ?? 0 }

    /// σ at a fraction of a timestep.
    func sigma(at timestep: Double) -> Double {
        let low = min(max(Int(timestep), 0), sigmas.count - 1)
        let high = min(low + 1, sigmas.count - 1)
        return sigmas[low] + (sigmas[high] - sigmas[low]) * min(max(timestep - Double(low), 0), 1)
    }

    /// The fractional training timestep with this σ, linear in log σ.
    func timestep(of sigma: Double) -> Double {
        let wanted = Glibc.log(max(sigma, 1e-10))
        // The last that is not above it, by halves: they rise.
        var (from, to) = (0, logs.count)
        while from < to {
            let middle = (from + to) / 2
            if logs[middle] <= wanted { from = middle + 1 } else { to = middle }
        }
        let low = min(max(from - 1, 0), max(logs.count - 2, 0))
        let high = min(low + 1, logs.count - 1)
        guard high > low else { return 0 }
        let weight = min(max((logs[low] - wanted) / (logs[low] - logs[high]), 0), 1)
        return (1 - weight) * Double(low) + weight * Double(high)
    }
}

/// How the σ of a run are spaced: as its timesteps are, or by a rule of their own.
struct SigmaSpacing: Sendable {
    enum Rule: Sendable { case timesteps, karras, exponential }
    var rule = Rule.timesteps
    /// The ends of a rule of its own; nil takes those of the run.
    var least: Double?
    var most: Double?

    init() {}

    /// Reads `use_karras_sigmas`, `use_exponential_sigmas`, `sigma_min` and `sigma_max`.
    init(_ reader: ConfigReader) {
        let karras = reader.flag("use_karras_sigmas", default: false)
        let exponential = reader.flag("use_exponential_sigmas", default: false)
        if karras, exponential { reader.fault("`use_karras_sigmas` and `use_exponential_sigmas` exclude each other") }
        rule = karras ? .karras : exponential ? .exponential : .timesteps
        func bound(_ key: String) -> Double? {
            reader.value(key) == nil ? nil : reader.number(key, in: 1e-6...1e6)
        }
        (least, most) = (bound("sigma_min"), bound("sigma_max"))
        reader.notSupported(["use_beta_sigmas"], neutral: [.bool(false)])
    }

    /// σ falling from one end to the other by the rule of Karras et al. 2022 (equation 5, ρ = 7), or in even steps of
    /// log σ.
    func sigmas(steps: Int, from first: Double, to last: Double) -> [Double] {
        let most = most ?? first
        let least = least ?? last
        let ramp = (0..<steps).map { steps == 1 ? 0 : Double($0) / Double(steps - 1) }
        if rule == .exponential {
            return ramp.map { Glibc.exp(Glibc.log(most) + $0 * (Glibc.log(least) - Glibc.log(most))) }
        }
        let (high, low) = (Glibc.pow(most, 1 / 7.0), Glibc.pow(least, 1 / 7.0))
        return ramp.map { Glibc.pow(high + $0 * (low - high), 7) }
    }

    /// - Throws: `sample.timesteps` where the rule leaves a script no choice.
    func allowTimesteps() throws {
        guard rule != .timesteps else { return }
        throw Problem.sampling(
            "timesteps", "timesteps= excludes `use_karras_sigmas` and `use_exponential_sigmas`, which choose them",
            help: "switch it off: scheduler={use_karras_sigmas: false, use_exponential_sigmas: false}")
    }
}
