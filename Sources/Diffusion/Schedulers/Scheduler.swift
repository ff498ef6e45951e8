import Tensors

/// A way from noise to a picture: which timesteps to visit and what to do with each prediction.
public protocol Scheduler: Sendable {
    /// `ddim`, `euler`.
    static var name: String { get }
    /// The steps of one run. - Throws: `sample.steps` where there cannot be so many.
    func plan(steps: Int) throws -> any DenoisingPlan
    /// A run over timesteps of the script's own, first to last. - Throws: `sample.timesteps` where it cannot visit them.
    func plan(timesteps: [Double]) throws -> any DenoisingPlan
}

extension Scheduler {
    public func plan(timesteps: [Double]) throws -> any DenoisingPlan {
        throw Problem.sampling("timesteps", "the scheduler \(Self.name) chooses its timesteps itself")
    }
}

/// The steps of one run, first to last: settings that do not change. What a run remembers is in its `DenoisingRun`.
///
/// The index counts calls of the UNet, which are more than the steps where a solver looks twice (`heun`, `pndm`).
public protocol DenoisingPlan: Sendable {
    /// What the UNet is told at each call; fractions in some schedulers.
    var timesteps: [Double] { get }
    /// Where a run may begin: the first call of each step, rising.
    var starts: [Int] { get }
    /// The first latents are unit noise times this.
    var initialNoiseScale: Float { get }
    /// The steps are given noise.
    var drawsNoise: Bool { get }
    /// It goes from a picture's latents to noise, so it cannot begin with noise.
    var isInverse: Bool { get }
    /// How the noisy latents of a call are made out of clean ones: clean · signal + noise · noise.
    func mixture(at index: Int) -> (signal: Float, noise: Float)
    /// What the UNet is given at a call.
    func input(_ sample: Tensor, at index: Int) throws -> Tensor
    /// A run that has done nothing yet; it may begin at any of `starts`.
    func begin() -> any DenoisingRun
}

/// What one run of a plan remembers from call to call.
public protocol DenoisingRun {
    /// The step itself; the calls come in order.
    /// - Parameters:
    ///   - output: the UNet's prediction for `input(sample, at: index)`.
    ///   - noise: unit noise of the sample's shape where the step draws some.
    mutating func advance(_ sample: Tensor, output: Tensor, at index: Int, noise: Tensor?) throws -> DenoisingAdvance
}

extension DenoisingPlan {
    public var starts: [Int] { Array(timesteps.indices) }
    public var drawsNoise: Bool { false }
    public var isInverse: Bool { false }
    public func input(_ sample: Tensor, at index: Int) throws -> Tensor { sample }
}

/// A plan whose steps know nothing of each other is its own run.
extension DenoisingPlan where Self: DenoisingRun {
    public func begin() -> any DenoisingRun { self }
}

/// What one step gave.
public struct DenoisingAdvance: Sendable {
    /// Latents of the next step.
    public var next: Tensor
    /// The clean latents that the prediction implies.
    public var original: Tensor
}

extension Problem {
    static func stepCount(_ steps: Int, most: Int) -> Problem {
        Problem("sample.steps", "\(steps) steps are asked for; this scheduler can do 1 to \(most)")
    }
}
