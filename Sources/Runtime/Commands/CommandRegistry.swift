/// The commands of a session by name. Adding one is one row.
public final class CommandRegistry: @unchecked Sendable {
    public private(set) var commands: [String: any Command.Type] = [:]
    /// Chapter of the manual by command name, and the chapters in order.
    public private(set) var chapters: [(title: String, names: [String])] = []

    public init() {}

    /// Adds commands under a chapter of the manual.
    public func add(_ chapter: String, _ types: [any Command.Type]) {
        for type in types { commands[type.name] = type }
        if let index = chapters.firstIndex(where: { $0.title == chapter }) {
            chapters[index].names += types.map { $0.name }
        } else {
            chapters.append((chapter, types.map { $0.name }))
        }
    }
}
