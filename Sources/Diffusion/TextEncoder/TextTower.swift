import Neural
import Tensors

/// A tokenizer and the text encoder that reads its ids. Stable Diffusion has one, XL two.
public struct TextTower: Sendable {
    /// What its sites and its folder are called: `text_encoder`, `text_encoder_2`.
    public let name: String
    public let tokenizer: Tokenizer
    public let encoder: TextEncoder
}

/// Which of a text encoder's states the UNet reads.
public enum TextLayer: Sendable, Equatable {
    /// After so many of the last layers are left out, then through the last normalisation; `clip_skip` of Stable
    /// Diffusion counts them.
    case normalised(skipping: Int)
    /// The same without the normalisation. XL's UNets read the states before the last layer.
    case raw(skipping: Int)

    var skipped: Int {
        switch self {
        case .normalised(let count), .raw(let count): count
        }
    }
}
