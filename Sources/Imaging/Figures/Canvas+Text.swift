import CCairo

extension Canvas {
    private func setFont(_ size: Double, bold: Bool) {
        cairo_select_font_face(
            context, Canvas.font, CAIRO_FONT_SLANT_NORMAL, bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, size)
    }

    /// The room that a text takes along its line.
    func width(of text: String, size: Double, bold: Bool = false) -> Double {
        setFont(size, bold: bold)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    /// Writes one line at (`x`, `y`). `upwards` turns it a quarter to the left around that point.
    func text(
        _ text: String, x: Double, y: Double, size: Double, _ alignment: Alignment = .left,
        anchor: Anchor = .baseline, color: Color = Canvas.ink, bold: Bool = false, upwards: Bool = false
    ) {
        let text = Canvas.oneLine(text)
        let room = width(of: text, size: size, bold: bold)
        let start =
            switch alignment {
            case .left: 0.0
            case .centre: -room / 2
            case .right: -room
            }
        // Half the height of a capital: the same for every text, so labels in a row stand on one line.
        let down = anchor == .middle ? size * 0.36 : 0
        cairo_save(context)
        cairo_translate(context, x, y)
        if upwards { cairo_rotate(context, -Double.pi / 2) }
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, 1)
        cairo_move_to(context, start, down)
        cairo_show_text(context, text)
        cairo_restore(context)
    }

    /// `text`, cut with an ellipsis where it is wider than `room`.
    func fitted(_ text: String, room: Double, size: Double, bold: Bool = false) -> String {
        let text = Canvas.oneLine(text)
        if width(of: text, size: size, bold: bold) <= room { return text }
        let characters = Array(text.prefix(2000))
        var (low, high) = (0, characters.count)
        while low < high {
            let middle = (low + high + 1) / 2
            let candidate = String(characters[..<middle]) + "…"
            if width(of: candidate, size: size, bold: bold) <= room { low = middle } else { high = middle - 1 }
        }
        while low > 0, characters[low - 1] == " " { low -= 1 }
        return String(characters[..<low]) + "…"
    }

    /// `text` broken at blanks into lines of at most `room`; a longer word is cut.
    func wrapped(_ text: String, room: Double, size: Double) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                let longer = line.isEmpty ? String(word) : "\(line) \(word)"
                if !line.isEmpty, width(of: longer, size: size) > room {
                    lines.append(line)
                    line = String(word)
                } else {
                    line = longer
                }
            }
            lines.append(fitted(line, room: room, size: size))
        }
        return lines
    }

    /// Control characters would be drawn as boxes, and a zero byte would end the text.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return text }
        var clean = ""
        clean.unicodeScalars.append(contentsOf: text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 })
        return clean
    }
}
