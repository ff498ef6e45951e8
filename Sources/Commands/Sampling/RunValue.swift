import Diffusion
import Imaging
import Interpretability
import Runtime
import Tensors

/// What sampling, one pass of the UNet, or a text encoder gave, with all that was recorded on the way.
final class RunValue: NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "run"
    let model: DiffusionModel
    let texts: [TokenizedText]
    let timesteps: [Double]
    /// Empty where there are none, or where they cannot be made.
    var images: [Image] { (try? allImages()) ?? [] }
    private var made: [Image]
    /// Makes the pictures of a run that was stopped when somebody asks for them: who pressed Ctrl-C wants the prompt.
    private var pending: (() throws -> [Image])?
    let latents: Tensor?
    /// ⟨step, …⟩ where it was asked for.
    let trajectory: Tensor?
    /// The prediction of one pass, or the states of a text.
    let output: Tensor?
    let recording: Recording
    let requests: [RequestValue]
    /// Height and width in pixels.
    let size: (height: Int, width: Int)
    let isComplete: Bool
    /// How it was made; told by the call that made it.
    private(set) var origin: Provenance?
    /// It came out of the cache in this session, which its card says.
    private(set) var isCached = false
    /// How long the making took; nil where nobody looked at a clock.
    var seconds: Double?

    init(
        model: DiffusionModel, texts: [TokenizedText], timesteps: [Double], images: [Image], latents: Tensor?,
        trajectory: Tensor? = nil, output: Tensor? = nil, recording: Recording, requests: [RequestValue],
        size: (height: Int, width: Int)?, isComplete: Bool, pending: (() throws -> [Image])? = nil
    ) {
        self.model = model
        self.texts = texts
        self.timesteps = timesteps
        made = images
        self.pending = pending
        self.latents = latents
        self.trajectory = trajectory
        self.output = output
        self.recording = recording
        self.requests = requests
        self.size = size ?? model.defaultSize
        self.isComplete = isComplete
    }

    var fieldNames: [String] {
        [
            "image", "images", "latents", "trajectory", "output", "attention", "activations", "words", "prompt",
            "steps",
            "timesteps", "size", "complete", "provenance",
        ]
    }

    func names(of kind: String) -> [String] {
        switch kind {
        case "word":
            var seen = Set<String>()
            return texts.indices.flatMap(words).filter { seen.insert($0).inserted }
        case "site": return recording.names
        default: return []
        }
    }

    func field(_ name: String) throws -> Value? {
        switch name {
        case "image": try allImages().first.map { .native($0) } ?? Value.none
        case "images": .list(try allImages().map { .native($0) })
        case "latents": latents.map { .tensor($0) } ?? Value.none
        case "trajectory": trajectory.map { .tensor($0) } ?? Value.none
        case "output": output.map { .tensor($0) } ?? Value.none
        case "attention": .native(try kept(.attention))
        case "activations": .native(try kept(.activations))
        case "words": words(of: 0).value
        case "prompt": texts.count == 1 ? .string(texts[0].prompt) : texts.map(\.prompt).value
        case "steps": .int(timesteps.count)
        case "timesteps": .list(timesteps.map { Int(exactly: $0).map { .int($0) } ?? .float($0) })
        case "size": [size.height, size.width].value
        case "complete": .bool(isComplete)
        case "provenance": .record(origin?.record ?? Record())
        default: nil
        }
    }

    /// Tells the run, its pictures and its tensors how they were made. Called once, by whoever made the run.
    ///
    /// The call of a run that was stopped gives another picture, so that this is told with it.
    func tell(_ whole: Provenance) {
        let provenance =
            isComplete
            ? whole : whole.of(part: "", also: [("complete", .bool(false)), ("steps_done", .int(timesteps.count))])
        origin = provenance
        made = told(made)
        // The latents of one pass are the caller's own.
        if hasImages { latents?.storage.origin = provenance.of(part: ".latents") }
        trajectory?.storage.origin = provenance.of(part: ".trajectory")
        output?.storage.origin = provenance.of(part: ".output")
        for entry in recording.entries {
            let part =
                "\(entry.kind == .attention ? ".attention" : ".activations")[\(Value.string(entry.name).literal)]"
            entry.tensor.storage.origin = provenance.of(part: part)
        }
    }

    func markCached() { isCached = true }

    var hasImages: Bool { pending != nil || !made.isEmpty }

    /// - Throws: what decoding throws, where the pictures are still to be made.
    private func allImages() throws -> [Image] {
        guard let pending else { return made }
        made = told(try pending())
        self.pending = nil
        return made
    }

    /// Pictures that tell how they were made.
    private func told(_ images: [Image]) -> [Image] {
        guard let origin else { return images }
        return images.enumerated().map { index, image in
            if images.count == 1 { return image.from(origin.of(part: ".image")) }
            return image.from(origin.of(part: ".images[\(index)]", also: [("picture", .int(index))]))
        }
    }

    /// The words that a heat map can be asked for; one that stands several times has its number behind: `a[0]`, `a[1]`.
    func words(of picture: Int) -> [String] {
        guard texts.indices.contains(picture) else { return [] }
        let words = texts[picture].words
        let often = Set(words.filter { $0.occurrence > 0 }.map { $0.text.lowercased() })
        return words.map { often.contains($0.text.lowercased()) ? "\($0.text)[\($0.occurrence)]" : $0.text }
    }

    private func kept(_ kind: RecordingRequest.Kind) throws -> RecordingValue {
        let part = kind == .attention ? recording.attention : recording.activations
        guard !part.isEmpty else {
            let what = kind == .attention ? "attention" : "activations"
            throw Problem(
                "recording.none", "this run recorded no \(what)",
                help: kind == .attention
                    ? "sample with record=attention(\"*.attn2\")" : "sample with record=activations(\"mid_block\")")
        }
        let wanted = requests.map(\.request).filter { $0.kind == kind }
        let areAlike = wanted.allSatisfy { $0.tokens == wanted.first?.tokens && $0.heads == wanted.first?.heads }
        return RecordingValue(
            part, tokens: areAlike ? try tokens(of: wanted.first) : nil, heads: wanted.first?.heads,
            latents: (size.height / model.autoencoder.factor, size.width / model.autoencoder.factor), table: model.sites
        )
    }

    /// The positions on the prompt's token axis that a request kept, in order.
    private func tokens(of request: RecordingRequest?) throws -> [Int] {
        let all = Array(0..<(texts.first?.ids.count ?? 0))
        switch request?.tokens {
        case nil: return all
        case .positions(let positions)?: return positions.map { $0 < 0 ? $0 + all.count : $0 }
        case .words(let words)?:
            guard let text = texts.first else { return all }
            return try words.flatMap { try text.positions(of: $0.text, occurrence: $0.occurrence) }
        }
    }

    func display(width: Int) -> DisplayBundle {
        let prompt = texts.map { "\"\($0.prompt)\"" }.joined(separator: ", ")
        var facts = ["\(timesteps.count) \(timesteps.count == 1 ? "step" : "steps")"]
        if hasImages { facts.append("\(size.width)×\(size.height)") }
        if !recording.isEmpty {
            facts.append("\(recording.entries.count) sites recorded, \(describeBytes(recording.bytes))")
        }
        if !isComplete { facts.append("incomplete") }
        if isCached { facts.append("cached") }
        let picture = images.count > 1 ? try? Image.grid(images) : images.first
        let shown = picture?.display(width: width)
        return DisplayBundle(
            text: "run of \(model.name): \(prompt), \(facts.joined(separator: ", "))", png: shown?.png,
            raster: shown?.raster, card: card)
    }
}
