import Language
import Runtime
import Tensors

/// A session with the test commands that keeps what scripts print.
final class Session {
    let context: Context
    let interpreter: Interpreter
    private(set) var lines: [String] = []

    init() {
        let registry = CommandRegistry()
        registry.add(
            "Test",
            [
                Print.self, Range.self, Length.self, MapItems.self, SquareRoot.self, MakeTensor.self, MakeTable.self,
                Units.self, Seed.self, CurrentSeed.self,
            ])
        context = Context(registry: registry)
        interpreter = Interpreter(context: context)
        context.output = { [unowned self] in lines.append($0) }
    }

    /// Runs a script; what it printed and the answers, one a line.
    func run(_ script: String) throws -> String {
        lines = []
        try interpreter.run(script, name: "test") { [unowned self] value, _ in lines.append(value.plainDisplay()) }
        return lines.joined(separator: "\n")
    }

    /// The error of a script that must fail.
    func failure(_ script: String) -> Diagnostic? {
        do {
            _ = try run(script)
            return nil
        } catch { return error as? Diagnostic }
    }
}

/// Runs a script in a session of its own.
func output(of script: String) throws -> String { try Session().run(script) }

/// The error of a script, as "id: message".
func problem(of script: String) -> String? {
    Session().failure(script).map { "\($0.id): \($0.message)" }
}
