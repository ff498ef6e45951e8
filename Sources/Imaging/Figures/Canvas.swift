import CCairo
import Tensors

/// A drawing surface: shapes and text through cairo, pictures pixel by pixel. Units are pixels, y goes down.
final class Canvas {
    enum Alignment { case left, centre, right }

    /// Where the given y lies in a line of text.
    enum Anchor { case baseline, middle }

    struct Point {
        var x: Double
        var y: Double
    }

    let width: Int
    let height: Int
    private let surface: OpaquePointer
    let context: OpaquePointer

    /// The font of all figures (package fonts-dejavu-core); where it lacks, fontconfig takes the nearest.
    static let font = "DejaVu Sans"
    /// Text and axes: nearly black.
    static let ink = Color(38, 38, 38)
    static let faint = Color(222, 222, 222)

    /// - Throws: `image.too-large`, for cairo draws up to 32767 pixels a side; `library.missing`.
    init(width: Int, height: Int, ground: Color = .white) throws {
        _ = try Image.byteCount(width: width, height: height, channels: 4)
        guard width <= 32767, height <= 32767 else { throw Problem.imageTooLarge(width: width, height: height) }
        if let problem = limn_cairo_load() { throw Problem("library.missing", String(cString: problem)) }
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
            throw Problem.imageTooLarge(width: width, height: height)
        }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw Problem.imageTooLarge(width: width, height: height)
        }
        self.width = width
        self.height = height
        self.surface = surface
        self.context = context
        cairo_select_font_face(context, Canvas.font, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        let options = cairo_font_options_create()
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
        fill(x: 0, y: 0, width: Double(width), height: Double(height), ground)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    // MARK: Shapes

    private func set(_ color: Color, _ opacity: Double = 1) {
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, opacity)
    }

    func fill(x: Double, y: Double, width: Double, height: Double, _ color: Color, opacity: Double = 1) {
        set(color, opacity)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    private func trace(_ points: [Point]) {
        for (index, point) in points.enumerated() {
            if index == 0 { cairo_move_to(context, point.x, point.y) } else { cairo_line_to(context, point.x, point.y) }
        }
    }

    func polygon(_ points: [Point], _ color: Color, opacity: Double = 1) {
        set(color, opacity)
        trace(points)
        cairo_close_path(context)
        cairo_fill(context)
    }

    func line(_ points: [Point], _ color: Color, width: Double, opacity: Double = 1) {
        set(color, opacity)
        cairo_set_line_width(context, width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        trace(points)
        cairo_stroke(context)
    }

    /// A frame whose lines lie just inside the rectangle.
    func frame(x: Double, y: Double, width: Double, height: Double, _ color: Color) {
        set(color)
        cairo_set_line_width(context, 1)
        cairo_rectangle(context, x + 0.5, y + 0.5, width - 1, height - 1)
        cairo_stroke(context)
    }

    func disc(_ centre: Point, radius: Double, _ color: Color, opacity: Double = 1) {
        set(color, opacity)
        cairo_arc(context, centre.x, centre.y, radius, 0, 2 * Double.pi)
        cairo_fill(context)
    }

    /// Draws only inside a rectangle until `body` returns.
    func clipped(x: Double, y: Double, width: Double, height: Double, _ body: () -> Void) {
        cairo_save(context)
        cairo_rectangle(context, x, y, width, height)
        cairo_clip(context)
        body()
        cairo_restore(context)
    }

    // MARK: Pixels

    /// Puts a picture with its top left corner at (`x`, `y`); what is transparent shows what is below.
    func draw(_ image: Image, x: Int, y: Int) {
        cairo_surface_flush(surface)
        guard let base = cairo_image_surface_get_data(surface) else { return }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let channels = image.channels
        image.pixels.withUnsafeBufferPointer { source in
            for row in max(0, -y)..<max(max(0, -y), min(image.height, height - y)) {
                for column in max(0, -x)..<max(max(0, -x), min(image.width, width - x)) {
                    let from = (row * image.width + column) * channels
                    // A word of RGB24 holds blue first in memory on a little-endian machine.
                    let to = base + (y + row) * stride + (x + column) * 4
                    let alpha = channels == 4 ? Int(source[from + 3]) : 255
                    for channel in 0..<3 {
                        let value = Int(source[from + (channels == 1 ? 0 : channel)])
                        to[2 - channel] = UInt8((value * alpha + Int(to[2 - channel]) * (255 - alpha) + 127) / 255)
                    }
                }
            }
        }
        cairo_surface_mark_dirty(surface)
    }

    /// What was drawn so far, three channels.
    func image() throws -> Image {
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        return try Image(width: width, height: height, channels: 3) { target in
            guard let base = cairo_image_surface_get_data(surface) else { return }
            for y in 0..<height {
                for x in 0..<width {
                    let from = base + y * stride + x * 4
                    for channel in 0..<3 { target[(y * width + x) * 3 + channel] = from[2 - channel] }
                }
            }
        }
    }
}
