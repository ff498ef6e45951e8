import Imaging
import Runtime
import Tensors

struct Grid: Command {
    static let name = "grid", summary = "Pictures in rows and columns on white, with titles."
    static let discussion =
        "Titles come from `titles=`, or from `overlay(…, title=)`. Small pictures are enlarged to `cell`."
    static let searchTerms = ["montage", "subplots", "make_grid", "figure"]
    static let examples = [Example("grid([test_image(), test_image()], columns=2, titles=[\"one\", \"two\"])")]
    @Argument("Images.") var pictures: [Value]
    @Option("Columns; about as many as rows where left out.") var columns: Int?
    @Option("A title for each picture.") var titles: [String] = []
    @Option("A title for each row, written at its left.") var rows: [String] = []
    @Option("One line over all.") var title: String?
    @Option("Text below all.") var caption: String?
    @Option("The longer side of a picture.", unit: .pixels) var cell: Int?

    func run(in context: Context) throws -> Image {
        let images = try pictures.map { try Image.from($0) }
        let kept = pictures.map { value -> String in
            if case .native(let object) = value, let titled = object as? TitledImage { return titled.title }
            return ""
        }
        let names = titles.isEmpty ? kept : titles
        guard names.allSatisfy(\.isEmpty) || names.count == images.count else {
            throw Problem("grid.titles", "\(names.count) titles for \(images.count) pictures")
        }
        return try Image.grid(
            images, titles: names.allSatisfy(\.isEmpty) ? [] : names, columns: columns, cell: cell, rowTitles: rows,
            header: title, caption: caption)
    }
}

struct Filmstrip: Command {
    static let name = "filmstrip", summary = "Pictures in one row: the slices of a tensor along an axis, or a list."
    static let searchTerms = ["sequence", "steps", "animation", "strip"]
    static let examples = [Example("filmstrip(stack([test_heat(), test_heat()], name=\"step\"))")]
    @Argument("A list of images, or a tensor with the axes y and x and one more.") var frames: Value
    @Option("At most so many, evenly spaced.") var count = 8
    @Option("Name of the colour scale, for tensors.", from: Colormap.names) var colormap = "magma"
    @Option("Height of a frame.", unit: .pixels) var height = 128
    @Option("A title for each frame.") var titles: [String] = []

    func run(in context: Context) throws -> Image {
        guard count >= 1 else { throw Problem("grid.columns", "a strip has at least one frame, found \(count)") }
        var labels = titles
        let all: [Value]
        if case .tensor(let tensor) = frames {
            guard tensor.rank == 3 else {
                throw Problem(
                    "filmstrip.axes", "a strip needs ⟨…, y, x⟩, found \(tensor.axesText)",
                    help: "average over the other axes first")
            }
            if labels.isEmpty { labels = tensor.axes[0].labels ?? [] }
            let scale = try Colormap.named(colormap)
            let low = Double(try tensor.min().floats()[0])
            let high = Double(try tensor.max().floats()[0])
            all = try Elements.of(frames).map { .native(try scale.apply(Tensor.from($0), low: low, high: high)) }
        } else {
            all = try Elements.of(frames)
        }
        let shown = min(count, all.count)
        let picked = (0..<shown).map { shown == 1 ? 0 : $0 * (all.count - 1) / (shown - 1) }
        let images = try picked.map { try Image.from(all[$0]) }
        let names = labels.count == all.count ? picked.map { labels[$0] } : []
        return try Image.filmstrip(images, titles: names, height: height)
    }
}
