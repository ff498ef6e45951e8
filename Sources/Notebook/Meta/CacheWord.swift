import Runtime

/// `:cache`: what is kept between runs.
enum CacheWord: MetaCommand {
    static let name = "cache"
    static let usage = "[clear [COMMAND] | on | off | why | limit SIZE]"
    static let summary =
        "Tell what is kept of earlier results, empty it, turn it on or off, or say why a call was not kept."
    static let completes = MetaCompletion.choices(["clear", "on", "off", "why", "limit"])

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard let cache = session.cache else {
            session.context.output("nothing is kept in this session")
            return .goOn
        }
        let parts = words.split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case (nil, _): for line in cache.report { session.context.output(line) }
        case ("clear", 1...2):
            let store = try usable(cache)
            let gone = store.clear(command: parts.count == 2 ? parts[1] : nil)
            session.context.output(
                "removed \(gone.count) \(gone.count == 1 ? "result" : "results"), \(Floor.describe(bytes: gone.bytes))")
        case ("on", 1):
            _ = try usable(cache)
            cache.isOn = true
        case ("off", 1): cache.isOn = false
        case ("why", 1): session.context.output(cache.explanation)
        case ("limit", 2): try usable(cache).limit = CacheSettings.bytes(parts[1])
        default:
            throw Problem("cache.word", "`:cache \(words)` is not understood", help: "write :cache \(usage)")
        }
        return .goOn
    }

    private static func usable(_ cache: SessionCache) throws -> ResultStore {
        if let store = cache.store { return store }
        throw Problem("cache.off", "nothing is kept in this session: \(cache.reason ?? "the cache is off")")
    }
}

extension ResultStore {
    /// The folder, and what stands in it by command.
    public var report: [String] {
        let summary = summary()
        let (count, bytes) = summary.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.bytes) }
        let total = "\(count) \(count == 1 ? "result" : "results"), \(Floor.describe(bytes: bytes))"
        return [folder, "\(total) of \(Floor.describe(bytes: limit))"]
            + summary.map { "  \($0.command): \($0.count), \(Floor.describe(bytes: $0.bytes))" }
    }
}

extension SessionCache {
    /// Where results are, how many, and what this session asked for.
    var report: [String] {
        guard let store else { return ["off: \(reason ?? "")"] }
        var lines = [isOn ? "on" : "off"] + store.report
        let total = counts.values.reduce((0, 0, 0)) { ($0.0 + $1.hits, $0.1 + $1.misses, $0.2 + $1.unkept) }
        lines.append("this session: \(total.0) found, \(total.1) computed, \(total.2) not to be kept")
        for (command, count) in counts.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(command): \(count.hits) found, \(count.misses) computed, \(count.unkept) not to be kept")
        }
        return lines
    }

    /// Of the last call that could have been kept.
    var explanation: String {
        last.map { "`\($0.command)`: \($0.why)" } ?? "no command that could be kept has run yet"
    }
}
