import Imaging
import Runtime
import Tensors

extension CommandLibrary {
    static var tensorProducts: [any Command.Type] {
        [Matmul.self, Dot.self, Einsum.self, Convolve.self, Resize.self, Blur.self, CosineSimilarity.self]
    }
}

struct Matmul: Command {
    static let name = "matmul", summary = "The matrix product, as `a @ b`; leading axes are batches."
    static let searchTerms = ["mm", "bmm", "@"]
    static let examples = [Example("list(matmul([[1, 2]], [[3], [4]]))", gives: "[[11]]")]
    @Argument("A tensor.") var a: Tensor
    @Argument("A tensor.") var b: Tensor
    func run(in context: Context) throws -> Value { try scalarOrTensor(a.matmul(b)) }
}

struct Dot: Command {
    static let name = "dot", summary = "The sum of products of two tensors of one shape."
    static let searchTerms = ["inner"]
    static let examples = [Example("dot([1, 2], [3, 4])", gives: "11")]
    @Argument("A tensor.") var a: Tensor
    @Argument("A tensor.") var b: Tensor
    func run(in context: Context) throws -> Value {
        try scalarOrTensor(Tensor.multiply(a, b).sum(over: nil, keep: false))
    }
}

struct CosineSimilarity: Command {
    static let name = "cosine", summary = "The cosine of the angle between two tensors, taken as vectors."
    static let searchTerms = ["similarity", "cosine_similarity"]
    static let examples = [Example("cosine([1.0, 0.0], [2.0, 0.0])", gives: "1.0")]
    @Argument("A tensor.") var a: Tensor
    @Argument("A tensor.") var b: Tensor
    func run(in context: Context) throws -> Double {
        let x = try a.floats()
        let y = try b.floats()
        guard x.count == y.count else {
            throw Problem("tensor.shape-mismatch", "\(a.axesText) and \(b.axesText) have different numbers of elements")
        }
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for (p, q) in zip(x, y) {
            xy += Double(p) * Double(q)
            xx += Double(p) * Double(p)
            yy += Double(q) * Double(q)
        }
        return xx == 0 || yy == 0 ? .nan : xy / (xx * yy).squareRoot()
    }
}

struct Einsum: Command {
    static let name = "einsum", summary = "Sums of products over repeated letters: einsum(\"ij,jk->ik\", a, b)."
    static let searchTerms = ["contract", "tensordot", "trace"]
    static let isVariadic = true
    static let examples = [Example("einsum(\"ii->\", [[1.0, 2.0], [3.0, 4.0]])", gives: "5.0")]
    @Argument("Letters for the axes of each tensor, and of the result.") var pattern: String
    @Argument("The tensors.") var tensors: [Value]
    func run(in context: Context) throws -> Value {
        try scalarOrTensor(Tensor.einsum(pattern, tensors.map { try Tensor.from($0) }))
    }
}

struct Convolve: Command {
    static let name = "convolve",
        summary = "Cross-correlation of a picture with a kernel, as neural networks do it (torch's conv2d)."
    static let discussion = """
        The picture has the axes y, x and perhaps channel and batch. The kernel is ⟨y, x⟩, used on every channel by \
        itself, or (out, in, y, x) as state dicts have it.
        """
    static let searchTerms = ["conv2d", "filter", "correlate"]
    static let examples = [Example("convolve(ones([4, 4]), ones([3, 3]), padding=0)[0, 0]", gives: "9.0")]
    @Argument("The picture.") var x: Tensor
    @Argument("The kernel.") var kernel: Tensor
    @Option("Step in y and x.") var stride = 1
    @Option("Zeros around the picture; half the kernel where left out.") var padding: Int?

    func run(in context: Context) throws -> Tensor {
        let side = kernel.rank >= 2 ? kernel.shape[kernel.rank - 2] : 1
        let margin = padding ?? (side - 1) / 2
        return try x.convolved(
            with: kernel, window: ConvolutionWindow(stride: (stride, stride), padding: (margin, margin)))
    }
}

struct Resize: Command {
    static let name = "resize", summary = "A tensor or an image with another size on its axes y and x."
    static let discussion = """
        Tensors: equal to torch's interpolate with align_corners=false (`antialias=true` likewise), on the axes named \
        y and x, or the last two. Images: Pillow's filters, which average when they make smaller.
        """
    static let searchTerms = ["interpolate", "scale", "upsample", "zoom"]
    static let examples = [
        Example("resize(ones([2, 2]), size=[4, 6]).shape", gives: "[4, 6]"), Example("resize(test_image(), size=32px)"),
    ]
    @Argument("A tensor or an image.") var subject: Value
    @Option("[y, x], or one number for both.", unit: .pixels) var size: Value
    @Option("How values between pixels are made.", from: ["nearest", "bilinear", "bicubic", "area", "lanczos", "box"])
    var method = "bilinear"
    @Option("Average when making smaller.") var antialias = false

    func run(in context: Context) throws -> Value {
        let sizes = try pixelSizes(size)
        if case .native(let object) = subject, let image = object as? Image {
            return .native(
                try image.resized(width: sizes.x, height: sizes.y, method: Imaging.ResizeMethod.named(method)))
        }
        guard let interpolation = Tensors.ResizeMethod(rawValue: method) else {
            throw Problem(
                "resize.method", "\"\(method)\" is for images; a tensor takes nearest, bilinear, bicubic or area")
        }
        return .tensor(try Tensor.from(subject).resized(to: sizes, method: interpolation, antialias: antialias))
    }
}

/// `[y, x]`, or one number for both, as sizes of at least one pixel. - Throws: `resize.size`.
func pixelSizes(_ value: Value, least: Int = 1) throws -> (y: Int, x: Int) {
    let items = try [Value].from(value).map { item -> Int in
        if case .quantity(let quantity) = item {
            guard quantity.unit == "px", let pixels = Int(exactly: quantity.amount) else {
                throw Mismatch(expected: "a size in px", found: item.literal)
            }
            return pixels
        }
        return try Int.from(item)
    }
    guard (1...2).contains(items.count), items.allSatisfy({ $0 >= least && $0 <= 1 << 20 }) else {
        throw Problem(
            "resize.size",
            "a size is one number of pixels or [y, x], from \(least) to 1,048,576; found \(value.literal)")
    }
    return (items[0], items[items.count - 1])
}

struct Blur: Command {
    static let name = "blur", summary = "A Gaussian blur over the axes y and x."
    static let searchTerms = ["gaussian", "smooth"]
    static let examples = [Example("blur(ones([4, 4]), 1.0).shape", gives: "[4, 4]")]
    @Argument("A tensor.") var x: Tensor
    @Argument("Standard deviation in pixels.", unit: .pixels) var sigma: Double
    @Option("Kernel size, odd; 2·⌈3σ⌉+1 where left out.", unit: .pixels) var size: Int?

    func run(in context: Context) throws -> Tensor {
        guard sigma > 0, sigma < 1000 else {
            throw Problem("blur.sigma", "sigma lies between 0 and 1000 pixels, found \(sigma)")
        }
        let width = size ?? 2 * Int((3 * sigma).rounded(.up)) + 1
        guard width > 0, width % 2 == 1 else {
            throw Problem("blur.size", "the kernel's size is odd and positive, found \(width)")
        }
        return try x.blurred(kernel: (width, width), sigma: (sigma, sigma))
    }
}
