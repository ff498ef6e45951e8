import Runtime

/// `help("overlay")`: the entry of a command, or what is found by searching.
struct HelpCommand: Command {
    static let purity = Purity.impure
    static let name = "help"
    static let summary = "Show how a command or a function of the standard library is used, or search for words."
    static let searchTerms = ["man", "doc", "apropos", "manual"]
    static let examples = [Example("help(\"help\")"), Example("help(\"heat map\")")]

    @Argument("A name, words to search for, or a function.") var topic: HelpTopic = HelpTopic(words: "")

    func run(in context: Context) throws -> Nothing {
        let help = Help(registry: context.registry)
        if topic.words.isEmpty {
            for chapter in context.registry.chapters {
                context.output("\(chapter.title): \(chapter.names.joined(separator: " "))")
            }
            return Nothing()
        }
        guard let text = help.text(for: topic.words) ?? topic.text else {
            throw Problem(
                "help.unknown", "nothing is known of `\(topic.words)`",
                help: help.suggestion(for: topic.words).map { "did you mean `\($0)`?" })
        }
        context.output(text)
        return Nothing()
    }
}

/// A string, or a function that knows its own help.
struct HelpTopic: ValueRepresentable {
    static let typeName = "string or function"
    var words: String
    var text: String?

    static func from(_ value: Value) throws -> HelpTopic {
        switch value {
        case .string(let words): return HelpTopic(words: words)
        case .function(let function):
            return HelpTopic(words: function.name ?? "", text: "\(function.signature)\n\n\(function.documentation)")
        default: throw Mismatch(expected: "a name in quotes or a function", found: value)
        }
    }
    var value: Value { .string(words) }
}
