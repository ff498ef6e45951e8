import Glibc
import Neural
import Tensors

/// How much noise each training timestep has: ᾱₜ = Π (1 − βₛ), computed in float32 as torch does.
public struct NoiseSchedule: Sendable {
    /// ᾱ by timestep, falling.
    public var alphas: [Float]

    public var count: Int { alphas.count }

    /// √((1 − ᾱ) / ᾱ): the noise relative to the signal.
    public var sigmas: [Float] { alphas.map { ((1 - $0) / $0).squareRoot() } }
}

extension NoiseSchedule {
    /// The shape of β over time, by diffusers' name.
    public enum Shape: String, Sendable, CaseIterable {
        case linear
        /// Linear in √β; Stable Diffusion's.
        case scaledLinear = "scaled_linear"
        /// Nichol and Dhariwal 2021.
        case cosine = "squaredcos_cap_v2"
    }

    /// - Parameter rescalesToZero: moves ᾱ so that the last timestep is all noise (Lin et al. 2023, algorithm 1).
    init(count: Int, from first: Double, to last: Double, shape: Shape, rescalesToZero: Bool) {
        var betas: [Float]
        switch shape {
        case .linear: betas = NoiseSchedule.line(from: Float(first), to: Float(last), count: count)
        case .scaledLinear:
            betas = NoiseSchedule.line(from: Float(first.squareRoot()), to: Float(last.squareRoot()), count: count)
                .map { $0 * $0 }
        case .cosine:
            func level(_ time: Double) -> Double {
                let wave = Glibc.cos((time + 0.008) / 1.008 * .pi / 2)
                return wave * wave
            }
            betas = (0..<count).map {
                Float(min(1 - level(Double($0 + 1) / Double(count)) / level(Double($0) / Double(count)), 0.999))
            }
        }
        self.init(betas: betas, rescalesToZero: rescalesToZero)
    }

    init(betas: [Float], rescalesToZero: Bool) {
        alphas = NoiseSchedule.cumulative(betas.map { 1 - $0 })
        guard rescalesToZero, let first = alphas.first?.squareRoot(),
            let last = alphas.last?.squareRoot()
        else { return }
        let levels = alphas.map { ($0.squareRoot() - last) * (first / (first - last)) }.map { $0 * $0 }
        // Back to steps and forward again: what a program that stores β would compute.
        var steps = [levels[0]]
        for index in levels.indices.dropFirst() { steps.append(levels[index] / levels[index - 1]) }
        alphas = NoiseSchedule.cumulative(steps.map { 1 - (1 - $0) })
    }

    private static func cumulative(_ steps: [Float]) -> [Float] {
        var product = 1.0
        return steps.map {
            product *= Double($0)
            return Float(product)
        }
    }

    /// Evenly spaced, counted from both ends, so that neither end drifts.
    private static func line(from first: Float, to last: Float, count: Int) -> [Float] {
        guard count > 1 else { return [first] }
        let step = (last - first) / Float(count - 1)
        return (0..<count).map { $0 < count / 2 ? first + step * Float($0) : last - step * Float(count - 1 - $0) }
    }
}
