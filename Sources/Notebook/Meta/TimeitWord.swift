import Language
import Runtime

/// `:timeit expression`, by IPython's rule: so many loops that one repeat takes a fifth of a second, seven repeats.
enum TimeitWord: MetaCommand {
    static let name = "timeit"
    static let usage = "CODE"
    static let summary =
        "Run code many times and say how long one run takes: the mean and deviation of seven repeats, and the best."
    static let completes = MetaCompletion.code
    static let repeats = 7
    /// Seconds that one repeat has to take.
    static let enough = 0.2

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else { throw Problem.badWords(self, "", "code to run") }
        let timing = try measure(words, in: session, enough: enough)
        // Only its names are left of it.
        if try !session.parsed(words, name: ":timeit").definitions.isEmpty {
            session.record("# :timeit ran this many times.\n" + words)
        }
        let loops = timing.loops == 1 ? "1 loop" : "\(timing.loops) loops"
        session.context.output(
            "\(Duration.described(timing.mean)) ± \(Duration.described(timing.deviation)) per loop (mean ± std of \(timing.repeats) repeats, \(loops) each), best \(Duration.described(timing.best))"
        )
        return .goOn
    }

    struct Timing {
        var mean: Double
        var deviation: Double
        var best: Double
        var loops: Int
        var repeats: Int
    }

    /// Seconds for one run. `ans` and every other answer stay; what the code assigns is assigned.
    static func measure(_ code: String, in session: Session, enough: Double) throws -> Timing {
        let program = try session.parsed(code, name: ":timeit")
        func seconds(_ loops: Int) throws -> Double {
            let start = ContinuousClock.now
            try session.run(program, times: loops)
            return (ContinuousClock.now - start).seconds
        }
        var loops = 1
        var taken = try seconds(1)
        // As timeit's autorange: 1, 2, 5, 10, 20, 50 …
        let steps = [2, 5, 10]
        var (decade, step) = (1, 0)
        while taken < enough, loops < 100_000_000 {
            loops = decade * steps[step]
            step += 1
            if step == steps.count { (decade, step) = (decade * 10, 0) }
            taken = try seconds(loops)
        }
        // Long work is not repeated seven times: ten seconds are enough to wait.
        let repeats = taken > 2 ? max(1, Int(10 / taken)) : TimeitWord.repeats
        let times = try (0..<min(repeats, TimeitWord.repeats)).map { _ in try seconds(loops) / Double(loops) }
        let mean = times.reduce(0, +) / Double(times.count)
        let square = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(times.count)
        return Timing(
            mean: mean, deviation: square.squareRoot(), best: times.min() ?? mean, loops: loops, repeats: times.count)
    }
}
