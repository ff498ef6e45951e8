import Runtime

/// `help("overlay")`: the entry of a command, or what is found by searching.
struct HelpCommand: Command {
    static let purity = Purity.impure
    static let name = "help"
    static let summary = "Show how a command or a function is used, or search for words."
    static let discussion = "In a session `?name` is the same, and `??words` searches everything."
    static let searchTerms = ["man", "doc", "apropos", "manual"]
    static let examples = [Example("help(\"help\")"), Example("help(\"heat map\")")]

    @Argument("A name, words to search for, or a function.", completes: "name") var topic: HelpTopic = HelpTopic()

    func run(in context: Context) throws -> Nothing {
        let handbook = Handbook(context)
        if let function = topic.function {
            context.present(handbook.functionPage(function.name ?? "function", function))
        } else {
            context.present(try handbook.page(for: topic.words))
        }
        return Nothing()
    }
}

/// A string, or a function that knows its own help.
struct HelpTopic: ValueRepresentable {
    static let typeName = "string or function"
    var words = ""
    var function: Function?

    static func from(_ value: Value) throws -> HelpTopic {
        switch value {
        case .string(let words): return HelpTopic(words: words.string)
        case .function(let function): return HelpTopic(words: function.name ?? "", function: function)
        default: throw Mismatch(expected: "a name in quotes or a function", found: value)
        }
    }
    var value: Value { .string(words) }
}
