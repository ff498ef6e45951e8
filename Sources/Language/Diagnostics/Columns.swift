/// Columns that text takes in a terminal.
///
/// East Asian wide and fullwidth characters and emoji take two, combining marks and joiners none (Unicode Standard
/// Annex 11; a grapheme is as wide as its widest scalar, an emoji sequence is one emoji).
public enum Columns {
    /// Of a text without line ends.
    public static func of(_ text: some StringProtocol) -> Int {
        // Nearly all texts are ASCII, where every byte is a column.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// Of one character; a control character takes none.
    public static func of(_ character: Character) -> Int {
        var widest = 0
        for scalar in character.unicodeScalars {
            // Variation selector 16 asks for the emoji picture.
            if scalar.value == 0xFE0F { return 2 }
            widest = max(widest, displayWidth(of: scalar))
        }
        return widest
    }
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
