import Tensors

/// A way from noise to a picture: which timesteps to visit and what to do with each prediction.
public protocol Scheduler: Sendable {
    /// `ddim`, `euler`.
    static var name: String { get }
    /// The steps of one run. - Throws: `sample.steps` where there cannot be so many.
    func plan(steps: Int) throws -> any DenoisingPlan
}

/// The steps of one run, first to last, by index.
public protocol DenoisingPlan: Sendable {
    /// What the UNet is told at each step; fractions in some schedulers.
    var timesteps: [Double] { get }
    /// The first latents are unit noise times this.
    var initialNoiseScale: Float { get }
    /// How the noisy latents of a step are made out of clean ones: clean · signal + noise · noise.
    func mixture(at index: Int) -> (signal: Float, noise: Float)
    /// What the UNet is given at a step.
    func input(_ sample: Tensor, at index: Int) throws -> Tensor
    /// The step itself.
    /// - Parameters:
    ///   - output: the UNet's prediction for `input(sample, at: index)`.
    ///   - noise: unit noise of the sample's shape where the step draws some.
    func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance
}

/// What one step gave.
public struct DenoisingAdvance: Sendable {
    /// Latents of the next step.
    public var next: Tensor
    /// The clean latents that the prediction implies.
    public var original: Tensor
}

/// What the network was trained to predict.
public enum PredictionType: String, Sendable, CaseIterable {
    case epsilon
    case sample
    /// Salimans and Ho 2022.
    case velocity = "v_prediction"
}

/// Which of the training timesteps a short run visits (Lin et al. 2023, table 2).
public enum TimestepSpacing: String, Sendable, CaseIterable { case leading, linspace, trailing }

extension Tensor {
    /// first · a + second · b of two tensors of one shape.
    static func mix(_ first: Tensor, _ a: Float, _ second: Tensor, _ b: Float) throws -> Tensor {
        guard first.shape == second.shape else {
            throw Problem("tensor.shape-mismatch", "\(first.shape) and \(second.shape) cannot be mixed")
        }
        let (left, right) = (try first.ready(), try second.ready())
        return try Tensor(Float.self, shape: first.shape, axes: first.axes) { target in
            try left.withElements(Float.self) { left in
                try right.withElements(Float.self) { right in
                    for index in target.indices { target[index] = left[index] * a + right[index] * b }
                }
            }
        }
    }
}

extension Problem {
    static func stepCount(_ steps: Int, most: Int) -> Problem {
        Problem("sample.steps", "\(steps) steps are asked for; this scheduler can do 1 to \(most)")
    }
}
