import Tensors

/// One call of a command with its arguments bound: what a cache looks up, and what provenance tells.
public final class BoundCall {
    public let command: any Command
    public let context: Context
    /// The parameters' names in the order of the declaration.
    public let names: [String]
    let slots: [any ParameterSlot]
    /// Read once: a seed of the session may be another after the call.
    private var settledValues: [String: Value]?

    init(_ command: any Command, _ names: [String], _ slots: [any ParameterSlot], _ context: Context) {
        self.command = command
        self.names = names
        self.slots = slots
        self.context = context
    }

    public var type: any Command.Type { Swift.type(of: command) }
    public var name: String { type.name }

    /// Runs the command, or takes what is kept of it. - Throws: what the command throws.
    func run() throws -> Value {
        guard type.caching != nil, let cache = context.cache else { return try traced() }
        return try cache.result(of: self) { try self.traced() }
    }

    /// The answer with the word of how it was made.
    private func traced() throws -> Value {
        let settled = try? settled()
        let answer = try BoundCall.run(command, context)
        guard answer.isTraceable else { return answer }
        // A tensor may be the caller's own, handed through; what a model gave is new.
        if case .tensor = answer, type.caching == nil { return answer }
        // What a file told of its content stays; what an argument told is where the answer came from.
        if let told = answer.provenance, !isOfArgument(told) { return answer }
        return answer.with(Provenance(self, settled: settled ?? [:]))
    }

    private func isOfArgument(_ provenance: Provenance) -> Bool {
        slots.contains { $0.bound.provenance === provenance }
    }

    private static func run(_ command: some Command, _ context: Context) throws -> Value {
        try command.run(in: context).value
    }

    /// See `Command.settled(in:)`.
    public func settled() throws -> [String: Value] {
        if let settledValues { return settledValues }
        let values = try command.settled(in: context)
        settledValues = values
        return values
    }

    /// Every parameter with its value: given, settled, or the default.
    public func arguments(_ settled: [String: Value]) -> [(name: String, value: Value)] {
        zip(names, slots).map { ($0, settled[$0] ?? $1.bound) }
    }

    /// The objects among the arguments that a kept result may point back to.
    public var references: [(name: String, object: any Native)] {
        zip(names, slots).compactMap { name, slot in
            guard case .native(let object) = slot.bound, object is any ReferencedNative else { return nil }
            return (name, object)
        }
    }

    /// The key of this call: 64 hexadecimal digits.
    /// - Parameter build: what tells this build of Limn from another.
    /// - Throws: `Unkept`, `Interrupted`.
    public func key(build: String) throws -> String {
        var hasher = KeyHasher(context: context)
        hasher.add("limn result 1")
        hasher.add(build)
        try hasher.add(.record(context.machine()))
        hasher.add(name)
        hasher.add(type.caching?.version ?? 0)
        for (name, value) in arguments(try settled()) {
            hasher.add(name)
            try hasher.add(value)
        }
        return hasher.finish()
    }
}

/// A native object that is found again by its place among the arguments instead of being kept with a result: a model.
public protocol ReferencedNative: KeyedNative {}
