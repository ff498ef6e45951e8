import Imaging
import Tensors
import Testing

struct FigureTests {
    let picture: Image
    let heat: Tensor

    init() throws {
        picture = try Image(width: 64, height: 48, color: Color(90, 120, 60))
        heat = try Tensor(Float.self, shape: [12, 16], axes: [Axis("y"), Axis("x")]) { target in
            for y in 0..<12 {
                for x in 0..<16 {
                    let (dx, dy) = (Float(x) - 11.5, Float(y) - 5.5)
                    target[y * 16 + x] = max(0, 1 - (dx * dx + dy * dy) / 16)
                }
            }
        }
    }

    private func pixel(_ image: Image, _ x: Int, _ y: Int) -> [Int] {
        (0..<3).map { Int(image.pixels[(y * image.width + x) * 3 + $0]) }
    }

    @Test func coldRegionsKeepThePicture() throws {
        let result = try picture.overlaid(with: heat, colormap: .viridis, opacity: 0.7, fade: 1)
        #expect(pixel(result, 2, 2) == [90, 120, 60])
        // The peak of viridis is (253, 231, 37), mixed in by 70%.
        let peak = pixel(result, 47, 23)
        #expect(abs(peak[0] - 204) <= 3 && abs(peak[1] - 198) <= 3 && abs(peak[2] - 44) <= 3)
    }

    @Test func withoutFadingEveryPixelIsMixed() throws {
        let result = try picture.overlaid(with: heat, colormap: .viridis, opacity: 0.5, fade: 0)
        #expect(pixel(result, 2, 2) == [79, 60, 72])
        #expect(try picture.overlaid(with: heat, opacity: 0) == picture)
    }

    @Test func badArgumentsAreProblems() throws {
        #expect(problem { try picture.overlaid(with: heat, opacity: 1.5) }?.id == "image.bad-range")
        #expect(problem { try picture.overlaid(with: heat, opacity: .nan) }?.id == "image.bad-range")
        #expect(problem { try picture.overlaid(with: heat, fade: -1) }?.id == "image.bad-range")
        #expect(problem { try picture.overlaid(with: heat, low: 1, high: 0) }?.id == "image.bad-range")
        let cube = try Tensor(Float.self, shape: [2, 3, 4]) { $0.initialize(repeating: 0) }
        #expect(problem { try picture.outlined(mask: heat, width: 0) }?.id == "image.bad-range")
        #expect(problem { try picture.overlaid(with: cube) }?.id == "image.not-a-heat-map")
        let strange = try Tensor([Float.nan, .infinity, -.infinity, 1], shape: [2, 2])
        #expect(try picture.overlaid(with: strange).width == 64)
    }

    @Test func outlinesRunAlongTheMask() throws {
        let mask = try Tensor(Bool.self, shape: [48, 64]) { target in
            for index in target.indices { target[index] = index % 64 >= 32 }
        }
        let result = try picture.outlined(mask: mask, color: .white, width: 2)
        #expect(pixel(result, 31, 20)[0] > 200 && pixel(result, 32, 20)[0] > 200)
        #expect(pixel(result, 28, 20) == [90, 120, 60] && pixel(result, 36, 20) == [90, 120, 60])
    }

    @Test func gridsHoldEveryPictureAndTitle() throws {
        let images = try (0..<4).map { try Image(width: 64, height: 64, color: Color(UInt8($0 * 60), 10, 200)) }
        let plain = try Image.grid(images, columns: 2)
        let titled = try Image.grid(images, titles: ["one", "two"], columns: 2)
        #expect(plain.width == 2 * 256 + 3 * 14 && plain.height == plain.width)
        // Only the first row has titles, and only it has room for them.
        #expect(titled.height == plain.height + 28 && titled.width == plain.width)
        for (index, corner) in [(14, 14), (284, 14), (14, 284), (284, 284)].enumerated() {
            #expect(pixel(plain, corner.0 + 128, corner.1 + 128) == [index * 60, 10, 200])
        }
        #expect(pixel(plain, 2, 2) == [255, 255, 255])
        // Ink stands above the first two pictures and nowhere above the other two.
        func ink(_ image: Image, rows: Range<Int>) -> Int {
            rows.reduce(0) { sum, y in
                sum + (0..<image.width).count { pixel(image, $0, y)[1] < 100 && pixel(image, $0, y)[2] < 100 }
            }
        }
        #expect(ink(titled, rows: 14..<42) > 50)
        #expect(ink(titled, rows: 316..<338) == 0)
    }

    @Test func gridsAreChecked() throws {
        #expect(problem { try Image.grid([]) }?.id == "image.empty-grid")
        #expect(problem { try Image.filmstrip([]) }?.id == "image.empty-grid")
        #expect(problem { try Image.grid([picture], columns: 0) }?.id == "image.bad-size")
        #expect(problem { try Image.grid([picture], cell: 40_000) }?.id == "image.too-large")
        let endless = String(repeating: "very long title ", count: 5000) + "\0\u{1}🐕"
        #expect(try Image.grid([picture], titles: [endless, "unused"], header: endless, caption: "a\nb").width > 256)
    }

    @Test func filmstripsAreOneRow() throws {
        let strip = try Image.filmstrip([picture, picture, picture], titles: ["0", "1", "2"], height: 48)
        #expect(strip.width == 3 * 64 + 2 * 3 + 2 * 8)
    }
}
