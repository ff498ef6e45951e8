/// Which of Stable Diffusion's architectures a model is; the details are in the parts' own settings.
public enum ModelKind: String, Sendable, CaseIterable {
    /// 1 and 2: one text encoder (Rombach et al. 2022).
    case stableDiffusion = "Stable Diffusion"
    /// Two text encoders, a pooled text and the picture's sizes (Podell et al. 2023).
    case stableDiffusionXL = "Stable Diffusion XL"

    /// diffusers' pipelines that have these parts and sample from noise and a text.
    var pipelines: [String] {
        switch self {
        case .stableDiffusion: ["StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline"]
        case .stableDiffusionXL: ["StableDiffusionXLPipeline", "StableDiffusionXLImg2ImgPipeline"]
        }
    }

    /// The folders of the tokenizers and text encoders.
    var towers: [(tokenizer: String, encoder: String)] {
        switch self {
        case .stableDiffusion: [("tokenizer", "text_encoder")]
        case .stableDiffusionXL: [("tokenizer", "text_encoder"), ("tokenizer_2", "text_encoder_2")]
        }
    }

    /// Which states the UNet reads when `skipped` more of the last layers are left out than usual.
    func layer(skipping skipped: Int) -> TextLayer {
        switch self {
        case .stableDiffusion: .normalised(skipping: skipped)
        case .stableDiffusionXL: .raw(skipping: skipped + 1)
        }
    }
}
