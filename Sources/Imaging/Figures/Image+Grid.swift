import Tensors

/// A strip that shows which colour means which number, beside a figure.
public struct ColorBar: Sendable {
    public var colormap: Colormap
    /// What stands at the two ends.
    public var low: String
    public var high: String
    /// What the numbers are; written along the strip.
    public var title: String?

    public init(_ colormap: Colormap, low: String, high: String, title: String? = nil) {
        self.colormap = colormap
        self.low = low
        self.high = high
        self.title = title
    }
}

extension Image {
    /// Pictures side by side on white: a figure.
    ///
    /// Every picture gets a cell of one size and is brought to it in proportion. Pictures below 256 pixels are
    /// enlarged by a whole factor: smoothly (Lanczos) up to fourfold, as squares (nearest) beyond, where the pixels
    /// themselves are the message.
    /// - Parameters:
    ///   - titles: one a picture, above it, in the middle; a long one is cut with an ellipsis. May be fewer.
    ///   - columns: as many as make the figure about square where nil, all of them up to five.
    ///   - gap: pixels between cells.
    ///   - cell: the longer side of a cell, in pixels.
    ///   - rowTitles: one a row, on the left, read upwards.
    ///   - header: a line above everything. `caption`: text below everything.
    /// - Throws: `image.empty-grid`, `image.bad-size`, `image.too-large`.
    public static func grid(
        _ images: [Image], titles: [String] = [], columns: Int? = nil, gap: Int = 14, cell: Int? = nil,
        rowTitles: [String] = [], header: String? = nil, caption: String? = nil, colorBar: ColorBar? = nil,
        ground: Color = .white
    ) throws -> Image {
        guard !images.isEmpty else { throw Problem("image.empty-grid", "a grid needs at least one image") }
        if let columns, columns < 1 {
            throw Problem("image.bad-size", "a grid needs at least one column; found \(columns)")
        }
        if let cell, cell < 1 { throw Problem("image.bad-size", "a cell cannot have \(cell) pixels") }
        let layout = GridLayout(
            images, titles: titles, columns: columns, gap: max(gap, 0), cell: cell,
            rowTitled: !rowTitles.isEmpty)
        return try GridDrawing(
            layout: layout, titles: titles, rowTitles: rowTitles, header: header, caption: caption, colorBar: colorBar,
            ground: ground
        ).draw(images)
    }

    /// Pictures in one row, close together: the steps of a sampling run. `titles` may be fewer.
    /// - Parameter height: of each picture, in pixels.
    /// - Throws: as `grid`.
    public static func filmstrip(_ images: [Image], titles: [String] = [], height: Int = 128) throws -> Image {
        guard let first = images.first else {
            throw Problem("image.empty-grid", "a filmstrip needs at least one image")
        }
        guard height > 0 else { throw Problem("image.bad-size", "a picture cannot have \(height) pixels") }
        let longer = height * max(first.width, first.height) / first.height
        return try grid(images, titles: titles, columns: images.count, gap: 3, cell: max(longer, 1))
    }
}

/// Where everything lies in a grid, in pixels.
struct GridLayout {
    let columns: Int
    let rows: Int
    let cellWidth: Int
    let cellHeight: Int
    let gap: Int
    let textSize: Double
    /// Room above each row: none where the row has no titles.
    let titleHeights: [Int]
    let rowTitleWidth: Int
    let margin: Int

    init(_ images: [Image], titles: [String], columns: Int?, gap: Int, cell: Int?, rowTitled: Bool) {
        let widest = images.map(\.width).max() ?? 1
        let highest = images.map(\.height).max() ?? 1
        let longest = max(widest, highest)
        let factor = cell.map { Double($0) / Double(longest) } ?? Double(max((256 + longest - 1) / longest, 1))
        cellWidth = max(Int((Double(widest) * factor).rounded()), 1)
        cellHeight = max(Int((Double(highest) * factor).rounded()), 1)
        self.columns = min(columns ?? GridLayout.squarest(images.count), images.count)
        rows = (images.count + self.columns - 1) / self.columns
        self.gap = gap
        textSize = min(max(Double(max(cellWidth, cellHeight)) * 0.064, 11), 30).rounded()
        let (across, room) = (self.columns, Int(textSize * 1.75))
        titleHeights = (0..<rows).map { row in
            titles.dropFirst(row * across).prefix(across).contains { !$0.isEmpty } ? room : 0
        }
        rowTitleWidth = rowTitled ? Int(textSize * 1.9) : 0
        margin = max(gap, 8)
    }

    private static func squarest(_ count: Int) -> Int {
        if count <= 5 { return count }
        // The fewest empty cells among the widths near the square root.
        let root = Int(Double(count).squareRoot().rounded(.up))
        return (root...min(root + 2, 8)).min { a, b in
            let (emptyA, emptyB) = ((a - count % a) % a, (b - count % b) % b)
            return (emptyA, a) < (emptyB, b)
        } ?? root
    }

    var width: Int { columns * cellWidth + (columns - 1) * gap + rowTitleWidth }
    var height: Int { top(ofRow: rows - 1) + cellHeight }

    /// Where the pictures of a row begin, below the top of the grid.
    func top(ofRow row: Int) -> Int {
        titleHeights[...row].reduce(0, +) + row * (cellHeight + gap)
    }
}
