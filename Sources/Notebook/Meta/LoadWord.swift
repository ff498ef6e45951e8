import Runtime

/// `:load script.limn`: runs a script in this session; its names stay.
enum LoadWord: MetaCommand {
    static let name = "load"
    static let aliases = ["run"]
    static let usage = "FILE"
    static let summary = "Run a script in this session; its names stay, its answers are shown."
    static let completes = MetaCompletion.path

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        guard !words.isEmpty else { throw Problem.badWords(self, "", "the file of a script") }
        let path = try session.context.resolve(SaveWord.path(words), for: .read)
        let source = try ScriptFile.read(path)
        let before = Set(session.names)
        _ = try session.run(source) { session.show($0) }
        session.record("# :load \(words)\n" + source.text)
        let new = session.names.filter { !before.contains($0) && $0 != "ans" && $0 != "out" }
        session.context.output(
            "ran \(words)"
                + (new.isEmpty ? "" : "; new: \(new.prefix(12).joined(separator: ", "))\(new.count > 12 ? ", …" : "")"))
        return .goOn
    }
}
