import Runtime

/// `:vars`: the names of the session with the types of their values.
enum VarsWord: MetaCommand {
    static let name = "vars"
    static let aliases = ["who", "whos"]
    static let summary = "List the names of this session."

    static func run(_ words: String, in session: Session) throws -> MetaOutcome {
        let names = session.names
        let width = names.map(\.count).max() ?? 0
        for name in names {
            guard let value = session[name] else { continue }
            session.context.output(name + String(repeating: " ", count: width - name.count + 2) + value.typeName)
        }
        return .goOn
    }
}
