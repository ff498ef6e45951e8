import Synchronization

/// How many times a part of a model computed something: what is found in a cache leaves it as it is.
public final class PassCount: Sendable {
    private let passes = Atomic<Int>(0)

    init() {}

    func add() { passes.add(1, ordering: .relaxed) }

    /// Since the model was opened.
    public var value: Int { passes.load(ordering: .relaxed) }
}
