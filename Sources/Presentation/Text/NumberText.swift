import Glibc

/// How the floats of one column are written: all with the same number of decimals, or all with an exponent.
enum NumberStyle: Equatable {
    case fixed(decimals: Int)
    case exponent(digits: Int)

    /// A style in which the given numbers can be told apart: `digits` significant digits for the largest, an exponent
    /// where that would take more than eight decimals or more than nine places before the point.
    init(for numbers: some Sequence<Double>, digits: Int = 4) {
        var largest = 0.0
        var areWhole = true
        for number in numbers where number.isFinite {
            largest = max(largest, abs(number))
            areWhole = areWhole && number == number.rounded()
        }
        if largest == 0 {
            self = .fixed(decimals: areWhole ? 1 : digits)
        } else if largest >= 1e9 || largest < 1e-4 {
            self = .exponent(digits: digits - 1)
        } else if areWhole {
            self = .fixed(decimals: 1)
        } else {
            let magnitude = Int(log10(largest).rounded(.down))
            // A column up to 1 keeps its four decimals even where one entry is 1.
            self = .fixed(decimals: min(max(digits - 1 - max(magnitude, -1), 1), 8))
        }
    }

    func text(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return switch self {
        case .fixed(let decimals): formatted("%.\(decimals)f", number)
        case .exponent(let digits): formatted("%.\(digits)e", number)
        }
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
