/// How a value was made, told by the statements that led to it: for what cannot tell it itself, such as a number.
public struct StatementAccount {
    /// Their texts, first to last.
    public var statements: [String]
    /// What they used and what knows how it was made: runs, tables, pictures.
    public var inputs: [Provenance]
    /// False where one of them was stopped and gave what it had finished.
    public var isComplete: Bool

    public init(statements: [String], inputs: [Provenance], isComplete: Bool) {
        self.statements = statements
        self.inputs = inputs
        self.isComplete = isComplete
    }
}

extension Context {
    /// How a value was made, for keeping it with the value: what the value tells itself; where that leads to no model,
    /// also the statements that led here and what they used. nil where nothing is known.
    public func account(of value: Value) -> Record? {
        let own = value.provenance
        if let own, own.record.has("statements") || Context.namesModel(own.record) { return own.record }
        guard let account = statementAccount?(), own != nil || !account.inputs.isEmpty else { return own?.record }
        var record = own?.record ?? Record()
        if own == nil {
            record["command"] = .string("script")
            record["version"] = .string(limnVersion)
            if let script {
                record["script"] = .string(script.name)
                record["script_hash"] = .string(script.hash)
            }
        }
        record["statements"] = .list(account.statements.map { .string(withoutHome($0)) })
        var inputs: [Value] = []
        if case .list(let told)? = record["inputs"] { inputs = told }
        func isTold(_ other: Provenance) -> Bool {
            inputs.contains { $0.isEqual(to: .record(other.record)) }
        }
        let others = account.inputs.filter { $0 !== own && !isTold($0) }
        inputs += others.map { .record($0.record) }
        if !inputs.isEmpty { record["inputs"] = .list(inputs) }
        if !account.isComplete { record["complete"] = .bool(false) }
        return record
    }

    private static func namesModel(_ record: Record) -> Bool {
        if record.has("model") { return true }
        guard case .list(let inputs)? = record["inputs"] else { return false }
        return inputs.contains { if case .record(let input) = $0 { namesModel(input) } else { false } }
    }
}
