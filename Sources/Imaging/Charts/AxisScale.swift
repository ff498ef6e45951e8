import Glibc

/// The range of an axis and the numbers written along it.
struct AxisScale {
    let low: Double
    let high: Double
    let ticks: [Double]
    let labels: [String]

    /// Takes in all finite numbers, with some room, and has up to `most` round ticks inside.
    init(_ numbers: [Double], range: ClosedRange<Double>?, includesZero: Bool, margin: Double, most: Int = 8) {
        // Numbers near the largest that there are would overflow in what follows.
        let finite = numbers.filter { abs($0) < 1e300 }
        var low = finite.min() ?? 0
        var high = finite.max() ?? 1
        if includesZero {
            low = min(low, 0)
            high = max(high, 0)
        }
        if high - low < 1e-300 {
            let room = low == 0 ? 1 : abs(low) * 0.1
            if !includesZero || low == 0 { low -= includesZero ? 0 : room }
            high += room
        }
        let room = (high - low) * margin
        if !(includesZero && low == 0) { low -= room }
        if !(includesZero && high == 0) { high += room }
        if let range, range.lowerBound > -1e300, range.upperBound < 1e300, range.upperBound - range.lowerBound > 1e-300
        {
            low = range.lowerBound
            high = range.upperBound
        }
        self.low = low
        self.high = high
        let step = AxisScale.step(high - low, most: most)
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        let count = last >= first && last - first < 100 ? Int(last - first) + 1 : 0
        ticks = (0..<count).map { (first + Double($0)) * step }
        labels = ticks.map { tickText($0, step: step) }
    }

    /// The smallest of 1, 2, 2.5, 5 times a power of ten that gives at most `most` ticks.
    private static func step(_ span: Double, most: Int) -> Double {
        let rough = span / Double(most)
        let magnitude = pow(10, log10(rough).rounded(.down))
        return ([1, 2, 2.5, 5, 10].first { $0 * magnitude >= rough } ?? 10) * magnitude
    }

    /// From 0 at `low` to 1 at `high`.
    func position(_ number: Double) -> Double { (number - low) / (high - low) }
}

/// A tick with as many decimals as its step has; exponents only where there is no room for the digits.
private func tickText(_ tick: Double, step: Double) -> String {
    let number = abs(tick) < step * 1e-6 ? 0 : tick
    let largest = max(abs(number), step)
    if largest >= 1e6 || step < 1e-5 { return format("%.3g", number) }
    var decimals = max(0, Int((-log10(step)).rounded(.up)))
    // A step of 2.5 needs one more.
    let scaled = step * pow(10, Double(decimals))
    if abs(scaled - scaled.rounded()) > 1e-6 { decimals += 1 }
    return format("%.\(min(decimals, 8))f", number)
}

/// One number by C's rules, with a true minus sign.
func format(_ pattern: String, _ number: Double) -> String {
    withVaList([number]) { arguments in
        var buffer = [CChar](repeating: 0, count: 64)
        let count = vsnprintf(&buffer, buffer.count, pattern, arguments)
        let text = String(
            decoding: buffer.prefix(max(0, min(Int(count), 63))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }
}
