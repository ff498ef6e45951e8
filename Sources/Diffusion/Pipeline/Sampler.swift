import Neural
import Tensors

/// A run of denoising, one step at each `next()`: the caller may stop, look and go on between any two.
///
/// `next` throws, so this is an iterator in all but the protocol, which cannot throw.
public final class Sampler {
    public let model: DiffusionModel
    public let request: SamplingRequest
    /// The prompts and, with guidance, the negative prompts.
    public let texts: EncodedText
    public let negative: EncodedText?
    /// ⟨batch, y, x, channel⟩ now.
    public private(set) var latents: Tensor
    /// Index of the next step, from 0.
    public private(set) var position = 0
    /// The timesteps of the steps there are.
    public let timesteps: [Double]
    public let schedulerName: String

    private let plan: any DenoisingPlan
    private var run: any DenoisingRun
    /// Calls of the plan that come before the first one done (with a picture to begin from).
    private let skipped: Int
    private let conditioning: Conditioning
    private let painting: Painting?

    /// What stays of the picture while the rest is painted.
    private struct Painting {
        /// ⟨batch, y, x, channel⟩, 1 where to paint.
        var mask: Tensor
        var clean: Tensor
        var noise: Tensor
    }

    /// Encodes the texts and makes the first latents.
    /// - Throws: `sample.…` for options that do not fit, `scheduler.unknown`, `model.shape`, `Interrupted`.
    public init(_ model: DiffusionModel, _ request: SamplingRequest) throws {
        self.model = model
        self.request = request
        guard (0...1).contains(request.guidanceRescale) else {
            throw Problem.sampling(
                "guidance-rescale", "guidance_rescale goes from 0 to 1; found \(request.guidanceRescale)")
        }
        let count = request.prompts.count
        guard count > 0 else { throw Problem.sampling("prompts", "there is no prompt to sample") }
        guard request.guidance.isFinite else {
            throw Problem.sampling("guidance", "guidance must be a number; found \(request.guidance)")
        }
        var scheduler = try model.scheduler.scheduler(named: request.scheduler, settings: request.schedulerSettings)
        if request.eta != 0 {
            guard var ddim = scheduler as? DDIMScheduler, (0...1).contains(request.eta) else {
                throw Problem.sampling("eta", "eta is for the scheduler ddim, from 0 to 1; found \(request.eta)")
            }
            ddim.eta = request.eta
            scheduler = ddim
        }
        schedulerName = model.scheduler.name(of: request.scheduler) ?? type(of: scheduler).name
        plan =
            try request.timesteps.map { try scheduler.plan(timesteps: $0) } ?? scheduler.plan(steps: request.steps)
        run = plan.begin()
        if plan.isInverse { try Sampler.allowInverse(request, schedulerName) }
        let others =
            request.guidance > 1
            ? try Sampler.spread(
                request.negative.isEmpty ? [""] : request.negative, over: count, what: "negative prompts")
            : nil
        let noise = try Sampler.firstNoise(model, request)
        let size = (noise.shape[1] * model.autoencoder.factor, noise.shape[2] * model.autoencoder.factor)
        let read = try model.conditioned(
            prompts: request.prompts, negative: others, isNegativeGiven: !request.negative.isEmpty,
            skipping: request.clipSkip, sizes: request.sizes ?? PictureSizes(of: size),
            in: request.textForward?() ?? .plain)
        (conditioning, texts, negative) = (read.conditioning, read.texts, read.negative)
        guard let image = request.image else {
            if request.mask != nil { throw Problem.sampling("mask", "mask= needs image=") }
            skipped = 0
            painting = nil
            timesteps = plan.timesteps
            let scale = plan.initialNoiseScale
            latents = try noise.map(Float.self) { $0 * scale }
            return
        }
        guard request.strength > 0, request.strength <= 1 else {
            throw Problem.sampling("strength", "strength is above 0 and at most 1; found \(request.strength)")
        }
        // As diffusers counts: the last ⌊steps · strength⌋ steps, at least one.
        let total = plan.starts.count
        skipped = plan.starts[total - max(1, min(Int(Double(total) * request.strength), total))]
        timesteps = Array(plan.timesteps[skipped...])
        let clean = try Sampler.repeated(model.encode(image: image), to: noise.shape)
        let mixture = plan.mixture(at: skipped)
        latents = try Tensor.mix(clean, mixture.signal, noise, mixture.noise)
        painting = try request.mask.map {
            Painting(mask: try Sampler.mask($0, like: noise), clean: clean, noise: noise)
        }
    }

    /// The next step; nil after the last.
    /// - Throws: `Interrupted` between and within steps (the latents are then those of the last step that ended),
    ///   and what visitors throw.
    public func next() throws -> DenoisingStep? {
        guard position < timesteps.count else { return nil }
        try Interrupt.check()
        let index = position + skipped
        let count = latents.shape[0]
        let isGuided = negative != nil
        let info = StepInfo(
            index: position, total: timesteps.count, timestep: timesteps[position],
            unguided: isGuided ? 0..<count : 0..<0, guided: isGuided ? count..<2 * count : 0..<count)
        let input = try plan.input(latents, at: index)
        let batch = isGuided ? try Tensor.joined(input, input) : input
        var output = try model.unet(
            batch, timesteps: Array(repeating: timesteps[position], count: batch.shape[0]),
            text: conditioning.states, added: conditioning.added, in: try request.forward?(info) ?? .plain)
        if isGuided {
            output = try Sampler.guided(output, by: request.guidance, rescale: request.guidanceRescale)
        }
        let noise =
            plan.drawsNoise
            ? try Sampler.drawn(seed: request.seed, stream: UInt64(1 + position), shape: latents.shape) : nil
        var advance = try run.advance(latents, output: output, at: index, noise: noise)
        if let painting { advance.next = try kept(painting, advance.next, after: index) }
        advance.next.axes = imageAxes
        advance.original.axes = imageAxes
        latents = advance.next
        let step = DenoisingStep(
            index: position, total: timesteps.count, timestep: timesteps[position], latents: advance.next,
            original: advance.original)
        position += 1
        return step
    }

    /// Puts back what the mask keeps, as noisy as the next step expects it.
    private func kept(_ painting: Painting, _ next: Tensor, after index: Int) throws -> Tensor {
        var known = painting.clean
        if index + 1 < plan.timesteps.count {
            let mixture = plan.mixture(at: index + 1)
            known = try Tensor.mix(painting.clean, mixture.signal, painting.noise, mixture.noise)
        }
        known.axes = imageAxes
        return try known + (next - known) * painting.mask
    }
}
