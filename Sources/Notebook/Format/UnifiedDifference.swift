/// Two texts compared line by line, written as `diff -u` does.
public struct UnifiedDifference: Sendable {
    /// Empty where the texts are the same.
    public let text: String
    /// Unchanged lines around a change.
    private static let context = 3
    /// Beyond this many lines that differ the comparison would take long: all of them are then shown as changed.
    private static let most = 4000

    public init(_ before: String, _ after: String, names: (String, String)) {
        let rows = UnifiedDifference.rows(UnifiedDifference.lines(before), UnifiedDifference.lines(after))
        var text = ""
        var (position, oldLine, newLine) = (0, 0, 0)
        for hunk in UnifiedDifference.hunks(rows) {
            let part = rows[hunk]
            for row in rows[position..<hunk.lowerBound] {
                oldLine += row.sign != "+" ? 1 : 0
                newLine += row.sign != "-" ? 1 : 0
            }
            let old = (oldLine, part.count { $0.sign != "+" })
            let new = (newLine, part.count { $0.sign != "-" })
            (position, oldLine, newLine) = (hunk.upperBound, oldLine + old.1, newLine + new.1)
            func range(_ range: (start: Int, count: Int)) -> String {
                "\(range.count == 0 ? range.start : range.start + 1),\(range.count)"
            }
            text += "@@ -\(range(old)) +\(range(new)) @@\n"
            for row in part {
                text += row.sign + row.text + (row.text.utf8.last == 0x0A ? "" : "\n\\ No newline at end of file\n")
            }
        }
        self.text = text.isEmpty ? "" : "--- \(names.0)\n+++ \(names.1)\n" + text
    }

    /// The changed lines alone: `- ` before the first's, `+ ` before the second's, blanks before common ones.
    public static func changes(_ before: String, _ after: String) -> [String] {
        rows(lines(before), lines(after)).map { row in
            row.sign + " "
                + (row.text.utf8.last == 0x0A ? String(decoding: row.text.utf8.dropLast(), as: UTF8.self) : row.text)
        }
    }

    private struct Row {
        var sign: String
        var text: String
    }

    /// With their line ends, so that a last line without one differs from one with.
    private static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        for byte in text.utf8 {
            line.append(byte)
            if byte == 0x0A {
                lines.append(String(decoding: line, as: UTF8.self))
                line = []
            }
        }
        if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    private static func rows(_ before: [String], _ after: [String]) -> [Row] {
        let head = zip(before, after).prefix { $0 == $1 }.count
        let tail = zip(before[head...].reversed(), after[head...].reversed()).prefix { $0 == $1 }.count
        let old = before[head..<(before.count - tail)]
        let new = after[head..<(after.count - tail)]
        var rows = before[..<head].map { Row(sign: " ", text: $0) }
        if old.count + new.count > most {
            rows += old.map { Row(sign: "-", text: $0) } + new.map { Row(sign: "+", text: $0) }
        } else {
            let difference = Array(new).difference(from: Array(old))
            var removed: Set<Int> = []
            var inserted: Set<Int> = []
            for change in difference {
                switch change {
                case .remove(let offset, _, _): removed.insert(offset)
                case .insert(let offset, _, _): inserted.insert(offset)
                }
            }
            var (i, j) = (0, 0)
            let (old, new) = (Array(old), Array(new))
            while i < old.count || j < new.count {
                if i < old.count, removed.contains(i) {
                    rows.append(Row(sign: "-", text: old[i]))
                    i += 1
                } else if j < new.count, inserted.contains(j) {
                    rows.append(Row(sign: "+", text: new[j]))
                    j += 1
                } else {
                    rows.append(Row(sign: " ", text: j < new.count ? new[j] : old[i]))
                    i += 1
                    j += 1
                }
            }
        }
        return rows + before[(before.count - tail)...].map { Row(sign: " ", text: $0) }
    }

    /// Ranges of rows with a change and the lines around it.
    private static func hunks(_ rows: [Row]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, row) in rows.enumerated() where row.sign != " " {
            let range = max(0, index - context)..<min(rows.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks
    }
}
