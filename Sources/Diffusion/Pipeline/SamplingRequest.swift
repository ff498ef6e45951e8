import Neural
import Tensors

/// What to sample and how. The defaults are those of diffusers' `StableDiffusionPipeline`.
public struct SamplingRequest {
    /// One picture each.
    public var prompts: [String]
    /// What to lead away from: one for all prompts, or one each. Empty means the empty text.
    public var negative: [String] = []
    /// How far the guided prediction is scaled back to the standard deviation of the one with the prompt, from 0 to 1
    /// (Lin et al. 2023, section 3.4).
    public var guidanceRescale = 0.0
    /// How many of the text encoder's last layers are left out, beyond those that the model always leaves out.
    public var clipSkip = 0
    /// What XL is told of the picture's size; nil takes the size of the picture itself.
    public var sizes: PictureSizes?
    public var steps = 50
    /// How far to go from the unguided prediction towards the guided one; 1 or less samples without guidance.
    public var guidance = 7.5
    /// Height and width in pixels, multiples of the autoencoder's factor; nil takes what the model was trained on.
    public var size: (height: Int, width: Int)?
    /// Seeds the noise of the first latents: `RandomStream(seed:)`, normal, in the order (batch, y, x, channel).
    public var seed: UInt64 = 0
    /// In the place of `steps`: timesteps to visit, falling (rising for `ddim_inverse`), from 0 to the last of training.
    public var timesteps: [Double]?
    /// One of `SchedulerConfiguration.choices`; nil takes the model's own.
    public var scheduler: String?
    /// What to put over the model's `scheduler_config.json`, by diffusers' keys.
    public var schedulerSettings: [String: JSON] = [:]
    /// Only for `ddim`: 0 is deterministic, 1 draws noise at every step (stream 1 + step of the same seed, as all
    /// schedulers do that draw noise).
    public var eta = 0.0
    /// Unit noise of the first latents instead of the seed's: axes by name, or (batch, channel, height, width) unnamed.
    public var noise: Tensor?
    /// Begins from this picture (⟨y, x, channel⟩ or with ⟨batch⟩, 0 to 1) instead of from noise alone.
    public var image: Tensor?
    /// With `image`: the share of the steps that is done; 1 keeps nothing of it.
    public var strength = 0.8
    /// With `image`: where to paint, 1 to change and 0 to keep, ⟨y, x⟩ of the picture.
    public var mask: Tensor?
    /// Keeps the latents of every step.
    public var keepsTrajectory = false
    /// What looks at the UNet during a step.
    public var forward: ((StepInfo) throws -> Forward)?
    /// What looks at the text encoder; called once for the prompts and, with guidance, once for the negative ones.
    public var textForward: (() throws -> Forward)?
    /// Called after each step, for progress and previews.
    public var onStep: ((DenoisingStep) throws -> Void)?

    public init(prompts: [String]) { self.prompts = prompts }
    public init(_ prompt: String) { prompts = [prompt] }
}

/// Where a run is when the UNet is about to be called.
public struct StepInfo: Sendable {
    /// From 0; with `image`, counted from the first step that is done. A scheduler that calls the UNet more than once
    /// in a step counts each call.
    public var index: Int
    public var total: Int
    public var timestep: Double
    /// Rows of the batch axis that carry the negative prompt; empty without guidance.
    public var unguided: Range<Int>
    /// Rows of the batch axis that carry the prompts.
    public var guided: Range<Int>
}

/// What one step made.
public struct DenoisingStep: Sendable {
    public var index: Int
    public var total: Int
    public var timestep: Double
    /// ⟨batch, y, x, channel⟩ after the step.
    public var latents: Tensor
    /// The clean latents that the prediction implies: a preview, once decoded.
    public var original: Tensor
}

/// What a run gave.
public struct SamplingResult: Sendable {
    /// One picture a prompt, ⟨y, x, channel⟩ from 0 to 1.
    public var images: [Tensor]
    /// ⟨batch, y, x, channel⟩ of the last step that was done.
    public var latents: Tensor
    /// ⟨step, batch, y, x, channel⟩: the first latents and those after each step; nil unless asked for.
    public var trajectory: Tensor?
    /// Of the steps that were done.
    public var timesteps: [Double]
    /// How many steps there were to do.
    public var total: Int
    /// The prompts as tokens.
    public var texts: [TokenizedText]
    public var negative: [TokenizedText]
    /// `ddim`, `euler`.
    public var scheduler: String
    /// False where an interrupt ended the run early.
    public var isComplete: Bool
}

extension Problem {
    static func sampling(_ word: String, _ message: String, help: String? = nil) -> Problem {
        Problem("sample.\(word)", message, help: help)
    }
}
