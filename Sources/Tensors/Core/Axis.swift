/// What one dimension of a tensor means.
public struct Axis: Sendable, Equatable {
    /// A name such as `"y"`, `"head"` or `"token"`; nil where nobody named it.
    public var name: String?
    /// One label a position (`["<start>", "a", "dog"]`), or nil. Several positions may share one.
    public var labels: [String]?

    /// An axis with what is known of it.
    public init(_ name: String? = nil, labels: [String]? = nil) {
        self.name = name
        self.labels = labels
    }

    /// Neither name nor labels.
    public static let unnamed = Axis()
}
