/// An einsum pattern with its labels worked out for given ranks.
///
/// Labels are integers: a letter's scalar value, or a negative number for the axes that `...` stands for, counted
/// from the right so that they broadcast as NumPy's do.
struct EinsumPattern {
    var inputs: [[Int]]
    var output: [Int]

    /// - Throws: `einsum.pattern` with the place that is wrong.
    init(_ pattern: String, ranks: [Int]) throws {
        func problem(_ message: String) -> Problem {
            Problem(
                "einsum.pattern", "einsum(\"\(pattern.prefix(80))\"): \(message)",
                help: "a pattern looks like \"ij,jk->ik\": one letter an axis, one group an operand")
        }
        let text = pattern.filter { $0 != " " }
        var left = text
        var right: String?
        if let arrow = text.firstIndex(of: "-") {
            guard text[arrow...].hasPrefix("->") else { throw problem("a lone `-`") }
            left = String(text[..<arrow])
            right = String(text[arrow...].dropFirst(2))
        }
        let groups = left.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count == ranks.count else {
            throw problem("it names \(groups.count) operands and \(ranks.count) are given")
        }
        var hidden = 0
        inputs = []
        for (group, rank) in zip(groups, ranks) {
            let (before, after, hasDots) = try EinsumPattern.letters(group, problem)
            let named = before.count + after.count
            guard hasDots ? named <= rank : named == rank else {
                throw problem("\"\(group)\" names \(named) axes of an operand that has \(rank)")
            }
            let count = rank - named
            hidden = max(hidden, count)
            inputs.append(before + (0..<count).map { $0 - count } + after)
        }
        let dots = (0..<hidden).map { $0 - hidden }
        if let right {
            let (before, after, hasDots) = try EinsumPattern.letters(Substring(right), problem)
            output = before + (hasDots ? dots : []) + after
        } else {
            // Without an arrow: `...` first, then every letter that comes once, by the alphabet (capitals first).
            let all = inputs.joined().filter { $0 > 0 }
            output = dots + Set(all).filter { letter in all.count { $0 == letter } == 1 }.sorted()
        }
        let known = Set(inputs.joined())
        for label in output {
            guard known.contains(label) else {
                throw problem("the result names `\(EinsumPattern.word(label))`, no operand does")
            }
            guard output.count(where: { $0 == label }) == 1 else {
                throw problem("the result names `\(EinsumPattern.word(label))` twice")
            }
        }
    }

    private static func letters(
        _ group: Substring, _ problem: (String) -> Problem
    ) throws -> (before: [Int], after: [Int], hasDots: Bool) {
        var parts: [[Int]] = [[]]
        var rest = group.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == "." {
                guard rest.starts(with: "...".unicodeScalars), parts.count == 1 else {
                    throw problem("dots come as one `...` a group")
                }
                rest = rest.dropFirst(3)
                parts.append([])
                continue
            }
            guard scalar.isASCII, scalar.properties.isAlphabetic else { throw problem("`\(scalar)` is not a letter") }
            parts[parts.count - 1].append(Int(scalar.value))
            rest = rest.dropFirst()
        }
        return (parts[0], parts.count > 1 ? parts[1] : [], parts.count > 1)
    }

    /// The label as the pattern writes it.
    static func word(_ label: Int) -> String {
        label < 0 ? "..." : String(Unicode.Scalar(UInt8(clamping: label)))
    }
}
