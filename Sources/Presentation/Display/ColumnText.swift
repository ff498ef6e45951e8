/// The texts of one column, cut to a width so that those that differ still do, where there is room for it.
struct ColumnText {
    let cells: [String]
    let width: Int

    var shortened: [String] {
        let long = Set(cells.filter { displayWidth(of: $0) > width })
        var best: (count: Int, form: (String) -> String) = (0, plainly)
        // Characters that take two columns cannot be counted out.
        if long.count > 1, width >= 5, long.allSatisfy({ displayWidth(of: $0) == $0.count }) {
            for form in forms(long.map { Array($0) }) {
                let count = Set(long.map(form)).count
                if count > best.count { best = (count, form) }
                if count == long.count { break }
            }
        }
        return cells.map { long.contains($0) ? best.form($0) : $0 }
    }

    /// A path keeps both of its ends, a sentence its beginning.
    private func plainly(_ text: String) -> String {
        let isPath = width >= 12 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return isPath ? ends(of: text, head: (width - 1) / 2) : cut(text, to: width)
    }

    private func ends(of text: String, head: Int) -> String { text.prefix(head) + "…" + text.suffix(width - 1 - head) }

    /// The ways to write the texts, the most readable first.
    private func forms(_ long: [[Character]]) -> [(String) -> String] {
        var forms: [(String) -> String] = [plainly]
        // What hides the difference gives way: first what all texts share, then one end for the other.
        let (head, tail) = shared(long)
        let middle = (long.map(\.count).max() ?? 0) - head - tail
        if head + tail > 0, middle + 2 <= width { forms.append { whole($0, head, tail) } }
        let half = (width - 1) / 2
        for step in 0...half {
            for head in Set([half - step, min(half + step, width - 1)]).sorted() {
                forms.append { ends(of: $0, head: head) }
            }
        }
        return forms
    }

    /// How many characters all texts begin and end with, in whole words.
    private func shared(_ texts: [[Character]]) -> (head: Int, tail: Int) {
        guard let first = texts.first else { return (0, 0) }
        var (head, tail) = (first.count, first.count)
        for text in texts.dropFirst() {
            head = min(head, zip(first, text).prefix { $0 == $1 }.count)
            tail = min(tail, zip(first.reversed(), text.reversed()).prefix { $0 == $1 }.count)
        }
        func isSeparator(_ character: Character) -> Bool { "./_- ,".contains(character) }
        while head > 0, !isSeparator(first[head - 1]) { head -= 1 }
        while tail > 0, !isSeparator(first[first.count - tail]) { tail -= 1 }
        let shortest = texts.map(\.count).min() ?? 0
        return head + tail < shortest ? (head, tail) : (head, 0)
    }

    /// What stands between the shared ends, whole, and as much of these as there is room for.
    private func whole(_ text: String, _ head: Int, _ tail: Int) -> String {
        let middle = text.dropFirst(head).dropLast(tail)
        let room = width - middle.count
        if room >= head + tail { return text }
        if room > head { return text.prefix(head) + middle + "…" + text.suffix(room - head - 1) }
        if room > tail { return "…" + text.prefix(head).suffix(room - tail - 1) + middle + text.suffix(tail) }
        return "…" + middle + "…" + text.suffix(max(room - 2, 0))
    }
}
