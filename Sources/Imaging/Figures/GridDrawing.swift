import Tensors

/// Draws a grid of pictures by its layout.
struct GridDrawing {
    let layout: GridLayout
    let titles: [String]
    let rowTitles: [String]
    let header: String?
    let caption: String?
    let colorBar: ColorBar?
    let ground: Color

    private var ink: Color { ground.brightness < 0.5 ? .white : Canvas.ink }

    func draw(_ images: [Image]) throws -> Image {
        let margin = layout.margin
        let text = layout.textSize
        // A small canvas measures before the size is known.
        let ruler = try Canvas(width: 1, height: 1)
        let barWidth = colorBar.map { room(for: $0, ruler) } ?? 0
        let inner = layout.width + barWidth
        let headerHeight = header == nil ? 0 : Int(text * 2.2)
        let captionSize = max(text * 0.86, 10)
        let captionLines = caption.map { ruler.wrapped($0, room: Double(inner), size: captionSize) } ?? []
        let captionHeight =
            captionLines.isEmpty ? 0 : Int(captionSize * 1.45 * Double(captionLines.count) + captionSize * 0.9)
        let canvas = try Canvas(
            width: inner + 2 * margin, height: layout.height + headerHeight + captionHeight + 2 * margin, ground: ground
        )
        if let header {
            let line = canvas.fitted(header, room: Double(inner), size: text * 1.12, bold: true)
            canvas.text(
                line, x: Double(canvas.width) / 2, y: Double(margin) + text * 1.15, size: text * 1.12, .centre,
                color: ink,
                bold: true)
        }
        let top = margin + headerHeight
        for (index, image) in images.enumerated() {
            try Interrupt.check()
            try draw(image, title: index < titles.count ? titles[index] : "", index: index, top: top, on: canvas)
        }
        drawRowTitles(top: top, on: canvas)
        if let colorBar { draw(colorBar, x: margin + layout.width, top: top, on: canvas) }
        for (index, line) in captionLines.enumerated() {
            let y = Double(top + layout.height) + captionSize * (1.75 + 1.45 * Double(index))
            canvas.text(line, x: Double(margin), y: y, size: captionSize, color: ink)
        }
        return try canvas.image()
    }

    private func draw(_ image: Image, title: String, index: Int, top: Int, on canvas: Canvas) throws {
        let column = index % layout.columns
        let row = index / layout.columns
        let x = layout.margin + layout.rowTitleWidth + column * (layout.cellWidth + layout.gap)
        let y = top + layout.top(ofRow: row)
        if !title.isEmpty {
            let line = canvas.fitted(title, room: Double(layout.cellWidth), size: layout.textSize)
            canvas.text(
                line, x: Double(x) + Double(layout.cellWidth) / 2,
                y: Double(y) - layout.textSize * 0.56, size: layout.textSize, .centre, color: ink)
        }
        let scale = min(
            Double(layout.cellWidth) / Double(image.width), Double(layout.cellHeight) / Double(image.height))
        let width = max(Int((Double(image.width) * scale).rounded()), 1)
        let height = max(Int((Double(image.height) * scale).rounded()), 1)
        let isTiny = scale > 4 && scale == scale.rounded()
        let shown = try image.resized(width: width, height: height, method: isTiny ? .nearest : .lanczos)
        canvas.draw(
            shown, x: x + (layout.cellWidth - width) / 2, y: y + (layout.cellHeight - height) / 2)
    }

    private func drawRowTitles(top: Int, on canvas: Canvas) {
        for (row, title) in rowTitles.prefix(layout.rows).enumerated() {
            let middle = top + layout.top(ofRow: row) + layout.cellHeight / 2
            let line = canvas.fitted(title, room: Double(layout.cellHeight), size: layout.textSize)
            canvas.text(
                line, x: Double(layout.margin) + layout.textSize, y: Double(middle), size: layout.textSize, .centre,
                color: ink, upwards: true)
        }
    }

    // MARK: Colour bar

    private var barSize: Double { max(layout.textSize * 0.86, 10) }

    private func room(for bar: ColorBar, _ ruler: Canvas) -> Int {
        let labels = max(ruler.width(of: bar.low, size: barSize), ruler.width(of: bar.high, size: barSize))
        let title = bar.title == nil ? 0 : barSize * 1.5
        return Int(Double(layout.gap) + barSize * 1.5 + labels + title) + 1
    }

    /// As high as one cell, in the middle of all rows.
    private func draw(_ bar: ColorBar, x: Int, top: Int, on canvas: Canvas) {
        let height = layout.cellHeight
        let start = top + (layout.top(ofRow: 0) + layout.height - height) / 2
        let left = Double(x + layout.gap)
        let thick = barSize
        for row in 0..<height {
            let position = 1 - (Double(row) + 0.5) / Double(height)
            canvas.fill(
                x: left, y: Double(start + row), width: thick, height: 1, bar.colormap.color(at: position))
        }
        let labels = left + thick * 1.4
        canvas.text(bar.high, x: labels, y: Double(start) + barSize * 0.75, size: barSize, color: ink)
        canvas.text(bar.low, x: labels, y: Double(start + height), size: barSize, color: ink)
        if let title = bar.title {
            let line = canvas.fitted(title, room: Double(height) - 3 * barSize, size: barSize)
            canvas.text(
                line, x: labels + barSize * 0.8, y: Double(start) + Double(height) / 2, size: barSize, .centre,
                color: ink, upwards: true)
        }
    }
}
