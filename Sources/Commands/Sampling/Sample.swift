import Diffusion
import Imaging
import Interpretability
import Neural
import Runtime
import Tensors

struct Sample: Command {
    static let purity = Purity.seeded
    static let name = "sample", summary = "Makes pictures from prompts: a run, with all that was recorded on the way."
    static let discussion = """
        The words are diffusers': guidance above 1 leads away from the negative prompt, `steps` and `scheduler` say how \
        the noise is taken away. `record=` keeps activations, `edit=` replaces them; both name sites by pattern. The \
        same seed and settings give the same bits. Ctrl-C in a session ends the run early and keeps what is there.
        """
    static let searchTerms = ["generate", "txt2img", "pipeline", "img2img", "inpaint", "diffusion"]
    static let examples = [
        Example("sample(load(), \"a red heart\", steps=2, seed=1).image", gives: "128×128 image"),
        Example(
            "run = sample(load(), \"a fox\", steps=2, record=attention(\"*.attn2\", over=\"head\"))\nrun.attention.steps",
            gives: "[0, 1]"),
    ]
    static let caching: Caching? = Caching(version: 1)
    @Argument("A model.") var model: DiffusionModel
    @Argument("A prompt, or a list of them: one picture each.") var prompt: [String]
    @Option("What to lead away from: one for all, or one each.") var negative: [String] = []
    @Option("Steps of denoising.") var steps = 50
    @Option("In the place of steps=: the times to visit, falling, such as timesteps(model, 30, crowd=\"early\").")
    var timesteps: [Double]?
    @Option("How far to go from the unguided prediction towards the guided one; 1 is unguided.") var guidance = 7.5
    @Option("Scales the guided prediction back towards the spread of the unguided one, from 0 to 1.")
    var guidanceRescale = 0.0
    @Option("So many of the text encoder's last layers are left out, beyond those that the model always leaves out.")
    var clipSkip = 0
    @Option("Height and width of the picture; the model's own where left out.", unit: .pixels) var size: Value = .none
    @Option("For XL: height and width before the picture was scaled and cut; its size where left out.", unit: .pixels)
    var originalSize: Value = .none
    @Option("For XL: the corner [y, x] that was cut off; [0, 0] where left out.", unit: .pixels) var crop: Value = .none
    @Option("For XL: height and width that the model is told it makes.", unit: .pixels) var targetSize: Value = .none
    @Option("A whole number; the session's own where left out.") var seed: Int?
    @Option(
        "A name, or a record with a name and settings over the model's: {name: \"euler\", use_karras_sigmas: true}.",
        from: SchedulerConfiguration.choices)
    var scheduler: SchedulerChoice = SchedulerChoice()
    @Option("For ddim: 0 draws no noise on the way, 1 at every step.") var eta = 0.0
    @Option("The first noise instead of the seed's.") var noise: Tensor?
    @Option("So many pictures of one prompt.") var batch = 1
    @Option("A picture to begin from.") var image: Image?
    @Option("With image=: the share of the steps that is done.", unit: .percent) var strength = 0.8
    @Option("With image=: where to paint, ⟨y, x⟩, true to change.") var mask: Tensor?
    @Option("What to keep: attention(…), activations(…), or a list of them.") var record: [RequestValue] = []
    @Option("Functions that replace activations, by pattern: {\"mid_block\": x -> x * 0}.", completes: "site") var edit:
        Record = Record()
    @Option("Keep the latents of every step.") var trajectory = false

    /// What a run goes through; the encoder of pictures is looked into by `encode`.
    static let visitedParts: Set<String> = [
        "text_encoder", "text_encoder_2", "unet", "vae.decoder", "vae.post_quant_conv",
    ]

    func run(in context: Context) throws -> RunValue {
        let start = ContinuousClock.now
        let request = try request(context)
        let holder = Holder()
        let editor = try RunVisitors.editor(edit, model, context, parts: Self.visitedParts)
        var live = request
        live.forward = { info in try holder.forward(info) }
        live.textForward = { editor?.forward(model.sites) ?? .plain }
        let sampler = try Sampler(model, live)
        let texts = sampler.texts.tokens
        for note in Set(texts.compactMap(\.note)).sorted() { context.note(note) }
        let latents = (y: sampler.latents.shape[1], x: sampler.latents.shape[2])
        var shape = RunShape(
            latents: latents, timesteps: sampler.timesteps, texts: texts, negatives: sampler.negative?.tokens)
        shape.visitedParts = Sample.visitedParts
        let visitors = try RunVisitors(record: record, editor: editor, model: model, shape: shape)
        holder.use(visitors, shape, model)

        var kept = trajectory ? [try sampler.latents.withoutLoneBatch()] : []
        let (_, isComplete) = try interruptible(
            count: sampler.timesteps.count, title: "sample", in: context
        ) { (report, keep: (Int) -> Void) in
            while let step = try sampler.next() {
                if trajectory { kept.append(try step.latents.withoutLoneBatch()) }
                report(step.index + 1, "timestep \(Int(step.timestep))")
                keep(step.index)
            }
        }
        // The text encoder ran before the run's shape was known; what was asked of it is seen in a pass of its own.
        let prompted = shape.rows.filter { $0.half == .conditional }
        visitors.all.beginPart(rows: prompted)
        if visitors.recordsTextEncoder(model) {
            _ = try model.encode(text: request.prompts, in: visitors.all.forward(model.sites))
        }
        let (decoder, latentPictures) = (model, sampler.latents)
        let isLate = !isComplete && edit.count == 0 && !visitors.recordsAutoencoder(model)
        func pictures(_ forward: Forward) throws -> [Image] {
            let pixels = try decoder.decode(latentPictures, in: forward)
            return try (0..<pixels.shape[0]).map {
                try Image(pixels.selecting([IndexSpec(axis: nil, item: .index($0))]))
            }
        }
        let factor = model.autoencoder.factor
        if !isComplete { context.stopAfterThis() }
        let run = try RunValue(
            model: model, texts: texts, timesteps: Array(sampler.timesteps.prefix(sampler.position)),
            images: isLate ? [] : pictures(visitors.all.forward(model.sites)),
            latents: sampler.latents.withoutLoneBatch(),
            trajectory: kept.isEmpty ? nil : Tensor.stacked(kept, axis: 0, name: "step"),
            recording: visitors.finish(steps: sampler.position),
            requests: record, size: (latents.y * factor, latents.x * factor), isComplete: isComplete,
            pending: isLate ? { try pictures(.plain) } : nil)
        let passed = (ContinuousClock.now - start).components
        run.seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        return run
    }

