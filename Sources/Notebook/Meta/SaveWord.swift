import Glibc
import Language
import Runtime

/// `:save script.limn`: the entries of this session that went well, as a script that runs again.
enum SaveWord: MetaCommand {
    static let name = "save"
    static let usage = "FILE [--force]"
    static let summary =
        "Write the entries of this session that went well as a script; `--force` takes the place of any file."
    static let completes = MetaCompletion.path

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else { throw Problem.badWords(self, "", "the file to write") }
        let isForced = words.hasSuffix(force) || words.hasPrefix(force + " ")
        let words = words.replacing(force, with: "", maxReplacements: isForced ? 1 : 0).trimmedOfBlanks
        guard !words.isEmpty else { throw Problem.badWords(self, "", "the file to write") }
        guard !session.entries.isEmpty else {
            throw Problem("session.nothing-to-save", "no entry has run in this session yet")
        }
        var name = path(words)
        if !name.hasSuffix(".limn") { name += ".limn" }
        let place = try session.context.resolve(name, for: .write)
        guard isForced || isOurs(place) else {
            throw Problem(
                "session.file-exists", "\(name) is there already, and `:save` did not write it",
                help: "name another file, or write :save \(words) \(force)")
        }
        try Floor.write(Array(script(of: session.entries).utf8), to: place)
        let count = session.entries.count
        session.context.output("wrote \(count) \(count == 1 ? "entry" : "entries") to \(name)")
        return .goOn
    }

    private static let force = "--force"
    private static let header = "# The entries of a session."

    /// Nothing would be lost: there is no such file, it is empty, or an earlier `:save` wrote it.
    private static func isOurs(_ place: String) -> Bool {
        guard let file = fopen(place, "r") else { return access(place, F_OK) != 0 }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: header.utf8.count)
        let count = fread(&bytes, 1, bytes.count, file)
        return count == 0 ? ferror(file) == 0 : bytes.prefix(count).elementsEqual(header.utf8)
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
        var text = header + "\n"
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
            if usesAnswers, !entry.isOfWord {
                text += entry.hasAnswer ? "out += [ans]\n" : "out += [none]\n"
                number += 1
            }
        }
        return text
    }
}
