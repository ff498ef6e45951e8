import Neural
import Tensors

/// What the UNet is told besides latents and timestep.
public struct Conditioning: Sendable {
    /// ⟨batch, token, channel⟩: what cross-attention reads.
    public var states: Tensor
    /// What XL's UNet is told too.
    public var added: AddedConditioning?
}

/// A pooled text and the sizes of the picture (Podell et al. 2023, section 2.2).
public struct AddedConditioning: Sendable {
    /// ⟨batch, channel⟩
    public var pooled: Tensor
    /// One for each picture of the batch.
    public var sizes: [PictureSizes]
}

/// The sizes that XL was trained to read, in pixels.
public struct PictureSizes: Sendable, Equatable {
    /// Of the picture before it was scaled and cut.
    public var original: (height: Int, width: Int)
    /// The corner that was cut off.
    public var crop: (top: Int, left: Int) = (0, 0)
    public var target: (height: Int, width: Int)

    public init(of size: (height: Int, width: Int)) { (original, target) = (size, size) }

    /// In diffusers' order (`add_time_ids`).
    var numbers: [Double] {
        [original.height, original.width, crop.top, crop.left, target.height, target.width].map { Double($0) }
    }

    public static func == (a: PictureSizes, b: PictureSizes) -> Bool { a.numbers == b.numbers }
}

/// Texts ready for the UNet, and what they were.
struct ConditionedTexts {
    /// The negative texts followed by the prompts, in one batch, as diffusers orders them; without guidance the prompts.
    var conditioning: Conditioning
    var texts: EncodedText
    var negative: EncodedText?
}

extension DiffusionModel {
    /// Texts as a run needs them.
    /// - Parameters:
    ///   - negative: one each; nil without guidance.
    ///   - skipping: how many more of the last layers are left out for the prompts.
    ///   - isNegativeGiven: XL reads zeros where nobody gave a negative text.
    ///   - sizes: of each picture.
    func conditioned(
        prompts: [String], negative: [String]?, isNegativeGiven: Bool, skipping: Int = 0, sizes: PictureSizes,
        in forward: Forward = .plain
    ) throws -> ConditionedTexts {
        let texts = try encode(text: prompts, skipping: skipping, in: forward)
        guard let negative else {
            return ConditionedTexts(conditioning: conditioning(texts, sizes), texts: texts, negative: nil)
        }
        // As in diffusers: the negative text is read from the usual layer.
        var other = try encode(text: negative, in: forward)
        if kind == .stableDiffusionXL, zeroesEmptyNegative, !isNegativeGiven {
            other.states = try other.states.ready().map(Float.self) { _ in Float(0) }
            other.pooled = try other.pooled.ready().map(Float.self) { _ in Float(0) }
        }
        var both = texts
        both.states = try Tensor.joined(other.states, texts.states)
        both.states.axes = tokenAxes
        both.pooled = try Tensor.joined(other.pooled, texts.pooled)
        return ConditionedTexts(conditioning: conditioning(both, sizes), texts: texts, negative: other)
    }

    private func conditioning(_ text: EncodedText, _ sizes: PictureSizes) -> Conditioning {
        let added = unet.configuration.addition.map { _ in
            AddedConditioning(
                pooled: text.pooled, sizes: Array(repeating: sizes, count: text.states.shape.first ?? 0))
        }
        return Conditioning(states: text.states, added: added)
    }
}
