/// How far one piece of work is. Times are seconds.
public struct ProgressState: Sendable {
    public var title: String
    public var done = 0
    /// nil where nobody knows it.
    public var total: Int?
    /// A short word about the present state: a loss, a file.
    public var detail = ""
    public var started: Double

    public init(title: String, total: Int?, started: Double) {
        self.title = title
        self.total = total
        self.started = started
    }

    /// One line of at most `width` columns: title, bar, done of total, rate, time left, detail.
    /// The same state, width and time give the same line.
    public func line(width: Int, now: Double, style: Style = .plain) -> String {
        let elapsed = max(now - started, 0)
        var parts: [String] = []
        if let total { parts.append("\(grouped(done))/\(grouped(total))") } else { parts.append(grouped(done)) }
        if done > 0, elapsed > 0 { parts.append(ProgressState.rate(Double(done) / elapsed)) }
        if let total, done >= total {
            parts.append(ProgressState.time(elapsed))
        } else if let total, done > 0 {
            parts.append("\(ProgressState.time(elapsed / Double(done) * Double(total - done))) left")
        } else {
            parts.append(ProgressState.time(elapsed))
        }
        if !detail.isEmpty { parts.append(oneLine(detail)) }
        let numbers = parts.joined(separator: "  ")
        let name = cut(oneLine(title), to: max(width * 2 / 5, 8))
        let room = width - displayWidth(of: name) - displayWidth(of: numbers) - 4
        guard let total, room >= 8 else { return cut("\(name)  \(numbers)", to: width) }
        return "\(style(.bold, name))  \(bar(total: total, width: min(room, 30), style))  \(numbers)"
    }

    private func bar(total: Int, width: Int, _ style: Style) -> String {
        let share = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 1
        let full = Int(share * Double(width))
        return style(.green, String(repeating: "━", count: full))
            + style(.dim, String(repeating: "─", count: width - full))
    }

    static func rate(_ rate: Double) -> String {
        rate >= 1 ? "\(short(rate))/s" : "\(short(1 / rate)) s each"
    }

    private static func short(_ number: Double) -> String {
        if number >= 100 { return grouped(Int(min(number, 1e15).rounded())) }
        let tenths = (number * 10).rounded() / 10
        return tenths >= 10 ? "\(Int(tenths.rounded()))" : "\(tenths)"
    }

    /// `8.2 s`, `3:05 min`, `2:10 h`.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "a long time" }
        if seconds < 9.95 { return "\((seconds * 10).rounded() / 10) s" }
        let whole = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60):\(two(whole % 60)) min" }
        return "\(whole / 3600):\(two(whole % 3600 / 60)) h"
    }
}
