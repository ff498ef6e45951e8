import Glibc
import Neural
import Tensors

/// Euler's method on the probability-flow equation (Karras et al. 2022, algorithm 2 without churn), as diffusers'
/// `EulerDiscreteScheduler`. Latents are in units where the noise has the standard deviation σ.
public struct EulerScheduler: Scheduler {
    public static let name = "euler"
    private let settings: CommonSchedulerSettings
    private let spacing: SigmaSpacing
    private let isLogarithmic: Bool
    private let endsAtZero: Bool
    private let bounds: (least: Double?, most: Double?)

    private enum SigmaSpacing { case timesteps, karras, exponential }

    init(_ reader: ConfigReader) throws {
        var settings = CommonSchedulerSettings(reader, defaultSpacing: .linspace)
        // The first σ would be infinite; the smallest float16 keeps it finite, as diffusers does.
        if settings.rescalesToZero { settings.schedule.alphas[settings.schedule.count - 1] = 0x1p-24 }
        self.settings = settings
        let karras = reader.flag("use_karras_sigmas", default: false)
        let exponential = reader.flag("use_exponential_sigmas", default: false)
        if karras, exponential { reader.fault("`use_karras_sigmas` and `use_exponential_sigmas` exclude each other") }
        spacing = karras ? .karras : exponential ? .exponential : .timesteps
        isLogarithmic =
            reader.word("interpolation_type", default: "linear", from: ["linear", "log_linear"]) == "log_linear"
        endsAtZero = reader.word("final_sigmas_type", default: "zero", from: ["zero", "sigma_min"]) == "zero"
        func bound(_ key: String) -> Double? {
            reader.value(key) == nil ? nil : reader.number(key, in: 1e-6...1e6)
        }
        bounds = (bound("sigma_min"), bound("sigma_max"))
        reader.notSupported(["use_beta_sigmas"], neutral: [.bool(false)])
        reader.notSupported(["timestep_type"], neutral: [.string("discrete")])
        try reader.finish()
    }

    public func plan(steps: Int) throws -> any DenoisingPlan {
        let count = settings.schedule.count
        guard (1...count).contains(steps) else { throw Problem.stepCount(steps, most: count) }
        let trained = settings.schedule.sigmas.map { Double($0) }
        var timesteps: [Double] =
            switch settings.spacing {
            case .linspace:
                (0..<steps).reversed().map { steps == 1 ? 0 : Double($0) * Double(count - 1) / Double(steps - 1) }
            case .leading, .trailing:
                settings.spacing.grid(steps: steps, of: count, offset: settings.offset).map { Double($0) }
            }
        var sigmas: [Double]
        if isLogarithmic {
            let (first, last) = (Glibc.log(trained[count - 1]), Glibc.log(trained[0]))
            let parts = Double(steps)
            sigmas = (0...steps).map { Glibc.exp(first + (last - first) * Double($0) / parts) }
        } else {
            sigmas = timesteps.map { interpolated(trained, at: $0) }
        }
        if spacing != .timesteps {
            sigmas = respaced(sigmas, steps)
            timesteps = sigmas.map { timestep(of: $0, trained) }
        }
        sigmas.append(endsAtZero ? 0 : trained[0])
        let most = sigmas.max() ?? 1
        return EulerPlan(
            timesteps: timesteps, sigmas: sigmas.map { Float($0) }, prediction: settings.prediction,
            initialNoiseScale: Float(settings.spacing == .leading ? (most * most + 1).squareRoot() : most))
    }

    private func interpolated(_ values: [Double], at position: Double) -> Double {
        let low = min(max(Int(position), 0), values.count - 1)
        let high = min(low + 1, values.count - 1)
        return values[low] + (values[high] - values[low]) * min(max(position - Double(low), 0), 1)
    }

    /// The schedule of Karras et al. 2022 (equation 5, ρ = 7), or even steps of log σ.
    private func respaced(_ sigmas: [Double], _ steps: Int) -> [Double] {
        let most = bounds.most ?? sigmas[0]
        let least = bounds.least ?? sigmas[sigmas.count - 1]
        let ramp = (0..<steps).map { steps == 1 ? 0 : Double($0) / Double(steps - 1) }
        if spacing == .exponential {
            return ramp.map { Glibc.exp(Glibc.log(most) + $0 * (Glibc.log(least) - Glibc.log(most))) }
        }
        let (high, low) = (Glibc.pow(most, 1 / 7.0), Glibc.pow(least, 1 / 7.0))
        return ramp.map { Glibc.pow(high + $0 * (low - high), 7) }
    }

    /// The fractional training timestep with this σ, linear in log σ.
    private func timestep(of sigma: Double, _ trained: [Double]) -> Double {
        let wanted = Glibc.log(max(sigma, 1e-10))
        let logs = trained.map { Glibc.log($0) }
        let low = min(max((logs.firstIndex { $0 > wanted } ?? logs.count) - 1, 0), max(logs.count - 2, 0))
        let high = min(low + 1, logs.count - 1)
        guard high > low else { return 0 }
        let weight = min(max((logs[low] - wanted) / (logs[low] - logs[high]), 0), 1)
        return (1 - weight) * Double(low) + weight * Double(high)
    }
}

private struct EulerPlan: DenoisingPlan {
    let timesteps: [Double]
    /// One more than there are steps.
    let sigmas: [Float]
    let prediction: PredictionType
    let initialNoiseScale: Float

    func mixture(at index: Int) -> (signal: Float, noise: Float) { (1, sigmas[index]) }

    func input(_ sample: Tensor, at index: Int) throws -> Tensor {
        let factor = 1 / (sigmas[index] * sigmas[index] + 1).squareRoot()
        return try sample.ready().map(Float.self) { $0 * factor }
    }

    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance {
        let sigma = sigmas[index]
        let square = sigma * sigma + 1
        let original: Tensor =
            switch prediction {
            case .epsilon: try Tensor.mix(sample, 1, output, -sigma)
            case .sample: output
            case .velocity: try Tensor.mix(output, -sigma / square.squareRoot(), sample, 1 / square)
            }
        let step = sigmas[index + 1] - sigma
        // In this order, though shorter forms exist: at a large σ the rounding is the larger part of what comes out.
        let slope = try Tensor.mix(sample, 1, original, -1).map(Float.self) { $0 / sigma }
        let next = try Tensor.mix(sample, 1, slope, step)
        return DenoisingAdvance(next: next, original: original)
    }
}
