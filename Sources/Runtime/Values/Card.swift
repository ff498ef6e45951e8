/// A value described by facts: what a prompt shows of a model, a run, a recording. The front end lays it out.
public struct Card: Sendable {
    /// A line above the facts.
    public var title: String
    /// Names and texts in order; a long text goes over several lines.
    public var facts: [(name: String, text: String)]
    /// Shown below the facts.
    public var table: Table?

    public init(_ title: String, _ facts: [(name: String, text: String)], table: Table? = nil) {
        self.title = title
        self.facts = facts
        self.table = table
    }
}
