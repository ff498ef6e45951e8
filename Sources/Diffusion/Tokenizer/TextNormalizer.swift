@_spi(_Unicode) import Swift
import Tensors

/// A text as CLIP's vocabulary knows it, where each scalar remembers the bytes of the prompt that it came from.
///
/// The steps are those of the normaliser of transformers' `CLIPTokenizer`: canonical composition (NFC), then the
/// lower case of each scalar by itself (a final sigma stays `σ`). Its third step, blanks to one blank, changes no
/// token: blanks are dropped when the text is split.
struct NormalText {
    private(set) var scalars: [Unicode.Scalar] = []
    /// Where each scalar's character begins in the prompt, in bytes of UTF-8.
    private(set) var starts: [Int] = []
    /// Where each scalar's character ends in the prompt.
    private(set) var ends: [Int] = []

    /// Normalises `text`, which begins at byte `offset` of the prompt.
    ///
    /// Composition never reaches beyond a grapheme cluster, so each character is composed alone.
    /// - Throws: `limit.memory`, `Interrupted`: a prompt may be of any length.
    init(_ text: Substring, offset: Int) throws {
        var position = offset
        var number = 0
        for character in text {
            if number & 0x3FFF == 0 {
                try Interrupt.check()
                try MemoryBudget.allow(0x4000 * 24)
            }
            number &+= 1
            let length = character.utf8.count
            if length == 1, let byte = character.utf8.first {
                let isUpper = byte >= 0x41 && byte <= 0x5A
                append(Unicode.Scalar(isUpper ? byte + 0x20 : byte), position, 1)
            } else {
                for scalar in Self.composed(character) {
                    for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower, position, length) }
                }
            }
            position += length
        }
    }

    /// NFC by the rules of Unicode 9, as in the tokenizers library: a mark that came later stays where it stands, and
    /// others are not moved across it.
    private static func composed(_ character: Character) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var run = String.UnicodeScalarView()
        for scalar in character.unicodeScalars {
            if (scalar.properties.age?.major ?? .max) <= 9 {
                run.append(scalar)
            } else {
                result += Array(String(run)._nfc) + [scalar]
                run = String.UnicodeScalarView()
            }
        }
        return result + Array(String(run)._nfc)
    }

    private mutating func append(_ scalar: Unicode.Scalar, _ position: Int, _ length: Int) {
        scalars.append(scalar)
        starts.append(position)
        ends.append(position + length)
    }

    /// The bytes of the prompt that a run of scalars came from.
    func source(of range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last, last < scalars.count else { return 0..<0 }
        return starts[first]..<max(starts[first], ends[last])
    }

    /// Where `pattern` first stands at or after `start`.
    func firstRange(of pattern: [Unicode.Scalar], from start: Int) -> Range<Int>? {
        guard !pattern.isEmpty, scalars.count >= pattern.count else { return nil }
        var index = start
        while index + pattern.count <= scalars.count {
            if has(pattern, at: index) { return index..<index + pattern.count }
            index += 1
        }
        return nil
    }

    func has(_ pattern: [Unicode.Scalar], at index: Int) -> Bool {
        guard index + pattern.count <= scalars.count else { return false }
        for step in pattern.indices where scalars[index + step] != pattern[step] { return false }
        return true
    }
}

/// What the tokenizer's pattern asks of a scalar: `\s`, `\p{L}`, `\p{N}` or anything else.
enum ScalarClass {
    case blank, letter, number, other

    /// Letters and digits are those of Unicode 16, as in the tokenizers library (0.23) behind transformers: what a
    /// later version added is `other` there. With this, all 1,112,064 scalars are classed alike.
    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            switch value {
            case 0x61...0x7A, 0x41...0x5A: self = .letter
            case 0x30...0x39: self = .number
            case 0x09...0x0D, 0x20: self = .blank
            default: self = .other
            }
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            self = Self.isKnown(properties) ? .letter : .other
        case .decimalNumber, .letterNumber, .otherNumber:
            self = Self.isKnown(properties) ? .number : .other
        default:
            self = properties.isWhitespace ? .blank : .other
        }
    }

    private static func isKnown(_ properties: Unicode.Scalar.Properties) -> Bool {
        (properties.age?.major ?? .max) <= 16
    }
}
