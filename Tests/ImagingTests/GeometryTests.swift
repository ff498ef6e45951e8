import Imaging
import Tensors
import Testing

/// Resizing and cropping give the bytes that Pillow and torchvision give.
struct GeometryTests {
    struct Case: Decodable {
        var file: String
        var method: String
        var width: Int
        var height: Int
        var crc: UInt32
    }

    @Test func everyMethodAgreesWithPillow() throws {
        let cases = try Fixture.json("resized.json", as: [Case].self)
        #expect(cases.count == 83)
        for item in cases {
            let image = try Fixture.image(item.file)
            let result =
                switch item.method {
                case "squared":
                    try image.resizedShortSide(item.width).centreCropped(width: item.width, height: item.height)
                case "centre": try image.centreCropped(width: item.width, height: item.height)
                case "grey": try image.grey()
                default:
                    try image.resized(width: item.width, height: item.height, method: ResizeMethod.named(item.method))
                }
            #expect(result.width == item.width && result.height == item.height)
            #expect(crc32(result.pixels) == item.crc, "\(item.file) \(item.method) \(item.width)×\(item.height)")
        }
    }

    @Test func smallPicturesAreNotSquared() throws {
        let image = try Fixture.image("rgb.png")
        #expect(try image.squared(36) == image)
        #expect(try image.squared(35).width == 35)
        #expect(try image.squared(35).height == 35)
    }

    @Test func cropsAreChecked() throws {
        let image = try Fixture.image("rgb.png")
        let part = try image.cropped(x: 3, y: 5, width: 4, height: 2)
        #expect(part.pixels[0..<3] == image.pixels[(5 * 24 + 3) * 3..<(5 * 24 + 4) * 3])
        for (x, y, width, height) in [
            (-1, 0, 2, 2), (0, 0, 25, 2), (23, 0, 2, 2), (0, 35, 1, 2), (0, 0, 0, 1), (Int.max, 0, 1, 1),
        ] {
            #expect(problem { try image.cropped(x: x, y: y, width: width, height: height) }?.id == "image.bad-crop")
        }
    }

    @Test func flipsUndoThemselves() throws {
        let image = try Fixture.image("rgb.png")
        #expect(try image.flippedHorizontally() != image)
        #expect(try image.flippedHorizontally().flippedHorizontally() == image)
        #expect(try image.flippedVertically().flippedVertically() == image)
        #expect(try image.flippedVertically().pixels[0..<72] == image.pixels[(35 * 72)...])
    }

    @Test func fittingKeepsTheWholePicture() throws {
        let image = try Image(width: 10, height: 20, color: .white)
        let fitted = try image.fitted(width: 40, height: 40, ground: Color(1, 2, 3))
        #expect(fitted.pixels[0..<3] == [1, 2, 3])
        let middle = (20 * 40 + 10) * 3
        #expect(fitted.pixels[(middle - 3)..<(middle + 3)] == [1, 2, 3, 255, 255, 255])
    }

    @Test func transparencyShowsTheGround() throws {
        let image = try Image(
            width: 3, height: 1, channels: 4, pixels: [10, 20, 30, 0, 10, 20, 30, 255, 100, 100, 100, 128])
        #expect(try image.flattened(over: .white).pixels == [255, 255, 255, 10, 20, 30, 177, 177, 177])
    }

    @Test func methodsAreKnownByName() {
        #expect(problem { try ResizeMethod.named("cubic") }?.id == "image.unknown-method")
    }
}
