/// A command's declaration as data: for help, the manual, completion and the checker.
public struct CommandDescription: Sendable {
    public struct Parameter: Sendable {
        /// As a script writes it: `block_size` for a property `blockSize`.
        public var name: String
        public var help: String
        /// `int`, `tensor`, `list of string` …
        public var typeName: String
        /// Given by name only.
        public var isOption: Bool
        public var isRequired: Bool
        /// Takes all further positional arguments.
        public var isVariadic: Bool
        /// As help shows it; nil where there is none.
        public var defaultText: String?
        public var choices: [String]?
        public var unit: ParameterUnit?
        /// What the value names, for completion (`site`, `path`, `word`, `column`).
        public var completes: String?
    }

    public var name: String
    public var summary: String
    public var discussion: String
    public var searchTerms: [String]
    public var examples: [Example]
    /// Arguments first, in order; then the options.
    public var parameters: [Parameter]
    /// What it returns.
    public var output: String
    public var chapter: String

    public var arguments: [Parameter] { parameters.filter { !$0.isOption } }
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
