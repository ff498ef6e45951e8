import Imaging
import Tensors
import Testing

/// Decoding agrees with Pillow; what is damaged or lies is refused.
struct ReadingTests {
    struct Decoded: Decodable {
        var width: Int
        var height: Int
        var bytes: String

        var pixels: [UInt8] {
            let digits = bytes.utf8.map { $0 < 0x40 ? $0 - 0x30 : $0 - 0x57 }
            return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        }
    }

    @Test func everyKindOfFileDecodesAsInPillow() throws {
        let expected = try Fixture.json("decoded.json", as: [String: Decoded].self)
        #expect(expected.count == 20)
        for (name, wanted) in expected {
            let image = try Fixture.image(name)
            #expect(image.width == wanted.width && image.height == wanted.height, "\(name)")
            // Two decoders of JPEG may differ in the last bit of chroma upsampling.
            let tolerance = name.hasSuffix(".jpg") ? 2 : 0
            #expect(largestDifference(image.pixels, wanted.pixels) <= tolerance, "\(name)")
        }
    }

    @Test func sixteenBitsAreRoundedToEight() throws {
        let deep = try Fixture.image("grey16.png")
        let plain = try Fixture.image("grey.png")
        #expect(deep.channels == 1)
        #expect(largestDifference(deep.pixels, plain.pixels) <= 1)
    }

    @Test(arguments: ["rgb.png", "grey.png", "color.jpg", "progressive.jpg", "interlaced.png"])
    func everyPrefixIsOneProblem(name: String) throws {
        let bytes = try Fixture.bytes(name)
        // The last bytes of a JPEG may be the marker that ends it; all before are needed.
        for length in stride(from: 0, to: bytes.count - 8, by: 7) {
            let found = problem { try Image(decoding: Array(bytes[..<length]), name: name) }
            #expect(["image.corrupt", "image.unknown-format"].contains(found?.id), "\(name) cut at \(length)")
        }
    }

    @Test(arguments: ["rgb.png", "color.jpg", "palette.png", "turned6.jpg"])
    func flippedBytesNeverTrap(name: String) throws {
        let bytes = try Fixture.bytes(name)
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= UInt8(truncatingIfNeeded: position * 37 + 1) | 0x80
            do { _ = try Image(decoding: damaged) } catch is Problem {}
        }
    }

    @Test func largeHeadersAreRefusedBeforeAnyMemoryIsTaken() {
        #expect(problem { try Fixture.image("huge.png") }?.id == "image.too-large")
        #expect(problem { try Fixture.image("huge.png") }?.message.contains("100000×100000") == true)
        #expect(problem { try Fixture.image("liar.png") }?.id == "image.corrupt")
    }

    @Test(arguments: ["color.jpg", "progressive.jpg"])
    func headersOfJPEGsMayLieToo(name: String) throws {
        var bytes = try Fixture.bytes(name)
        // The frame header: marker, length, precision, height, width.
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && [0xC0, 0xC2].contains(bytes[$0 + 1]) })
        bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0x3E, 0x80, 0x3E, 0x80])
        #expect(problem { try Image(decoding: bytes) }?.message.contains("cannot hold 16000×16000 pixels") == true)
        bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xDC, 0xFF, 0xDC])
        #expect(problem { try Image(decoding: bytes) }?.id == "image.too-large")
    }

    @Test func halvesAreDamaged() {
        #expect(
            problem { try Fixture.image("cut.png") }?.message.hasSuffix("is a damaged PNG: the file ends too early")
                == true)
        #expect(problem { try Fixture.image("cut.jpg") }?.id == "image.corrupt")
    }

    @Test func otherFilesAreNamed() throws {
        let gif = problem { try Image(decoding: Array("GIF89a....".utf8), name: "a.gif") }
        #expect(gif?.id == "image.unknown-format")
        #expect(gif?.message == "a.gif is not an image that can be read: it looks like a GIF")
        #expect(gif?.notes == ["PNG and JPEG are read"])
        #expect(problem { try Image(decoding: []) }?.message.hasSuffix("it is empty") == true)
        let dicom = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        #expect(problem { try Image(decoding: dicom) }?.message.hasSuffix("it looks like DICOM") == true)
        #expect(problem { try Image.read(path: "/no/such.png") }?.id == "file.missing")
        #expect(problem { try Image.read(path: "/") }?.id == "file.unreadable")
        #expect(problem { try Image.read(path: "/dev/zero") }?.id == "file.unreadable")
    }
}
