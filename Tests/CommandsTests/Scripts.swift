import Commands
import Language
import Runtime

/// Scripts with all commands, run in this process.
enum Scripts {
    /// What a script printed and its answers, one a line.
    static func output(_ script: String) throws -> String {
        var lines: [String] = []
        let context = Context(registry: CommandLibrary.registry())
        context.output = { lines.append($0) }
        try Interpreter(context: context).run(script, name: "test") { value, _ in
            lines.append(value.plainDisplay(width: 100))
        }
        return lines.joined(separator: "\n")
    }

    /// The error of a script as "id: message"; with `help`, its help behind it. Nil where it ran.
    static func failure(_ script: String, help: Bool = false) -> String? {
        do {
            _ = try output(script)
            return nil
        } catch {
            guard let diagnostic = error as? Diagnostic else { return "\(error)" }
            let text = "\(diagnostic.id): \(diagnostic.message)"
            return help ? "\(text) | \(diagnostic.help ?? "no help")" : text
        }
    }
}
