import Tensors

/// The commands of a session by name. Adding one is one row.
public final class CommandRegistry: @unchecked Sendable {
    public private(set) var commands: [String: any Command.Type] = [:]
    /// Chapter of the manual by command name, and the chapters in order.
    public private(set) var chapters: [(title: String, names: [String])] = []
    private var bindings: [String: CommandBinding] = [:]
    private var functions: [String: Function] = [:]
    private var constants: [String: Value] = [:]
    /// Counts changes, so that what was looked up before one is looked up again.
    package private(set) var version = 0

    public init() {}

    /// Adds commands under a chapter of the manual. A command of a name that is there replaces it.
    public func add(_ chapter: String, _ types: [any Command.Type]) {
        for type in types {
            commands[type.name] = type
            bindings[type.name] = nil
            functions[type.name] = nil
        }
        list(types.map { $0.name }, under: chapter)
    }

    /// Adds a Swift closure as a function that scripts can call, for programs that embed the language.
    public func add(
        _ name: String, _ parameters: [String] = [], help: String = "",
        body: @escaping ([Value]) throws -> Value
    ) {
        functions[name] = Function(name: name, parameterNames: parameters, documentation: help) { given, _ in
            try body(try given.ordered(parameters, of: name))
        }
        list([name], under: "Added")
    }

    /// Gives a name a value that every script finds, such as `pi`. A script may use the name for something else.
    public func add(_ name: String, constant: Value) {
        constants[name] = constant
        version += 1
    }

    private func list(_ names: [String], under chapter: String) {
        version += 1
        for index in chapters.indices { chapters[index].names.removeAll(where: names.contains) }
        if let index = chapters.firstIndex(where: { $0.title == chapter }) {
            chapters[index].names += names
        } else {
            chapters.append((chapter, names))
        }
    }

    /// The command or added function of this name as a value, or nil.
    public func function(named name: String) -> Function? {
        if let function = functions[name] { return function }
        guard let binding = binding(name) else { return nil }
        let function = binding.function()
        functions[name] = function
        return function
    }

    /// What a name means without a script's doing: a command, an added function or a constant.
    func value(named name: String) -> Value? { constants[name] ?? function(named: name).map { .function($0) } }

    /// The command that another language calls `word`, going by the search terms; nil where there is none.
    public func command(knownElsewhereAs word: String) -> String? {
        let wanted = word.lowercased()
        for chapter in chapters {
            for name in chapter.names {
                if commands[name]?.searchTerms.contains(where: { $0.lowercased() == wanted }) ?? false { return name }
            }
        }
        return nil
    }

    /// The declaration of a command, or nil where there is none of this name.
    public func description(of name: String) -> CommandDescription? {
        let chapter = chapters.first { $0.names.contains(name) }?.title ?? ""
        return binding(name)?.description(chapter: chapter)
    }

    /// All declarations, chapter by chapter.
    public var descriptions: [CommandDescription] {
        chapters.flatMap { chapter in chapter.names.compactMap { binding($0)?.description(chapter: chapter.title) } }
    }

    /// Every name that a script can call, unordered.
    public var names: [String] { Array(commands.keys) + functions.keys.filter { commands[$0] == nil } }

    /// Names such as `pi`, in alphabetical order.
    public var constantNames: [String] { constants.keys.sorted() }

    private func binding(_ name: String) -> CommandBinding? {
        if let binding = bindings[name] { return binding }
        guard let type = commands[name] else { return nil }
        let binding = CommandBinding(type)
        bindings[name] = binding
        return binding
    }
}

extension Arguments {
    /// The values in the order of `names`; with no names declared, the positional ones as they are.
    fileprivate func ordered(_ names: [String], of function: String) throws -> [Value] {
        if names.isEmpty, named.isEmpty { return positional }
        guard positional.count <= names.count else {
            throw ArgumentProblem(
                problem: .tooManyArguments(positional.count, names.count, function), place: .positional(names.count))
        }
        var values = positional.map { Optional($0) } + Array(repeating: nil, count: names.count - positional.count)
        for (name, value) in named {
            guard let index = names.firstIndex(of: name) else {
                throw ArgumentProblem(problem: .unknownOption(name, of: function, among: names), place: .named(name))
            }
            guard values[index] == nil else {
                throw ArgumentProblem(problem: .duplicateArgument(name, of: function), place: .named(name))
            }
            values[index] = value
        }
        return try zip(names, values).map { name, value in
            guard let value else { throw Problem.missingArgument(name, of: function, signature: names) }
            return value
        }
    }
}
