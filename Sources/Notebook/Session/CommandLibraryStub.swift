import Runtime

/// Stands in until the command library is there.
enum CommandLibrary {
    static func register(in registry: CommandRegistry) { registry.add("Session", [PrintCommand.self]) }
}

struct PrintCommand: Command {
    static let name = "print", summary = "Print values."
    static let isVariadic = true
    @Argument("Values.") var values: [AnyValue] = []
    func run(in context: Context) throws -> Nothing {
        context.output(values.map { $0.value.printed }.joined(separator: " "))
        return Nothing()
    }
}

struct AnyValue: ValueRepresentable {
    static let typeName = "value"
    var value: Value
    static func from(_ value: Value) throws -> AnyValue { AnyValue(value: value) }
}
