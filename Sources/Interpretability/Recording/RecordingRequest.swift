/// Which activations to keep, said before anything runs.
public struct RecordingRequest: Sendable, Equatable {
    /// What the patterns look for.
    public enum Kind: String, Sendable {
        /// The probabilities of attention modules; the patterns may name the modules.
        case attention
        /// Any site, by its own path.
        case activations
    }

    /// Which half of a batch with classifier-free guidance.
    public enum Guidance: String, Sendable, CaseIterable {
        case conditional = "cond"
        case unconditional = "uncond"
        case both

        /// The halves in the order of the `guidance` axis.
        var halves: [GuidanceHalf] {
            switch self {
            case .conditional: [.conditional]
            case .unconditional: [.unconditional]
            case .both: [.unconditional, .conditional]
            }
        }
    }

    /// Which positions of a `token` axis.
    public enum Tokens: Sendable, Equatable {
        /// Words or phrases of the prompt, each with its occurrence (from 0) where it occurs more than once.
        case words([Word])
        case positions([Int])

        public struct Word: Sendable, Equatable {
            public var text: String
            public var occurrence: Int?

            public init(_ text: String, occurrence: Int? = nil) {
                self.text = text
                self.occurrence = occurrence
            }
        }
    }

    public var kind: Kind
    /// Patterns for sites; see `SiteGlob`.
    public var patterns: [String]
    /// Steps from 0, negative from the end; nil for all.
    public var steps: [Int]?
    /// Heads from 0; nil for all.
    public var heads: [Int]?
    /// nil for all.
    public var tokens: Tokens?
    public var guidance: Guidance
    /// Axes to average while recording: `step`, `guidance`, `batch`, or an axis of the site such as `head`.
    public var over: [String]

    public init(
        _ kind: Kind, _ patterns: [String], steps: [Int]? = nil, heads: [Int]? = nil, tokens: Tokens? = nil,
        guidance: Guidance = .conditional, over: [String] = []
    ) {
        self.kind = kind
        self.patterns = patterns
        self.steps = steps
        self.heads = heads
        self.tokens = tokens
        self.guidance = guidance
        self.over = over
    }
}

/// One half of a guided batch.
public enum GuidanceHalf: String, Sendable {
    case unconditional = "uncond"
    case conditional = "cond"
}

/// What one row of a batch is.
public struct BatchRow: Sendable, Equatable {
    /// Which of the pictures that are made together, from 0.
    public var picture: Int
    public var half: GuidanceHalf

    public init(picture: Int, half: GuidanceHalf) {
        self.picture = picture
        self.half = half
    }
}
