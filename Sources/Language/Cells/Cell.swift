/// A part of a script between `# %%` markers.
public struct Cell: Sendable {
    public enum Kind: Sendable { case code, markdown }

    /// A `#| key: value` line.
    public struct Option: Sendable {
        public var key: String
        public var value: String
        public var span: Span

        public init(key: String, value: String, span: Span) {
            self.key = key
            self.value = value
            self.span = span
        }
    }

    public var kind: Kind
    public var title: String
    /// `#| key: value` lines, in order.
    public var options: [Option]
    /// From the marker to the next one.
    public var span: Span
    /// Positions in `Program.body` of the statements that belong to it.
    public var statements: Range<Int>
    /// The text of a markdown cell, without the comment signs.
    public var prose: String

    public init(
        kind: Kind, title: String, options: [Option], span: Span, statements: Range<Int>, prose: String
    ) {
        self.kind = kind
        self.title = title
        self.options = options
        self.span = span
        self.statements = statements
        self.prose = prose
    }
}
