import Language
import Notebook
import Runtime

/// Calls of every command with values of every kind, right and wrong, made from the declarations.
final class CallTarget: Target {
    static let name = "calls"
    private let place: Workplace
    private let commands: [CommandDescription]

    init(_ place: Workplace) {
        self.place = place
        commands = Session().context.registry.descriptions
    }

    /// Values of every type under names of one letter, so that calls have something real to work on.
    private static let prelude = """
        t = reshape(linspace(-1, 1, 24), [2, 3, 4]) |> rename(["batch", "y", "x"])
        m = tensor([[4, 1], [1, 3]])
        v = tensor([3, 1, 2])
        k = tensor([true, false, true])
        h = full([4, 4], 0.25) |> rename(["y", "x"])
        p = test_image()
        r = {a: 1, b: [1, 2], c: "x"}
        b = table([{a: 1, b: "x", c: 0.5}, {a: 2, b: "y", c: none}])
        l = [3, 1, 2]
        s = "a sunflower left of a heart"
        f = x -> x
        g = (x, y) -> x
        """

    private static let names = ["t", "m", "v", "k", "h", "p", "r", "b", "l", "s", "f", "g"]

    /// The name of a value that fits a declared type, where there is one.
    private static let fitting = [
        "tensor": ["t", "m", "v", "k", "h"], "image": ["p"], "record": ["r"], "table": ["b"], "list": ["l"],
        "string": ["s", "\"a\"", "\"x.csv\"", "\"x.png\"", "\"x.npy\"", "\"x.json\""], "function": ["f", "g"],
        "int": ["0", "1", "2", "3", "-1", "64"], "float": ["0.5", "0", "1.5", "-2.0", "1e30"],
        "bool": ["true", "false"],
    ]

    func input(_ random: inout Random) -> [UInt8] {
        var lines = [CallTarget.prelude]
        for _ in 0...random.below(3) {
            var line = call(&random, depth: 2)
            if random.once(in: 3) { line = "\(random.pick(CallTarget.names) ?? "t") = \(line)" }
            if random.once(in: 8) { line += accessor(&random) }
            lines.append(line)
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    private func call(_ random: inout Random, depth: Int) -> String {
        guard let command = random.pick(commands) else { return "1" }
        var parts: [String] = []
        for parameter in command.arguments where parameter.isRequired || random.once(in: 2) {
            parts.append(value(for: parameter, &random, depth: depth))
            if parameter.isVariadic { parts += (0..<random.below(3)).map { _ in anything(&random, depth: 0) } }
        }
        for parameter in command.options where parameter.isRequired || random.once(in: 4) {
            parts.append("\(parameter.name)=\(value(for: parameter, &random, depth: depth))")
        }
        if random.once(in: 20), !parts.isEmpty { parts.remove(at: random.below(parts.count)) }
        return "\(command.name)(\(parts.joined(separator: ", ")))"
    }

    private func value(
        for parameter: CommandDescription.Parameter, _ random: inout Random, depth: Int
    ) -> String {
        if random.once(in: 6) { return anything(&random, depth: depth) }
        if let choice = random.pick(parameter.choices ?? []) { return "\"\(choice)\"" }
        if random.once(in: 5), let usual = parameter.defaultText { return usual }
        let types = CallTarget.fitting.keys.sorted().filter { parameter.typeName.contains($0) }
        if let type = random.pick(types), let fitting = random.pick(CallTarget.fitting[type] ?? []) { return fitting }
        return anything(&random, depth: depth)
    }

    private func anything(_ random: inout Random, depth: Int) -> String {
        switch random.below(depth > 0 ? 6 : 4) {
        case 0, 1: random.pick(CallTarget.names) ?? "t"
        case 2: random.pick(Vocabulary.literals) ?? "0"
        case 3: "[\((0..<random.below(4)).map { _ in anything(&random, depth: 0) }.joined(separator: ", "))]"
        case 4: call(&random, depth: depth - 1)
        default:
            "\(anything(&random, depth: 0)) \(random.pick(CallTarget.operators) ?? "+") \(anything(&random, depth: 0))"
        }
    }

    private static let operators = [
        "+", "-", "*", "/", "//", "%", "**", "@", "==", "<", "in", "and", "or", "|> f |>",
    ]

    private func accessor(_ random: inout Random) -> String {
        random.pick(["[0]", "[-1]", "[::2]", "[...]", "[x=0]", "[\"a\"]", "[k]", ".a", ".shape", "[1:, 0]", "[[0, 1]]"])
            ?? ""
    }

    func run(_ input: [UInt8]) throws {
        let trial = try Trial(place)
        // Line by line, so that what comes after a refused call is tried too.
        for line in String(decoding: input, as: UTF8.self).split(separator: "\n") {
            try trial.attempt { try trial.session.run(String(line), name: "calls") { trial.show($0) } }
        }
    }
}
