import Diffusion
import Neural
import Tensors

/// What is known of a run before it starts: enough to price a recording and to label its axes.
public struct RunShape: Sendable {
    /// Height and width of the latents.
    public var latents: (y: Int, x: Int)
    /// The timestep of each step, in the order of the run.
    public var timesteps: [Double]
    /// How many pictures are made together.
    public var pictures: Int
    /// The prompts, one a picture; empty where the text is not known (embeddings were given).
    public var texts: [TokenizedText]
    /// What stands against them under guidance, one a picture; nil where the run has no guidance.
    public var negatives: [TokenizedText]?
    /// Tokens of a text.
    public var tokenCount: Int
    /// Whether each batch holds the unconditional half in front of the conditional one.
    public var isGuided: Bool
    /// Parts that run once a step; all others run once.
    public var steppedParts: Set<String> = ["unet", "transformer"]

    /// The parts whose sites are shown during this run, or the beginnings of their paths (`unet`, `vae.decoder`); nil for
    /// all of them. Sites elsewhere would never be seen, so
    /// asking for one is refused before anything runs.
    public var visitedParts: Set<String>?

    /// - Parameters:
    ///   - texts: one a picture.
    ///   - negatives: one a picture, or nil for a run without guidance.
    public init(
        latents: (y: Int, x: Int), timesteps: [Double], texts: [TokenizedText], negatives: [TokenizedText]? = nil
    ) {
        self.latents = latents
        self.timesteps = timesteps
        self.texts = texts
        self.negatives = negatives
        pictures = max(texts.count, 1)
        tokenCount = texts.first?.ids.count ?? 0
        isGuided = negatives != nil
    }

    /// A run whose texts are not known.
    public init(latents: (y: Int, x: Int), timesteps: [Double], pictures: Int, tokenCount: Int, isGuided: Bool) {
        self.latents = latents
        self.timesteps = timesteps
        self.pictures = pictures
        self.tokenCount = tokenCount
        self.isGuided = isGuided
        texts = []
        negatives = nil
    }

    /// The rows of a batch as diffusers lays them out: first the unconditional half, then the conditional one.
    public var rows: [BatchRow] {
        let conditional = (0..<pictures).map { BatchRow(picture: $0, half: .conditional) }
        return isGuided
            ? conditional.map { BatchRow(picture: $0.picture, half: .unconditional) } + conditional : conditional
    }

    func text(of row: BatchRow) -> TokenizedText? {
        let texts = row.half == .conditional ? self.texts : negatives ?? []
        return texts.indices.contains(row.picture) ? texts[row.picture] : texts.first
    }

    /// The labels of all tokens of one half; nil where the texts are not known or differ.
    func tokenLabels(_ half: GuidanceHalf) -> [String]? {
        let all = (0..<pictures).map { text(of: BatchRow(picture: $0, half: half))?.labels }
        guard let first = all.first, let labels = first, all.allSatisfy({ $0 == first }) else { return nil }
        return labels
    }

    /// Whether a site's part runs at every step.
    func isStepped(_ path: String) -> Bool { steppedParts.contains(String(path.prefix { $0 != "." })) }

    /// Of the sites that a pattern stands for, those that this run shows. - Throws: `sites.not-run` where none is.
    func visited(_ sites: [Site], _ pattern: String) throws -> [Site] { try sites.inParts(visitedParts, pattern) }
}

extension [Site] {
    /// The sites of some parts; all for nil. - Throws: `sites.not-run` where none is left.
    func inParts(_ parts: Set<String>?, _ pattern: String) throws -> [Site] {
        guard let parts else { return self }
        let shown = filter { site in parts.contains { site.path == $0 || site.path.hasPrefix($0 + ".") } }
        guard shown.isEmpty, let first else { return shown }
        throw Problem(
            "sites.not-run",
            "\"\(pattern)\" stands for `\(first.path)`, but here only \(parts.sorted().joined(separator: ", ")) can be looked into",
            help: "encode_text, encode and decode show the sites of the other parts")
    }
}
