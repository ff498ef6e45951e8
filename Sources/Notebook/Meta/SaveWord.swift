import Glibc
import Language
import Runtime

/// `:save script.limn`: the entries of this session that went well, as a script that runs again.
enum SaveWord: MetaCommand {
    static let name = "save"
    static let usage = "FILE"
    static let summary = "Write the entries of this session that went well as a script."
    static let completes = MetaCompletion.path

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else { throw Problem.badWords(self, "", "the file to write") }
        guard !session.entries.isEmpty else {
            throw Problem("session.nothing-to-save", "no entry has run in this session yet")
        }
        var name = path(words)
        if !name.hasSuffix(".limn") { name += ".limn" }
        let place = try session.context.resolve(name, for: .write)
        try Floor.write(Array(script(of: session.entries).utf8), to: place)
        session.context.output("wrote \(session.entries.count) entries to \(name)")
        return .goOn
    }

    /// A path as a user writes it at a prompt: quotes taken away, `~` the home folder.
    static func path(_ words: String) -> String {
        var text = words
        for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            text = String(text.dropFirst().dropLast())
        }
        guard text == "~" || text.hasPrefix("~/"), let home = getenv("HOME") else { return text }
        return String(cString: home) + text.dropFirst()
    }

    /// A cell an entry. What went on from `ans` or `out[n]` finds it by a name.
    static func script(of entries: [SessionEntry]) -> String {
        let usesAnswers = entries.contains { $0.usesAnswers }
        var text = "# The entries of a session.\n"
        if usesAnswers { text += "out = [none]\n" }
        var number = 1
        for entry in entries {
            text += "\n# %%\n"
            // Prompts that failed left no answer behind them, but their number.
            while usesAnswers, number < entry.number {
                text += "out += [none]\n"
                number += 1
            }
            text += entry.text + (entry.text.hasSuffix("\n") ? "" : "\n")
            if usesAnswers {
                text += entry.hasAnswer ? "out += [ans]\n" : "out += [none]\n"
                number += 1
            }
        }
        return text
    }
}
