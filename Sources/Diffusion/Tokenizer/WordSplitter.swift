/// The words of a prompt as its writer sees them, whatever pieces the vocabulary makes of them.
///
/// A word is a run of letters, marks and digits; an apostrophe, a hyphen or an underscore between two of them belongs
/// to it (`don't`, `t-shirt`), and so does a point or a comma between two digits (`3.5`). A run of other visible
/// signs that are not punctuation, such as an emoji, is a word too. Punctuation and blanks are not.
enum WordSplitter {
    /// Byte ranges of the words of `text`, in order.
    static func words(of text: String) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var current: (start: Int, kind: Kind)?
        var position = 0
        var before: Character?
        let characters = Array(text)
        func close(at end: Int) {
            if let open = current, open.kind != .hidden { words.append(open.start..<end) }
            current = nil
        }
        for (index, character) in characters.enumerated() {
            var kind = Kind(character)
            if kind == .punctuation, current?.kind == .text, let before, index + 1 < characters.count,
                joins(character, before, characters[index + 1])
            {
                kind = .text
            }
            switch (current?.kind, kind) {
            case (nil, .blank), (nil, .punctuation): break
            case (_, .blank), (_, .punctuation): close(at: position)
            case (nil, _): current = (position, kind)
            case (let open?, _) where open == kind || kind == .hidden: break
            default:
                close(at: position)
                current = (position, kind)
            }
            position += character.utf8.count
            before = character
        }
        close(at: position)
        return words
    }

    private static func joins(_ mark: Character, _ before: Character, _ after: Character) -> Bool {
        guard Kind(before) == .text, Kind(after) == .text else { return false }
        switch mark {
        case "'", "\u{2019}", "-", "\u{2010}", "\u{2011}", "_": return true
        case ".", ",": return before.isNumber && after.isNumber
        default: return false
        }
    }

    private enum Kind {
        case blank, text, punctuation, symbol
        /// Control and format characters: they neither make a word nor end one.
        case hidden

        init(_ character: Character) {
            guard let scalar = character.unicodeScalars.first else {
                self = .blank
                return
            }
            let properties = scalar.properties
            if properties.isWhitespace {
                self = .blank
                return
            }
            switch properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
                self = .text
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation:
                self = .punctuation
            case .control, .format: self = .hidden
            default: self = .symbol
            }
        }
    }
}
