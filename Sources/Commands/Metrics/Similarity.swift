import Imaging
import Interpretability
import Runtime
import Tensors

/// The two pictures or tensors of a comparison as tensors of one shape, images from 0 to 1.
private func pictures(_ a: Value, _ b: Value) throws -> (Tensor, Tensor) {
    func tensor(_ value: Value) throws -> Tensor {
        if case .native = value { return try Image.from(value).rgb().tensor() }
        return try Tensor.from(value)
    }
    return (try tensor(a), try tensor(b))
}

struct SSIM: Command {
    static let caching: Caching? = Caching(version: 1, after: 0.05)
    static let name = "ssim", summary = "Structural similarity of two pictures: 1 where they are equal."
    static let discussion = "Gaussian window 11, σ 1.5 (Wang et al. 2004), as torchmetrics."
    static let searchTerms = ["structural similarity", "compare"]
    static let examples = [Example("ssim(test_image(), test_image()) > 0.9999", gives: "true")]
    @Argument("A picture.") var a: Value
    @Argument("A picture of the same size.") var b: Value
    @Option("The distance from the least to the greatest value.") var range = 1.0
    func run(in context: Context) throws -> Double {
        let (x, y) = try pictures(a, b)
        return try Metrics.ssim(x, y, range: range)
    }
}

struct MSSSIM: Command {
    static let caching: Caching? = Caching(version: 1, after: 0.05)
    static let name = "ms_ssim", summary = "Structural similarity over five scales."
    static let searchTerms = ["multiscale"]
    static let examples = [Example("ms_ssim(test_image(size=256px), test_image(size=256px)) > 0.9999", gives: "true")]
    @Argument("A picture.") var a: Value
    @Argument("A picture of the same size.") var b: Value
    @Option("The distance from the least to the greatest value.") var range = 1.0
    func run(in context: Context) throws -> Double {
        let (x, y) = try pictures(a, b)
        return try Metrics.msSSIM(x, y, range: range)
    }
}

struct PSNR: Command {
    static let name = "psnr", summary = "Peak signal to noise of two pictures in decibels; inf where they are equal."
    static let searchTerms = ["noise", "decibel"]
    static let examples = [Example("psnr(test_image(), test_image())", gives: "inf")]
    @Argument("A picture.") var a: Value
    @Argument("A picture of the same size.") var b: Value
    @Option("The distance from the least to the greatest value.") var range = 1.0
    func run(in context: Context) throws -> Double {
        let (x, y) = try pictures(a, b)
        return try Metrics.psnr(x, y, range: range)
    }
}
