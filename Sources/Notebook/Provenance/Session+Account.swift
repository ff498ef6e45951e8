import Language
import Runtime

extension Session {
    private static let longestStatement = 4000
    private static let mostInputs = 16

    /// Whether the statement that gave a name its value was stopped, so that the value is what it had finished.
    func isIncomplete(_ name: String) -> Bool { journal.last(assigning: name)?.entry.isComplete == false }

    /// What led to the statement that runs now: see `Context.statementAccount`.
    func statementAccount() -> StatementAccount? {
        guard let (source, statement) = context.statement else { return nil }
        let read = StatementNames(statement).read
        let leading = journal.leading(to: read)
        var texts = leading.map { $0.entry.statement.text(in: $0.entry.source) }
        texts.append(statement.text(in: source))
        var inputs: [Provenance] = []
        for name in read + leading.flatMap(\.read) where inputs.count < Session.mostInputs {
            guard let told = self[name]?.provenance, !inputs.contains(where: { $0 === told }) else { continue }
            inputs.append(told)
        }
        return StatementAccount(
            statements: texts.map { $0.utf8.count > Session.longestStatement ? String($0.prefix(1000)) + "…" : $0 },
            inputs: inputs, isComplete: leading.allSatisfy(\.entry.isComplete))
    }
}
