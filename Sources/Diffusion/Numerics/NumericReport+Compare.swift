import Neural
import Tensors

extension NumericReport {
    /// Runs a model on the inputs of `goldens` and compares every text layer, module, attention map, denoising step
    /// and picture that the reference kept.
    ///
    /// - Parameter progress: told what is being compared.
    /// - Throws: what loading and running the model throws, `goldens.format`, `Interrupted`.
    public static func compare(
        _ model: DiffusionModel, with goldens: Goldens, progress: (String) -> Void = { _ in }
    ) throws -> NumericReport {
        var report = NumericReport(model: model.name)
        let factor = model.autoencoder.factor
        let shape = [
            goldens.prompts.count, goldens.height / factor, goldens.width / factor, model.unet.configuration.inChannels,
        ]
        let noise = try Tensor(goldens.values("input/noise"), shape: shape, axes: imageAxes)

        progress("text encoder")
        var watcher = GoldenWatcher(goldens, stage: "text", model.sites)
        // Without the prompt first, in the order of guidance.
        let read = Array(repeating: goldens.negative, count: goldens.prompts.count) + goldens.prompts
        let text = try model.encode(text: read, in: watcher.forward)
        try report.gather(watcher) { _ in "text" }
        try report.add(part: "text", key: "text/pooled", text.pooled.floats(), goldens.values("text/pooled"))
        if goldens.contains("text/states") {
            try report.add(part: "text", key: "text/states", text.states.floats(), goldens.values("text/states"))
        }

        progress("UNet")
        watcher = GoldenWatcher(goldens, stage: "unet", model.sites)
        let both = try Tensor(
            goldens.values("input/noise") + goldens.values("input/noise"), shape: [shape[0] * 2] + shape[1...])
        let timesteps = Array(repeating: Double(goldens.timestep), count: shape[0] * 2)
        let sizes = PictureSizes(of: (goldens.height, goldens.width))
        let added = model.unet.configuration.addition.map { _ in
            AddedConditioning(pooled: text.pooled, sizes: Array(repeating: sizes, count: read.count))
        }
        _ = try model.unet(both, timesteps: timesteps, text: text.states, added: added, in: watcher.forward)
        try report.gather(watcher) { $0.kind == .output ? "unet" : "attention" }

        for name in ["ddim", "euler"] {
            progress(name)
            try report.compareRun(model, goldens, scheduler: name, noise: noise)
        }

        progress("autoencoder")
        let pictureShape = [1, goldens.height, goldens.width, model.autoencoder.imageChannels]
        let picture = try Tensor(goldens.values("input/image"), shape: pictureShape, axes: imageAxes)
        watcher = GoldenWatcher(goldens, stage: "encode", model.sites)
        let encoded = try model.autoencoder.encode((picture * 2) - 1, noise: nil, in: watcher.forward)
        try report.gather(watcher) { _ in "encode" }
        try report.add(part: "encode", key: "encode/latents", encoded.floats(), goldens.values("encode/latents"))
        watcher = GoldenWatcher(goldens, stage: "decode", model.sites)
        let first = try Tensor(
            Array(goldens.values("input/noise").prefix(noise.count / shape[0])), shape: [1] + shape[1...])
        let decoded = try model.autoencoder.decode(first, in: watcher.forward)
        try report.gather(watcher) { _ in "decode" }
        try report.add(
            part: "decode", key: "decode/image", goldens.thinned(decoded, like: "decode/image"),
            goldens.values("decode/image"))
        return report
    }

    /// One whole run from the same noise, step by step.
    private mutating func compareRun(
        _ model: DiffusionModel, _ goldens: Goldens, scheduler: String, noise: Tensor
    ) throws {
        var request = SamplingRequest(prompts: goldens.prompts)
        request.negative = goldens.unsaid.contains(scheduler) ? [] : [goldens.negative]
        request.steps = goldens.steps
        request.guidance = goldens.guidance
        request.size = (goldens.height, goldens.width)
        request.scheduler = scheduler
        request.noise = noise
        let sampler = try Sampler(model, request)
        while let step = try sampler.next() {
            let key = "\(scheduler)/\(step.index)"
            try add(part: scheduler, key: key, step.latents.floats(), goldens.values(key))
        }
        let pictures = try model.decode(sampler.latents)
        let key = "\(scheduler)/image"
        try add(part: scheduler, key: key, goldens.thinned(pictures, like: key), goldens.values(key))
    }

    private mutating func gather(_ watcher: GoldenWatcher, part: (Site) -> String) throws {
        for (site, found) in watcher.found {
            let key = "\(watcher.stage)/\(site.path)"
            try add(part: part(site), key: key, found, watcher.goldens.values(key))
        }
        missing += watcher.missing
    }
}

/// Looks at every site that the reference has, keeping the values that it kept.
private final class GoldenWatcher: SiteVisitor {
    let goldens: Goldens
    let stage: String
    private(set) var found: [(Site, [Float])] = []
    private let wanted: [Site]
    private let table: SiteTable
    /// Keys that are no sites.
    let missing: [String]

    init(_ goldens: Goldens, stage: String, _ table: SiteTable) {
        self.goldens = goldens
        self.stage = stage
        self.table = table
        let paths = goldens.keys(of: stage)
        wanted = paths.compactMap { table.site(at: $0) }
        // These are compared as results, not as sites.
        missing = paths.filter { table.site(at: $0) == nil && !["pooled", "states", "latents", "image"].contains($0) }
            .map { "\(stage)/\($0)" }
    }

    var forward: Forward { Forward(table: table, wanted: wanted.map(\.id), visitor: self) }

    func visit(_ site: Site, _ value: Tensor) throws -> Tensor {
        found.append((site, try goldens.thinned(value, like: "\(stage)/\(site.path)")))
        return value
    }
}
