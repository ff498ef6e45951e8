import Tensors

extension Value {
    /// What a comparison of the language gives: `==`, `<`, `in`, `not in` and their kin; nil for another word.
    /// - Throws: where the two cannot be compared.
    public func compared(_ word: String, with other: Value) throws -> Value? {
        switch word {
        case "in": return .bool(try Membership.contains(other, self))
        case "not in": return .bool(try !Membership.contains(other, self))
        default: return try Comparison.Operator(rawValue: word).map { try Comparison.apply($0, self, other) }
        }
    }

    /// Where two values that should be equal differ first, in words; nil where that says no more than the values do.
    public func firstDifference(from other: Value) -> String? {
        switch (self, other) {
        case (.tensor(let a), .tensor(let b)):
            guard a.shape == b.shape else { return "the shapes are \(a.shape) and \(b.shape)" }
            guard a.rank > 0, let left = try? a.floats(), let right = try? b.floats() else { return nil }
            let differing = left.indices.filter { left[$0] != right[$0] }
            guard let first = differing.first else { return nil }
            return "they differ first at [\(Value.position(first, a.shape))]: \(left[first]) and \(right[first]);"
                + " \(differing.count) of \(left.count) elements differ"
        case (.list(let a), .list(let b)):
            for (index, pair) in zip(a, b).enumerated() where !pair.0.isEqual(to: pair.1) {
                return "they differ first at [\(index)]: \(pair.0.inBrief) and \(pair.1.inBrief)"
            }
            return a.count == b.count ? nil : "the lengths are \(a.count) and \(b.count)"
        case (.record(let a), .record(let b)):
            for (key, value) in a.fields {
                guard let match = b[key] else { return "only the left has the field \(key)" }
                if !value.isEqual(to: match) {
                    return "they differ in the field \(key): \(value.inBrief) and \(match.inBrief)"
                }
            }
            return b.fields.keys.first { a[$0] == nil }.map { "only the right has the field \($0)" }
        case (.table(let a), .table(let b)):
            guard a.columnNames == b.columnNames else {
                return
                    "the columns are \(a.columnNames.joined(separator: ", ")) and \(b.columnNames.joined(separator: ", "))"
            }
            guard a.rowCount == b.rowCount else { return "the tables have \(a.rowCount) and \(b.rowCount) rows" }
            for row in 0..<a.rowCount {
                for name in a.columnNames {
                    guard let x = a.columns[name]?[row], let y = b.columns[name]?[row], !x.isEqual(to: y) else {
                        continue
                    }
                    return "they differ first in row \(row), column \(name): \(x.inBrief) and \(y.inBrief)"
                }
            }
            return nil
        case (.string(let a), .string(let b)):
            guard a.string.count > 20 || b.string.count > 20 else { return nil }
            let same = zip(a.string, b.string).prefix { $0 == $1 }.count
            return "they differ from character \(same) on"
        default: return nil
        }
    }

    /// In one line that is not long.
    private var inBrief: String {
        let text = plainDisplay().split(whereSeparator: \.isNewline).joined(separator: " ")
        return text.count > 60 ? String(text.prefix(59)) + "…" : text
    }

    private static func position(_ index: Int, _ shape: [Int]) -> String {
        var rest = index
        var places: [String] = []
        for size in shape.reversed() where size > 0 {
            places.append(String(rest % size))
            rest /= size
        }
        return places.reversed().joined(separator: ", ")
    }
}
