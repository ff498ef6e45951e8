import Language

/// What a statement gives values to and what it reads, for telling where a value came from.
public struct StatementNames {
    /// Top-level names that get a value.
    public let assigned: [String]
    /// Names whose meaning lies outside of the statement.
    public let read: [String]

    public init(_ statement: Statement) {
        assigned = AssignedNames([statement]).names
        var names = MeantNames()
        names.visit(statement)
        read = names.uses.map(\.name)
    }
}
