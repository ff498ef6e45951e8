/// Changes to text at the seams of its words and signs, so that most results are nearly right and get far.
struct TextMutator {
    /// Words to put in: names, keywords, literals of the format.
    let dictionary: [String]

    /// The text in words, numbers, spaces and single signs; together they are the text again.
    static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            var end = start + 1
            let kind = kind(bytes[start])
            if kind != .sign { while end < bytes.count, self.kind(bytes[end]) == kind { end += 1 } }
            pieces.append(bytes[start..<end])
            start = end
        }
        return pieces
    }

    private enum Kind { case word, space, sign }

    private static func kind(_ byte: UInt8) -> Kind {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: .word
        case 0x20: .space
        default: .sign
        }
    }

    /// A text with one to six changes; a line or two of another text may come in.
    func mutate(_ text: [UInt8], other: [UInt8], _ random: inout Random) -> [UInt8] {
        var pieces = TextMutator.pieces(text)
        for _ in 0...random.below(6) { change(&pieces, other, &random) }
        var bytes = Array(pieces.joined())
        if random.once(in: 12) { ByteMutator.mutate(&bytes, other: other, &random) }
        return bytes
    }

    private func change(_ pieces: inout [ArraySlice<UInt8>], _ other: [UInt8], _ random: inout Random) {
        guard !pieces.isEmpty else { return pieces.append(word(&random)) }
        let place = random.below(pieces.count)
        switch random.below(8) {
        case 0: pieces.remove(at: place)
        case 1: pieces.insert(pieces[place], at: place)
        case 2: pieces[place] = word(&random)
        case 3: pieces.insert(word(&random), at: place)
        case 4: pieces.swapAt(place, random.below(pieces.count))
        case 5:
            let length = min(1 + random.below(12), pieces.count - place)
            pieces.removeSubrange(place..<place + length)
        case 6: pieces.insert(line(of: other, &random), at: place)
        default:
            let length = min(1 + random.below(30), pieces.count - place)
            let copy = Array(pieces[place..<place + length])
            pieces.insert(contentsOf: copy, at: random.below(pieces.count))
        }
    }

    private func word(_ random: inout Random) -> ArraySlice<UInt8> { Array((random.pick(dictionary) ?? "0").utf8)[...] }

    private func line(of text: [UInt8], _ random: inout Random) -> ArraySlice<UInt8> {
        let start = random.below(text.count)
        let begin = text[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
        return text[begin..<end]
    }
}
