import Language
import Runtime

/// Columns that a text takes in a terminal; see `Columns`.
public func displayWidth(of text: some StringProtocol) -> Int { Columns.of(text) }

/// Columns of one character; a control character takes none.
func displayWidth(of character: Character) -> Int { Columns.of(character) }

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
func grouped(_ count: Int) -> String { NumberText.grouped(count) }
