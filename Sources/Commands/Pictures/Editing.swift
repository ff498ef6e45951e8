import Imaging
import Runtime
import Tensors

struct Picture: Command {
    static let name = "image", summary = "An image from a tensor ⟨y, x⟩ or ⟨y, x, channel⟩ of values between 0 and 1."
    static let searchTerms = ["fromarray", "PIL", "toimage"]
    static let examples = [Example("image(zeros([4, 6, 3]))", gives: "6×4 image")]
    @Argument("A tensor.") var pixels: Tensor
    func run(in context: Context) throws -> Image { try Image(pixels) }
}

struct Crop: Command {
    static let name = "crop", summary = "A part of an image: x, y, width, height in pixels from the upper left."
    static let searchTerms = ["slice", "region", "box"]
    static let examples = [Example("crop(test_image(), [0, 0, 32, 16])", gives: "32×16 image")]
    @Argument("An image.") var image: Image
    @Argument("[x, y, width, height].", unit: .pixels) var box: [Int]
    func run(in context: Context) throws -> Image {
        guard box.count == 4 else { throw Problem("box.size", "a box is [x, y, width, height], found \(box)") }
        return try image.cropped(x: box[0], y: box[1], width: box[2], height: box[3])
    }
}

struct Flip: Command {
    static let name = "flip", summary = "An image mirrored left to right, or top to bottom with axis=\"y\"."
    static let searchTerms = ["mirror"]
    static let examples = [Example("flip(test_image())", gives: "64×64 image")]
    @Argument("An image.") var image: Image
    @Option("The axis along which it is turned round.", from: ["x", "y"]) var axis = "x"
    func run(in context: Context) throws -> Image {
        try axis == "x" ? image.flippedHorizontally() : image.flippedVertically()
    }
}

struct Difference: Command {
    static let name = "difference",
        summary = "Where two images differ: the mean size of the difference of their channels, as a picture."
    static let searchTerms = ["diff", "compare", "subtract"]
    static let examples = [Example("difference(test_image(), flip(test_image()))", gives: "64×64 image")]
    @Argument("An image.") var a: Image
    @Argument("An image of the same size.") var b: Image
    @Option("Name of the colour scale.", from: Colormap.names) var colormap = "magma"
    func run(in context: Context) throws -> Image {
        guard a.width == b.width, a.height == b.height else {
            throw Problem(
                "image.size-mismatch", "the images differ in size: \(a.width)×\(a.height) and \(b.width)×\(b.height)",
                help: "resize one of them")
        }
        let distance = try Tensor.subtract(a.rgb().tensor(), b.rgb().tensor()).unary(.abs).mean(over: [2])
        return try Colormap.named(colormap).apply(distance, low: 0)
    }
}

struct TestImage: Command {
    static let name = "test_image", summary = "A small picture to try things on: a disc on a gradient."
    static let examples = [Example("test_image()", gives: "64×64 image")]
    @Option("Its side.", unit: .pixels) var size = 64
    func run(in context: Context) throws -> Image {
        guard (1...4096).contains(size) else {
            throw Problem("resize.size", "a side goes from 1 to 4096 pixels, found \(size)")
        }
        var pixels = [UInt8]()
        pixels.reserveCapacity(size * size * 3)
        for y in 0..<size {
            for x in 0..<size {
                let isInside = isInDisc(x, y, size)
                pixels += isInside ? [230, 90, 60] : [UInt8(60 + 120 * x / size), UInt8(120 + 80 * y / size), 200]
            }
        }
        return try Image(width: size, height: size, channels: 3, pixels: pixels)
    }
}

struct TestHeat: Command {
    static let name = "test_heat", summary = "A small heat map to try things on: high on the disc of `test_image()`."
    static let examples = [Example("test_heat().shape", gives: "[64, 64]")]
    @Option("Its side.", unit: .pixels) var size = 64
    func run(in context: Context) throws -> Tensor {
        guard (1...4096).contains(size) else {
            throw Problem("resize.size", "a side goes from 1 to 4096 pixels, found \(size)")
        }
        return try Tensor(Float.self, shape: [size, size], axes: [Axis("y"), Axis("x")]) { target in
            for index in target.indices {
                let (dx, dy) = (Float(index % size) / Float(size) - 0.6, Float(index / size) / Float(size) - 0.4)
                target[index] = 1 / (1 + 16 * (dx * dx + dy * dy) * (1 + 16 * (dx * dx + dy * dy)))
            }
        }
    }
}

private func isInDisc(_ x: Int, _ y: Int, _ size: Int) -> Bool {
    let (dx, dy) = (10 * x - 6 * size, 10 * y - 4 * size)
    return dx * dx + dy * dy < 4 * size * size
}
