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

    /// A text with changes. Half of the results have one or two words in the place of words of their kind, and so mostly
    /// run; the others have up to six changes of any sort, and a line of another text may come in.
    func mutate(_ text: [UInt8], other: [UInt8], _ random: inout Random) -> [UInt8] {
        var pieces = TextMutator.pieces(text)
        if random.once(in: 2) {
            for _ in 0...random.below(2) { exchange(&pieces, &random) }
            return Array(pieces.joined())
        }
        for _ in 0...random.below(random.once(in: 2) ? 2 : 6) { change(&pieces, other, &random) }
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

    /// A number for a number, a word for a word of the same text, a sign for a sign.
    private func exchange(_ pieces: inout [ArraySlice<UInt8>], _ random: inout Random) {
        let place = random.below(pieces.count)
        guard pieces.indices.contains(place), let first = pieces[place].first else { return }
        if (0x30...0x39).contains(first) {
            pieces[place] = Array((random.pick(TextMutator.numbers) ?? "0").utf8)[...]
            return
        }
        let kind = TextMutator.kind(first)
        let others = pieces.indices.filter { pieces[$0].first.map { TextMutator.kind($0) == kind } ?? false }
        pieces[place] = random.pick(others).map { pieces[$0] } ?? pieces[place]
    }

    private static let numbers = [
        "0", "1", "2", "3", "5", "16", "63", "64", "100", "1000", "65537", "2147483648", "9223372036854775807", "1e300",
        "0.1", "1e-300", "-1", "-2", "(0 - 9223372036854775807 - 1)",
    ]

    private func word(_ random: inout Random) -> ArraySlice<UInt8> { Array((random.pick(dictionary) ?? "0").utf8)[...] }

    private func line(of text: [UInt8], _ random: inout Random) -> ArraySlice<UInt8> {
        let start = random.below(text.count)
        let begin = text[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
        return text[begin..<end]
    }
}
