import Foundation
import Imaging
import Tensors
import Testing

struct WritingTests {
    @Test(arguments: ["rgb.png", "grey.png", "rgba.png"])
    func whatIsWrittenIsReadBack(name: String) throws {
        let image = try Fixture.image(name)
        let bytes = try image.pngData()
        #expect(try Image(decoding: bytes) == image)
        #expect(try image.pngData() == bytes)
    }

    @Test func textsAreKept() throws {
        let texts = [("Title", "a plain text"), ("prompt", "ein Hund – 犬 🐕"), ("empty", ""), ("Title", "twice\nlines")]
        let bytes = try Fixture.image("rgb.png").pngData(text: texts)
        let found = try Image.pngText(in: bytes)
        #expect(found.map(\.0) == texts.map(\.0))
        #expect(found.map(\.1) == texts.map(\.1))
        #expect(try Image(decoding: bytes) == Fixture.image("rgb.png"))
        #expect(try Image.pngText(in: Fixture.bytes("grey.png")).isEmpty)
    }

    @Test func filesAreWritten() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "limn-\(UUID().uuidString).png").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let image = try Fixture.image("rgb.png")
        try image.write(path: path, text: [("a", "b")])
        #expect(try Image.read(path: path) == image)
    }

    @Test(arguments: ["", " leading", "trailing ", "two  blanks", "ключ", String(repeating: "k", count: 80)])
    func badKeywordsAreRefused(keyword: String) throws {
        let image = try Fixture.image("grey.png")
        #expect(problem { try image.pngData(text: [(keyword, "text")]) }?.id == "image.bad-text")
    }

    @Test func sizesAreChecked() {
        #expect(problem { try Image(width: 2, height: 2, channels: 3, pixels: [0]) }?.id == "image.bad-size")
        #expect(problem { try Image(width: 0, height: 2, channels: 3, pixels: []) }?.id == "image.bad-size")
        #expect(problem { try Image(width: 1, height: 1, channels: 2, pixels: [0, 0]) }?.id == "image.bad-size")
        #expect(problem { try Image(width: Int.max, height: 3, color: .white) }?.id == "image.too-large")
    }
}

struct TensorTests {
    @Test func imagesBecomeTensorsAndComeBack() throws {
        for name in ["rgb.png", "grey.png", "rgba.png"] {
            let image = try Fixture.image(name)
            let tensor = try image.tensor()
            #expect(tensor.shape == [image.height, image.width, image.channels])
            #expect(tensor.names == ["y", "x", "channel"])
            #expect(try Image(tensor) == image)
        }
    }

    @Test func numbersAreRoundedAndCut() throws {
        let tensor = try Tensor(
            [-1, 0, 0.5, 1, 2, .nan, .infinity, -.infinity, 0.001, 0.00197] as [Float], shape: [2, 5])
        // 0.5 · 255 = 127.5 goes to the even neighbour.
        #expect(try Image(tensor).pixels == [0, 0, 128, 255, 255, 0, 255, 0, 0, 1])
        #expect(try Image(Tensor([true, false], shape: [1, 2])).pixels == [255, 0])
        #expect(try Image(Tensor([Int64(-3), 7, 255, 256], shape: [2, 2])).pixels == [0, 7, 255, 255])
    }

    @Test func namedAxesAreBroughtIntoOrder() throws {
        let image = try Fixture.image("rgb.png")
        let tensor = try image.tensor()
        let turned = Tensor(
            storage: tensor.storage, dtype: .float32, shape: [1, 3, image.height, image.width],
            strides: [0, tensor.strides[2], tensor.strides[0], tensor.strides[1]],
            axes: [Axis("batch"), Axis("channel"), Axis("y"), Axis("x")])
        #expect(try Image(turned) == image)
    }

    @Test func otherShapesAreNoPictures() throws {
        for shape in [[3], [2, 2, 2], [2, 2, 2, 3], [0, 4], [4, 0, 3], []] {
            let tensor = try Tensor(Float.self, shape: shape) { $0.initialize(repeating: 0) }
            #expect(problem { try Image(tensor) }?.id == "image.not-a-picture", "\(shape)")
        }
        let planes = try Tensor(Float.self, shape: [3, 8, 8]) { $0.initialize(repeating: 0) }
        #expect(problem { try Image(planes) }?.help?.contains("rename") == true)
    }
}
