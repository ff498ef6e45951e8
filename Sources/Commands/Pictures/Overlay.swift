import Imaging
import Runtime
import Tensors

struct Overlay: Command {
    static let name = "overlay", summary = "Lay a heat map over an image."
    static let discussion = """
        The map is scaled from its smallest to its largest value (or from `low` to `high`) and resized to the image, \
        bicubic. Cold places let the picture through, hot places show the colour at the opacity given.
        """
    static let isTraced = true
    static let searchTerms = ["heatmap", "saliency", "imshow", "alpha"]
    static let examples = [Example("overlay(test_image(), test_heat(), opacity=60%)", gives: "64×64 image")]
    @Argument("The picture below.") var image: Image
    @Argument("Values over ⟨y, x⟩; resized to the image.") var heat: Tensor
    @Option("Name of the colour scale.", from: Colormap.names) var colormap = "magma"
    @Option("Strength of the map.", unit: .percent) var opacity = 0.6
    @Option("The value that is cold; the smallest where left out.") var low: Double?
    @Option("The value that is hot; the largest where left out.") var high: Double?
    @Option("Draw a line where the map, from 0 to 1, passes this height.") var contour: Double?
    @Option("A title, kept for `grid`.") var title: String?

    func run(in context: Context) throws -> Value {
        let result = try image.overlaid(
            with: heat, colormap: Colormap.named(colormap), opacity: opacity, low: low, high: high, contour: contour)
        return title.map { .native(TitledImage(image: result, title: $0)) } ?? .native(result)
    }
}

struct Outline: Command {
    static let name = "outline", summary = "Draw the border of a mask over an image."
    static let searchTerms = ["contour", "mask", "boundary"]
    static let examples = [Example("outline(test_image(), test_heat() > 0.5)", gives: "64×64 image")]
    @Argument("The picture below.") var image: Image
    @Argument("Bools over ⟨y, x⟩.") var mask: Tensor
    @Option("A colour's name or #rrggbb.") var colour = "white"
    func run(in context: Context) throws -> Image { try image.outlined(mask: mask, color: Color.named(colour)) }
}

struct Colour: Command {
    static let name = "colour", summary = "A tensor ⟨y, x⟩ as a picture in the colours of a scale."
    static let searchTerms = ["color", "colormap", "cmap", "imshow", "heat"]
    static let examples = [Example("colour(test_heat(), colormap=\"viridis\")", gives: "64×64 image")]
    @Argument("Values over ⟨y, x⟩.") var values: Tensor
    @Option("Name of the colour scale.", from: Colormap.names) var colormap = "magma"
    @Option("The value at the scale's lower end; the smallest where left out.") var low: Double?
    @Option("The value at its upper end; the largest where left out.") var high: Double?
    func run(in context: Context) throws -> Image {
        try Colormap.named(colormap).apply(values, low: low, high: high)
    }
}

struct ColourMaps: Command {
    static let name = "colormaps", summary = "The names of the colour scales."
    static let searchTerms = ["palette", "cmap"]
    static let examples = [Example("contains(colormaps(), \"magma\")", gives: "true")]
    func run(in context: Context) throws -> [String] { Colormap.names }
}
