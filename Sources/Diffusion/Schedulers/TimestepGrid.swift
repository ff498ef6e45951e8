import Tensors

/// Which of the training timesteps a short run visits (Lin et al. 2023, table 2).
public enum TimestepSpacing: String, Sendable, CaseIterable { case leading, linspace, trailing }

extension TimestepSpacing {
    /// Whole timesteps, latest first. `round` goes to the even neighbour, as NumPy's does.
    func grid(steps: Int, of count: Int, offset: Int) -> [Int] {
        switch self {
        case .leading: (0..<steps).reversed().map { $0 * (count / steps) + offset }
        case .linspace:
            (0..<steps).reversed().map {
                steps == 1 ? 0 : Int((Double($0) * (Double(count - 1) / Double(steps - 1))).rounded(.toNearestOrEven))
            }
        case .trailing: TimestepSpacing.trailing(steps, of: count, from: count)
        }
    }

    /// From a last timestep down in equal parts of all of them.
    static func trailing(_ steps: Int, of count: Int, from last: Int) -> [Int] {
        let stride = Double(count) / Double(steps)
        // As many as a half-open range with that step holds.
        let length = Int((Double(last) / stride).rounded(.up))
        // NumPy's `arange` adds what is left of the step after rounding; at halves that decides.
        let step = (Double(last) - stride) - Double(last)
        let grid = (0..<length).map { Int((Double(last) + Double($0) * step).rounded(.toNearestOrEven)) - 1 }
        // Rounding can make it one more than asked for, at a timestep that there is not.
        return grid.filter { $0 >= 0 }
    }
}

extension CommonSchedulerSettings {
    /// Whole timesteps of a run, latest first. - Throws: `sample.steps`.
    func grid(steps: Int) throws -> [Int] {
        let count = schedule.count
        try allow(steps: steps)
        let timesteps = spacing.grid(steps: steps, of: count, offset: offset)
        guard let most = timesteps.max(), most < count else {
            throw Problem(
                "sample.steps",
                "`steps_offset` \(offset) and \(steps) steps lead past the last timestep \(count - 1)")
        }
        return timesteps
    }

    /// - Throws: `sample.steps` unless there are 1 to as many steps as timesteps.
    func allow(steps: Int) throws {
        guard (1...schedule.count).contains(steps) else { throw Problem.stepCount(steps, most: schedule.count) }
    }

    /// A script's own timesteps, as they are, once they are seen to be in order and in range.
    /// - Parameter rising: for a run from the picture to noise.
    /// - Throws: `sample.timesteps`.
    func checked(_ timesteps: [Double], rising: Bool = false) throws -> [Double] {
        let last = schedule.count - 1
        guard !timesteps.isEmpty, timesteps.count <= schedule.count else {
            throw Problem.sampling("timesteps", "there are \(timesteps.count) timesteps; wanted 1 to \(schedule.count)")
        }
        if let strange = timesteps.first(where: { !$0.isFinite || !(0...Double(last)).contains($0) }) {
            throw Problem.sampling("timesteps", "the timestep \(written(strange)) is outside 0 to \(last)")
        }
        for (first, second) in zip(timesteps, timesteps.dropFirst())
        where rising ? first >= second : first <= second {
            throw Problem.sampling(
                "timesteps",
                "timesteps \(rising ? "rise" : "fall") from step to step; \(written(second)) comes after \(written(first))",
                help: rising
                    ? "this scheduler goes from the picture to noise"
                    : "give them from the noisiest, near \(last), to 0")
        }
        return timesteps
    }

    /// The same for a scheduler that knows whole timesteps only. - Throws: `sample.timesteps`.
    func checkedWhole(_ timesteps: [Double], rising: Bool = false) throws -> [Int] {
        try checked(timesteps, rising: rising).map {
            guard let whole = Int(exactly: $0) else {
                throw Problem.sampling("timesteps", "this scheduler takes whole timesteps; found \($0)")
            }
            return whole
        }
    }

    private func written(_ timestep: Double) -> String {
        Int(exactly: timestep).map { "\($0)" } ?? "\(timestep)"
    }
}
