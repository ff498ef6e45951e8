import Runtime
import Tensors

/// `seed(7)` for `with`: the session's seed, and the count of streams taken from it, begin anew inside the block.
final class SeedSetting: ScopedSetting, NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "setting"
    let seed: Int
    /// A stack: a setting kept in a variable may be entered again inside its own block.
    private var outside: [(seed: UInt64, streamsTaken: UInt64)] = []

    init(_ seed: Int) { self.seed = seed }

    func enter(_ context: Context) {
        outside.append((context.seed, context.streamsTaken))
        context.seed = UInt64(bitPattern: Int64(seed))
        context.streamsTaken = 0
    }

    func leave(_ context: Context) {
        guard let last = outside.popLast() else { return }
        (context.seed, context.streamsTaken) = last
    }

    func display(width: Int) -> DisplayBundle {
        DisplayBundle(text: "seed \(seed): holds inside `with seed(\(seed))` … `end`")
    }
}

struct Seed: Command {
    static let purity = Purity.impure
    static let name = "seed", summary = "The seed of a `with` block: what is random inside repeats."
    static let discussion = """
        Inside `with seed(7)` … `end`, commands that take a seed and are given none take this one. The block begins \
        with the first stream of its seed, so running it again gives the same bits; afterwards the session's own \
        streams go on where they were.
        """
    static let searchTerms = ["set_seed", "manual_seed", "random_state", "srand"]
    static let examples = [
        Example(
            "with seed(7)\n    a = random([2])\nend\nwith seed(7)\n    b = random([2])\nend\nall(a == b)", gives: "true"
        )
    ]
    @Argument("A whole number.") var value: Int
    func run(in context: Context) throws -> SeedSetting { SeedSetting(value) }
}

/// `threads(1)` for `with`: how many threads the numeric libraries use inside the block.
final class ThreadSetting: ScopedSetting, NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "setting"
    let count: Int
    private var outside: [Int] = []

    init(_ count: Int) { self.count = count }

    func enter(_ context: Context) {
        outside.append(Threads.count)
        Threads.count = count
    }

    func leave(_ context: Context) { if let last = outside.popLast() { Threads.count = last } }

    func display(width: Int) -> DisplayBundle {
        DisplayBundle(text: "threads \(count): holds inside `with threads(\(count))` … `end`")
    }
}

struct ThreadCount: Command {
    static let purity = Purity.impure
    static let name = "threads", summary = "The number of threads of a `with` block."
    static let discussion = """
        Results differ in their last bits between thread counts and repeat exactly within one; \
        `with threads(1)` … `end` gives the same bits on machines with more processors and with fewer. More threads \
        than processors are not taken.
        """
    static let searchTerms = ["set_num_threads", "parallel", "cores"]
    static let examples = [Example("with threads(1)\n    x = ones([2, 2]) @ ones([2, 2])\nend\nx[0, 0]", gives: "2.0")]
    @Argument("At least 1.") var count: Int
    func run(in context: Context) throws -> ThreadSetting {
        guard count >= 1 else { throw Problem("threads.count", "at least one thread works, found \(count)") }
        return ThreadSetting(count)
    }
}
