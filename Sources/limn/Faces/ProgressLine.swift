import Runtime

/// Progress on one line of the terminal, drawn over itself at most ten times a second.
final class ProgressLine: ProgressSink {
    private struct Work {
        var title: String
        var total: Int?
        var done = 0
        var started: ContinuousClock.Instant
    }

    private var open: [Work] = []
    private var lastDrawn: ContinuousClock.Instant?
    private let clock = ContinuousClock()

    func begin(_ title: String, total: Int?) {
        open.append(Work(title: title, total: total, started: clock.now))
        lastDrawn = nil
        draw(detail: "")
    }

    func update(_ done: Int, detail: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1].done = done
        if let lastDrawn, clock.now - lastDrawn < .milliseconds(100), done != open.last?.total { return }
        draw(detail: detail)
    }

    func end() {
        _ = open.popLast()
        Streams.errorRaw("\r\u{1B}[K")
        lastDrawn = nil
    }

    private func draw(detail: String) {
        guard let work = open.last else { return }
        lastDrawn = clock.now
        let seconds =
            Double((clock.now - work.started).components.seconds)
            + Double((clock.now - work.started).components.attoseconds) / 1e18
        var text = work.title
        if let total = work.total, total > 0 {
            let width = 24
            let filled = min(width, work.done * width / total)
            text += " " + String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            text += " \(work.done)/\(total)"
            if work.done > 0, work.done < total {
                text += " " + ProgressLine.time(seconds / Double(work.done) * Double(total - work.done)) + " left"
            }
        } else if work.done > 0 {
            text += " \(work.done)"
        }
        if !detail.isEmpty { text += "  \(detail)" }
        Streams.errorRaw("\r\u{1B}[K" + String(text.prefix(max(Streams.width - 1, 10))))
    }

    /// `1:05`, `12 s`.
    private static func time(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e7).rounded(.up))
        return whole < 60 ? "\(whole) s" : "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }
}
