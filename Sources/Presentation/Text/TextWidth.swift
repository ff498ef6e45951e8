/// Columns that a text takes in a terminal.
///
/// East Asian wide and fullwidth characters and emoji take two, combining marks and joiners none (Unicode Standard
/// Annex 11; a grapheme is as wide as its widest scalar, an emoji sequence is one emoji).
public func displayWidth(of text: some StringProtocol) -> Int {
    // Nearly all texts are ASCII, where every byte is a column.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + displayWidth(of: $1) }
}

/// Columns of one character; a control character takes none.
func displayWidth(of character: Character) -> Int {
    var widest = 0
    for scalar in character.unicodeScalars {
        // Variation selector 16 asks for the emoji picture.
        if scalar.value == 0xFE0F { return 2 }
        widest = max(widest, displayWidth(of: scalar))
    }
    return widest
}

private func displayWidth(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: return 1
    case 0..<0xA0: return 0
    case 0xAD: return 1
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
}

// East Asian Width W and F, by block.
private let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F320, 0x1F3FB...0x1F3FF,
    0x20000...0x3FFFD,
]

/// `text` in at most `width` columns, cut with an ellipsis.
public func cut(_ text: String, to width: Int) -> String {
    if displayWidth(of: text) <= width { return text }
    guard width > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
        let next = displayWidth(of: character)
        if used + next > width - 1 { break }
        result.append(character)
        used += next
    }
    return result + "…"
}

enum TextAlignment { case left, right }

/// `text` filled with blanks to `width` columns.
func pad(_ text: String, to width: Int, _ alignment: TextAlignment = .left) -> String {
    let blanks = String(repeating: " ", count: max(0, width - displayWidth(of: text)))
    return alignment == .left ? text + blanks : blanks + text
}

/// `text` on one line: line ends, tabs and other controls as escapes.
func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
        return text
    }
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x0A: result += "\\n"
        case 0x0D: result += "\\r"
        case 0x09: result += "\\t"
        case 0..<0x20, 0x7F...0x9F: result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// `12345678` as "12,345,678".
func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    var result = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
        result.append(digit)
    }
    return result
}
