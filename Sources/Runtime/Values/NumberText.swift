/// Numbers as text.
public enum NumberText {
    /// A count of many: `12345678` as "12,345,678".
    public static func grouped(_ count: Int) -> String {
        let digits = Array(String(count.magnitude))
        var result = count < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
            result.append(digit)
        }
        return result
    }

    /// As Python's `repr`.
    static func python(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let (digits, exponent) = decimal("\(value)")
        // A whole number is rather a count than a rounded fraction, and must read back as the same one.
        if digits.count >= 16, value.rounded() != value {
            let single = Float(value)
            if Double(single) == value {
                let (digits, exponent) = decimal("\(single)")
                return layout(digits, exponent, isNegative: value.sign == .minus)
            }
        }
        return layout(digits, exponent, isNegative: value.sign == .minus)
    }

    static func python(_ value: Float) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let (digits, exponent) = decimal("\(value)")
        return layout(digits, exponent, isNegative: value.sign == .minus)
    }

    /// Without `.0` for whole numbers: `512`, `0.5`.
    static func short(_ value: Double) -> String {
        let text = python(value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// The significant digits of a printed float, and the exponent of the first one.
    private static func decimal(_ text: String) -> (digits: [Character], exponent: Int) {
        var digits = [Character]()
        var point: Int?
        var exponent = 0
        var rest = Substring(text)
        if rest.first == "-" { rest.removeFirst() }
        if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            exponent = Int(rest[rest.index(after: mark)...].drop { $0 == "+" }) ?? 0
            rest = rest[..<mark]
        }
        for character in rest {
            if character == "." { point = digits.count } else { digits.append(character) }
        }
        var first = (point ?? digits.count) - 1 + exponent
        while digits.first == "0", digits.count > 1 {
            digits.removeFirst()
            first -= 1
        }
        while digits.last == "0", digits.count > 1 { digits.removeLast() }
        return digits == ["0"] ? (digits, 0) : (digits, first)
    }

    /// Python's rule: plain from 1e-4 up to 1e16, otherwise with an exponent of at least two digits.
    private static func layout(_ digits: [Character], _ exponent: Int, isNegative: Bool) -> String {
        let sign = isNegative ? "-" : ""
        if exponent < -4 || exponent >= 16 {
            let fraction = digits.count > 1 ? "." + String(digits[1...]) : ""
            let size = abs(exponent)
            return "\(sign)\(digits[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(size < 10 ? "0" : "")\(size)"
        }
        if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(String(digits))" }
        if digits.count <= exponent + 1 {
            return "\(sign)\(String(digits))\(String(repeating: "0", count: exponent + 1 - digits.count)).0"
        }
        return "\(sign)\(String(digits[...exponent])).\(String(digits[(exponent + 1)...]))"
    }
}
