import Runtime

/// `:limits`: what the session may use and how much of it is used; `:limits time=1min` sets one,
/// `:limits time=none` takes it away.
enum LimitsWord: MetaCommand {
    static let name = "limits"
    static let aliases = ["limit"]
    static let usage = "[NAME=VALUE,…]"
    static let summary =
        "Show or set what an entry may use: time, memory, depth, output, root; `time=none` lifts a limit."
    static let completes = MetaCompletion.choices(Limits.names.map { $0 + "=" })

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        if !words.isEmpty { try session.apply(Limits(parsing: words)) }
        for line in lines(session.context) { session.context.output(line) }
        return .goOn
    }

    /// Aligned, a limit a line.
    private static func lines(_ context: Context) -> [String] {
        let confinement = context.confinement
        let rows = [
            ("time", context.timeLimit.map { duration(Double($0) / 1e9) } ?? "any", "of each entry"),
            (
                "memory", MemoryBudget.describe(MemoryBudget.limit),
                "\(MemoryBudget.describe(MemoryBudget.heldBytes)) in use"
            ),
            ("depth", "\(context.depthLimit)", "calls within one another"),
            (
                "output", confinement.outputLimit.map { MemoryBudget.describe($0) } ?? "any",
                "of each entry; \(MemoryBudget.describe(confinement.outputBytes)) by the last"
            ),
            ("root", context.root ?? "any", "the folder that files may be touched in"),
        ]
        let width = rows.map(\.1.count).max() ?? 0
        return rows.map { name, allowed, note in
            name + String(repeating: " ", count: 8 - name.count) + allowed
                + String(repeating: " ", count: width - allowed.count + 2) + note
        }
    }

    private static func duration(_ seconds: Double) -> String {
        seconds >= 60 && seconds.truncatingRemainder(dividingBy: 60) == 0
            ? "\(Int(seconds / 60))min" : seconds == seconds.rounded() ? "\(Int(seconds))s" : "\(seconds)s"
    }
}
