import Glibc

/// How the floats of one column are written: all with the same number of decimals, or all with an exponent.
enum NumberStyle: Equatable {
    case fixed(decimals: Int)
    case exponent(digits: Int)

    /// A style in which the given numbers can be told apart: `digits` significant digits for the largest, an exponent
    /// where that would take more than eight decimals or more than nine places before the point.
    init(for numbers: some Sequence<Double>, digits: Int = 4) {
        var largest = 0.0
        var least = Double.infinity
        var areWhole = true
        let finite = numbers.filter(\.isFinite)
        for number in finite where number != 0 {
            largest = max(largest, abs(number))
            least = min(least, abs(number))
            areWhole = areWhole && number == number.rounded()
        }
        if largest >= 1e9 || (largest > 0 && largest < 1e-4) {
            self = .exponent(digits: digits - 1)
        } else if areWhole {
            self = .fixed(decimals: 1)
        } else {
            func magnitude(_ number: Double) -> Int { Int(log10(number).rounded(.down)) }
            // A column up to 1 keeps its four decimals even where one entry is 1.
            let decimals = min(max(digits - 1 - max(magnitude(largest), -1), 1), 8)
            // The smallest one is not to look like nothing, unless that would take many more.
            let wanted = min(max(decimals, 1 - magnitude(least)), decimals + 2, 8)
            self = .fixed(decimals: NumberStyle.needed(finite, most: wanted))
        }
    }

    /// Without the zeros that would end every number.
    private static func needed(_ numbers: [Double], most: Int) -> Int {
        var decimals = 1
        for number in numbers where decimals < most {
            let zeros = formatted("%.\(most)f", number).utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
            decimals = max(decimals, most - min(zeros, most))
        }
        return decimals
    }

    func text(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        switch self {
        case .fixed(let decimals):
            let text = formatted("%.\(decimals)f", number)
            let isLost = number != 0 && !text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
            return isLost ? formatted("%.0e", number) : text
        case .exponent(let digits): return formatted("%.\(digits)e", number)
        }
    }
}

/// Numbers as one column: points below one another, with blanks on both sides. Whatever has an exponent or is no number
/// ends where the longest fraction does.
func alignedAtPoint(_ cells: [String]) -> [String] {
    func isPlain(_ cell: String) -> Bool {
        cell.utf8.allSatisfy { (0x2D...0x2E).contains($0) || (0x30...0x39).contains($0) }
    }
    func split(_ cell: String) -> (whole: Substring, rest: Substring) {
        let point = cell.firstIndex(of: ".") ?? cell.endIndex
        return (cell[..<point], cell[point...])
    }
    let parts = cells.filter(isPlain).map(split)
    let rest = parts.map(\.rest.count).max() ?? 0
    let whole = max(
        parts.map(\.whole.count).max() ?? 0, (cells.map { displayWidth(of: $0) }.max() ?? 0) - rest)
    return cells.map { cell in
        guard isPlain(cell) else { return pad(cell, to: whole + rest, .right) }
        let part = split(cell)
        return pad(String(part.whole), to: whole, .right) + pad(String(part.rest), to: rest)
    }
}

/// `number` with four significant digits and no more zeros than needed: `0.25`, `12.4`, `1.2e-07`; whole digits are
/// never lost below a thousand million.
func shortNumber(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if abs(number) < 1e9, number == number.rounded() { return formatted("%.0f", number) }
    return formatted((1000..<1e7).contains(abs(number)) ? "%.1f" : "%.4g", number)
}

private func formatted(_ format: String, _ number: Double) -> String {
    withVaList([number]) { arguments in
        var buffer = [CChar](repeating: 0, count: 64)
        let count = vsnprintf(&buffer, buffer.count, format, arguments)
        return String(decoding: buffer.prefix(max(0, min(Int(count), 63))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
