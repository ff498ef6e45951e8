import Glibc

/// A number with `digits` digits after the point, rounded to nearest.
func fixed(_ number: Double, digits: Int) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    var buffer = [CChar](repeating: 0, count: 400)
    let written = withVaList([Int32(digits), number]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
    guard written > 0, Int(written) < buffer.count else { return "\(number)" }
    return String(decoding: buffer[..<Int(written)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
