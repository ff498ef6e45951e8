/// A command's declaration as data: for help, the manual, completion and the checker.
public struct CommandDescription: Sendable {
    /// One `@Argument` or `@Option`.
    public struct Parameter: Sendable {
        /// As a script writes it: `block_size` for a property `blockSize`.
        public var name: String
        /// One sentence.
        public var help: String
        /// `int`, `tensor`, `list of string` …
        public var typeName: String
        /// Given by name only.
        public var isOption: Bool
        /// A call without it is an error.
        public var isRequired: Bool
        /// Takes all further positional arguments.
        public var isVariadic: Bool
        /// As help shows it; nil where there is none.
        public var defaultText: String?
        /// The words it takes, where there is a fixed set.
        public var choices: [String]?
        /// What a bare number means; other units of the kind are converted.
        public var unit: ParameterUnit?
        /// What the value names, for completion: `site`, `path`, `word`, `column`, `axis`, `axis or column`, `model`, `name`,
        /// or words that go with others, as `words otsu gmm mean`.
        public var completes: String?

        public init(
            name: String, help: String, typeName: String, isOption: Bool, isRequired: Bool, isVariadic: Bool,
            defaultText: String?, choices: [String]?, unit: ParameterUnit?, completes: String?
        ) {
            self.name = name
            self.help = help
            self.typeName = typeName
            self.isOption = isOption
            self.isRequired = isRequired
            self.isVariadic = isVariadic
            self.defaultText = defaultText
            self.choices = choices
            self.unit = unit
            self.completes = completes
        }
    }

    /// The word that calls it.
    public var name: String
    /// One sentence.
    public var summary: String
    /// Further paragraphs; may be empty.
    public var discussion: String
    /// Words that users of other tools would look for.
    public var searchTerms: [String]
    /// Scripts that help shows and tests run.
    public var examples: [Example]
    /// Arguments first, in order; then the options.
    public var parameters: [Parameter]
    /// The type of what it returns.
    public var output: String
    /// The chapter of the manual.
    public var chapter: String

    /// The positional parameters.
    public var arguments: [Parameter] { parameters.filter { !$0.isOption } }
    /// The parameters that are given by name.
    public var options: [Parameter] { parameters.filter(\.isOption) }

    /// `overlay(image, heat, colormap="magma", opacity=0.6)`.
    public var signature: String {
        let parts = parameters.map { parameter -> String in
            if parameter.isVariadic { return parameter.name + "…" }
            if let text = parameter.defaultText { return "\(parameter.name)=\(text)" }
            return parameter.isOption ? "\(parameter.name)=" : parameter.name
        }
        return "\(name)(\(parts.joined(separator: ", ")))"
    }
}

extension String {
    /// `blockSize` as `block_size`.
    var snakeCased: String {
        var result = ""
        for character in self {
            if character.isUppercase {
                if !result.isEmpty { result += "_" }
                result += character.lowercased()
            } else {
                result.append(character)
            }
        }
        return result
    }
}
