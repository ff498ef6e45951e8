import Glibc
import Runtime

/// `:time expression`: how long it takes once, and what memory it needs.
enum TimeWord: MetaCommand {
    static let name = "time"
    static let usage = "CODE"
    static let summary = "Run code once and say how long it took and how much memory it needed; shows its answer."
    static let completes = MetaCompletion.code

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else { throw Problem.badWords(self, "", "code to run") }
        // What cannot be read took no time.
        _ = try session.parsed(words, name: ":time")
        let before = Usage.now()
        let start = ContinuousClock.now
        Usage.resetPeak()
        let heldBefore = Usage.peak()
        defer {
            let wall = ContinuousClock.now - start
            let after = Usage.now()
            let growth = max(0, Usage.peak() - heldBefore)
            session.context.output(
                "wall \(Duration.described(wall.seconds)), CPU \(Duration.described(after - before)), peak memory \(growth == 0 ? "unchanged" : "+" + MemoryBudget.describe(growth))"
            )
        }
        _ = try session.run(words, name: ":time") { session.show($0) }
        session.record(words)
        return .goOn
    }
}

/// What the process has used.
enum Usage {
    /// Processor seconds of all threads.
    static func now() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// The largest resident size so far, in bytes; since `resetPeak` where the system can forget.
    static func peak() -> Int {
        guard let text = readSmall("/proc/self/status"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (Int(line.filter(\.isNumber)) ?? 0) * 1024
    }

    /// From now on `peak` tells of what comes.
    static func resetPeak() {
        let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = "5".withCString { write(file, $0, 1) }
        close(file)
    }

    private static func readSmall(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16384)
        let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    /// Three digits and a unit: `12.3 ms`.
    static func described(_ seconds: Double) -> String {
        if seconds >= 60 {
            let whole = Int(seconds.rounded())
            return whole >= 3600
                ? "\(whole / 3600) h \(whole % 3600 / 60) min" : "\(whole / 60) min \(whole % 60) s"
        }
        let units = [("s", 1.0), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)]
        let (unit, factor) = units.first { seconds * $0.1 >= 1 } ?? ("ns", 1e9)
        let amount = seconds * factor
        var scale = 1.0
        while amount * scale < 100, amount > 0, scale < 100 { scale *= 10 }
        let rounded = (amount * scale).rounded() / scale
        return (rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)") + " " + unit
    }
}
