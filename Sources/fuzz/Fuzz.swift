import ArgumentParser
import Glibc

/// Tries changed inputs of every kind on Limn until the time is used up; says what trapped, hung or took too much.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz", abstract: "Try mutated scripts, transcripts and files on Limn.",
        discussion: "Exit status: 0 where nothing was found, 1 where something was.")

    @Option(help: ArgumentHelp("How long, all kinds together.", valueName: "seconds"))
    var time: Double?
    @Option(help: "How many inputs of each kind.")
    var inputs: UInt64?
    @Option(help: "What the inputs are made from; the same seed gives the same inputs.")
    var seed: UInt64 = 1
    @Option(help: "Kinds, with commas between them; all where left out.")
    var only: String?
    @Option(help: "Processes at a time.")
    var workers = 2
    @Option(help: "Where inputs that did something wrong are kept.")
    var findings = "out/fuzz"
    @Option(help: "Try the inputs kept in this folder again, and nothing else.")
    var replay: String?

    @Option(help: ArgumentHelp("Print so many inputs of each kind and try none.", valueName: "count"))
    var show: UInt64?
    @Flag(help: "See whether a trap, a fault, a hang and too much memory would be found.")
    var selfCheck = false

    static func main() {
        let words = CommandLine.arguments
        if words.count > 1, words[1] == "--work" {
            guard let order = WorkOrder(words: Array(words.dropFirst(2))) else { Glibc.exit(2) }
            Glibc.exit(Worker.run(order))
        }
        Self.main(nil)
    }

    func validate() throws {
        for name in names where Targets.named(name) == nil {
            let known = Targets.all.map { $0.name }.joined(separator: ", ")
            throw ValidationError("there is no kind \(name); the kinds are \(known)")
        }
        guard (1...64).contains(workers) else { throw ValidationError("workers are from 1 to 64") }
    }

    private var names: [String] { only?.split(separator: ",").map(String.init) ?? Targets.all.map { $0.name } }

    func run() throws {
        let plan = Supervisor.Plan(
            targets: names, seed: seed, seconds: time ?? (inputs == nil ? 60 : nil), inputs: inputs, workers: workers,
            root: absolute("."), findings: absolute(findings))
        guard let supervisor = Supervisor(plan, say: Fuzz.say) else {
            throw ValidationError("no scratch folder could be made")
        }
        if let show { return display(show, plan) }
        if selfCheck {
            let misses = SelfCheckTarget.misses(supervisor)
            misses.forEach(Fuzz.say)
            if !misses.isEmpty { throw ExitCode(1) }
            return Fuzz.say("what must be found is found")
        }
        let found = replay.map { again($0, supervisor) } ?? search(supervisor)
        if found { throw ExitCode(1) }
    }

    private func display(_ count: UInt64, _ plan: Supervisor.Plan) {
        let place = Workplace(scratch: ".", corpus: Corpus(root: plan.root))
        for type in names.compactMap(Targets.named) {
            let target = type.init(place)
            for index in 0..<count {
                var random = Random(seed: seed, index: index)
                Fuzz.say("== \(type.name) \(index)\n\(String(decoding: target.input(&random), as: UTF8.self))")
            }
        }
    }

    private func search(_ supervisor: Supervisor) -> Bool {
        supervisor.run()
        Report(supervisor.rows, order: names).lines.forEach(Fuzz.say)
        return !supervisor.findings.isEmpty
    }

    /// Inputs that once did something wrong must not any more. - Returns: whether one still does.
    private func again(_ folder: String, _ supervisor: Supervisor) -> Bool {
        let inputs = Replay.inputs(in: folder)
        var count = 0
        for input in inputs {
            let outcome = supervisor.replay(input)
            guard let kind = outcome.kind else { continue }
            count += 1
            Fuzz.say("\(input.message): \(kind.rawValue)\n\(outcome.message)")
        }
        Fuzz.say("\(inputs.count - count) of \(inputs.count) kept inputs do nothing wrong")
        return count > 0 || inputs.isEmpty
    }

    /// A line at once: who waits for the end of a long run wants to see it go on.
    private static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    private func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return path == "." ? String(cString: folder) : String(cString: folder) + "/" + path
    }
}