    private func request(_ context: Context) throws -> SamplingRequest {
        guard (1...4096).contains(batch) else {
            throw Problem("sample.batch", "batch goes from 1 to 4,096 pictures at a time; found \(batch)")
        }
        guard batch == 1 || prompt.count == 1 else {
            throw Problem(
                "sample.batch",
                "batch= makes several pictures of one prompt; found \(batch) and \(prompt.count) prompts",
                help: "give a list of prompts instead")
        }
        var request = SamplingRequest(prompts: batch > 1 ? Array(repeating: prompt[0], count: batch) : prompt)
        request.negative = negative
        request.steps = steps
        request.guidance = guidance
        request.guidanceRescale = guidanceRescale
        request.clipSkip = clipSkip
        request.size = try model.pictureSize(size)
        request.sizes = try sizes()
        request.seed = UInt64(bitPattern: Int64(seed ?? Int(truncatingIfNeeded: context.seed)))
        request.timesteps = timesteps
        request.scheduler = scheduler.name
        request.schedulerSettings = scheduler.settings
        request.eta = eta
        request.noise = noise
        request.image = try image.map {
            try $0.rgb().resized(width: request.size?.width ?? $0.width, height: request.size?.height ?? $0.height)
                .tensor()
        }
        request.strength = strength
        request.mask = mask
        return request
    }

    /// What XL is told of sizes; nil where nobody said anything.
    private func sizes() throws -> PictureSizes? {
        let isGiven = [originalSize, crop, targetSize].contains { if case .none = $0 { false } else { true } }
        guard isGiven else { return nil }
        guard model.unet.configuration.addition != nil else {
            throw Problem(
                "sample.sizes",
                "original_size=, crop= and target_size= are for models that read sizes; this one is "
                    + "\(model.kind.rawValue)")
        }
        func pair(_ value: Value) throws -> (Int, Int) {
            let (y, x) = try pixelSizes(value, least: 0)
            return (y, x)
        }
        var sizes = PictureSizes(of: try model.pictureSize(size))
        if case .none = originalSize {} else { sizes.original = try pair(originalSize) }
        if case .none = targetSize {} else { sizes.target = try pair(targetSize) }
        if case .none = crop {} else { sizes.crop = try pair(crop) }
        return sizes
    }

    /// The seed, scheduler and size that the run really has.
    func settled(in context: Context) throws -> [String: Value] {
        var settled: [String: Value] = ["seed": .int(seed ?? Int(truncatingIfNeeded: context.seed))]
        if let value = scheduler.settled(model.scheduler) { settled["scheduler"] = value }
        if let size = try? model.pictureSize(size) { settled["size"] = [size.height, size.width].value }
        return settled
    }

    /// The visitors of a run, which are made when the run's timesteps are known.
    private final class Holder {
        private var state: (visitors: RunVisitors, shape: RunShape, model: DiffusionModel)?

        func use(_ visitors: RunVisitors, _ shape: RunShape, _ model: DiffusionModel) {
            state = (visitors, shape, model)
        }

        func forward(_ info: StepInfo) throws -> Forward {
            guard let state else { return .plain }
            state.visitors.all.beginStep(info.index, rows: state.shape.rows)
            return state.visitors.all.forward(state.model.sites)
        }
    }
}

extension DiffusionModel {
    /// Height and width from an option; the model's own for none. - Throws: `sample.size`.
    func pictureSize(_ value: Value) throws -> (height: Int, width: Int) {
        if case .none = value { return defaultSize }
        let (y, x) = try pixelSizes(value)
        let factor = autoencoder.factor
        guard y % factor == 0, x % factor == 0 else {
            throw Problem(
                "sample.size",
                "the sides of a picture are multiples of \(factor) pixels for this model; found \(x)×\(y)",
                help: "try \((x + factor - 1) / factor * factor)×\((y + factor - 1) / factor * factor)")
        }
        return (y, x)
    }
}
