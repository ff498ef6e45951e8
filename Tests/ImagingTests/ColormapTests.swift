import Imaging
import Tensors
import Testing

struct ColormapTests {
    struct Samples: Decodable {
        var samples: [Double]
        var colors: [String: [[UInt8]]]
    }

    @Test func colorsAreMatplotlibs() throws {
        let expected = try Fixture.json("colormaps.json", as: Samples.self)
        #expect(expected.colors.count == 8)
        for (name, colors) in expected.colors {
            let map = try Colormap.named(name)
            #expect(map.colors.count == 256)
            // matplotlib's coolwarm interpolates a table of 33 of the colours that are computed here.
            let tolerance = name == "coolwarm" ? 3 : 0
            for (position, wanted) in zip(expected.samples, colors) {
                let color = map.color(at: position)
                let difference = largestDifference([color.red, color.green, color.blue], wanted)
                #expect(difference <= tolerance, "\(name) at \(position): \(color), \(wanted)")
            }
        }
    }

    @Test func namesAreChecked() throws {
        #expect(try Colormap.named("magma_r").colors == Colormap.magma.colors.reversed())
        #expect(problem { try Colormap.named("jet") }?.id == "colormap.unknown")
        #expect(problem { try Colormap.named("jet") }?.help?.contains("viridis") == true)
        #expect(problem { try Colormap.named("_r") }?.id == "colormap.unknown")
    }

    @Test func numbersBecomeColors() throws {
        let tensor = try Tensor([0, 1, 2, 4, .nan, .infinity] as [Float], shape: [2, 3])
        let image = try Colormap.grey.apply(tensor)
        #expect(image.channels == 3)
        #expect(stride(from: 0, to: 18, by: 3).map { image.pixels[$0] } == [0, 64, 128, 255, 160, 255])
        #expect(try Colormap.grey.apply(tensor, low: -1e300, high: 1e300).width == 3)
        #expect(problem { try Colormap.grey.apply(tensor, low: 1, high: 1) }?.id == "image.bad-range")
        let flat = try Tensor([5, 5] as [Float], shape: [1, 2])
        #expect(try Colormap.viridis.apply(flat).pixels.prefix(3) == [68, 1, 84])
    }
}
