import Glibc
import Tensors

/// Timesteps that crowd at one end of the diffusion, to see what is decided there ("exponential time-step sampling").
public enum ExponentialTimesteps: String, Sendable, CaseIterable {
    /// Most steps while there is much noise, where layout and subjects come about.
    case early
    /// Most steps while there is little noise, where textures do.
    case late

    /// With δ = T^(1 / (steps + γ)): early are T − 1 and T − ⌊δ^(i + γ)⌋ for i = 1 … steps − 1; late are ⌊δ^(i + γ)⌋ for
    /// i = steps … 1. T itself, which is no timestep, becomes T − 1.
    /// - Parameters:
    ///   - steps: how many timesteps.
    ///   - count: T, how many the model was trained with.
    ///   - gamma: how far from the crowded end the list begins to thin out; at least 0. 60 and 30 are usual for 30 steps.
    /// - Returns: whole timesteps, falling.
    /// - Throws: `sample.steps`, `timesteps.gamma` where two timesteps would be the same.
    public func timesteps(steps: Int, of count: Int, gamma: Double) throws -> [Int] {
        guard (1...count).contains(steps) else { throw Problem.stepCount(steps, most: count) }
        guard gamma.isFinite, (0...1e6).contains(gamma) else {
            throw Problem("timesteps.gamma", "gamma goes from 0 to 1,000,000; found \(gamma)")
        }
        let list = list(steps, count, gamma)
        if zip(list, list.dropFirst()).allSatisfy({ $0 > $1 }) { return list }
        let enough = (0...1000).first { candidate in
            let list = self.list(steps, count, Double(candidate))
            return zip(list, list.dropFirst()).allSatisfy { $0 > $1 }
        }
        throw Problem(
            "timesteps.gamma", "\(steps) steps with gamma \(gamma) visit a timestep twice",
            help: enough.map { "gamma=\($0) would do" } ?? "take fewer steps")
    }

    private func list(_ steps: Int, _ count: Int, _ gamma: Double) -> [Int] {
        let powers = (1...steps).map { index in
            // The last is T but for rounding.
            index == steps
                ? count : Int(Glibc.pow(Double(count), (Double(index) + gamma) / (Double(steps) + gamma)))
        }
        return switch self {
        case .early: [count - 1] + powers.dropLast().map { count - $0 }
        case .late: powers.reversed().map { min($0, count - 1) }
        }
    }
}
