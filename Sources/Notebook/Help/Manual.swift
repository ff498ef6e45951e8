import Runtime

/// The manual as Markdown pages, made of the declarations alone: the same commands give the same bytes.
public struct Manual {
    public struct Page: Sendable {
        /// `tensors-shape.md`.
        public var file: String
        public var title: String
        public var text: String
    }

    private let registry: CommandRegistry
    private let library: [LibraryModule]

    /// - Throws: where a module of the standard library does not parse.
    public init(registry: CommandRegistry) throws {
        self.registry = registry
        library = try LibraryModule.all()
    }

    /// The contents first, then a page a chapter and a page a module.
    public var pages: [Page] {
        let pages = chapterPages + modulePages
        var text =
            "# The Limn manual\n\nWritten by `limn doc` from the declarations of the commands and of the standard"
        text += " library.\n"
        for chapter in registry.chapters {
            let commands = chapter.names.compactMap { registry.description(of: $0) }
            guard !commands.isEmpty else { continue }
            text += "\n## [\(chapter.title)](\(Manual.file(chapter.title)))\n\n"
            for command in commands {
                text += "- [`\(command.name)`](\(Manual.file(chapter.title))#\(command.name)) \(command.summary)\n"
            }
        }
        for module in library where !module.entries.isEmpty {
            text += "\n## [`use \(module.name)`](\(Manual.file("library " + module.name)))\n\n"
            for entry in module.entries {
                text += "- [`\(entry.name)`](\(Manual.file("library " + module.name))#\(entry.name)) \(entry.summary)\n"
            }
        }
        text += "\n## [Errors](errors.md)\n\nWhat each error means, and how it is mended.\n"
        let errors = Page(file: "errors.md", title: "Errors", text: ErrorPages.markdown)
        return [Page(file: "README.md", title: "Contents", text: text)] + pages + [errors]
    }

    private var chapterPages: [Page] {
        registry.chapters.compactMap { chapter in
            let commands = chapter.names.compactMap { registry.description(of: $0) }
            guard !commands.isEmpty else { return nil }
            let text = "# \(chapter.title)\n" + commands.map { "\n" + Manual.entry($0) }.joined()
            return Page(file: Manual.file(chapter.title), title: chapter.title, text: text)
        }
    }

    private var modulePages: [Page] {
        library.filter { !$0.entries.isEmpty }.map { module in
            var text = "# \(module.name)\n\n\(module.summary)\n"
            for entry in module.entries { text += "\n" + Manual.entry(entry) }
            return Page(file: Manual.file("library " + module.name), title: module.name, text: text)
        }
    }

    /// One command: what it does, how it is called, every parameter, its examples.
    public static func entry(_ command: CommandDescription) -> String {
        var text = "## \(command.name)\n\n\(command.summary)\n\n```\n\(command.signature)\n```\n"
        if !command.parameters.isEmpty { text += "\n" + command.parameters.map(line).joined() }
        if command.output != "none" { text += "\nGives: \(command.output).\n" }
        if !command.discussion.isEmpty { text += "\n\(command.discussion)\n" }
        for example in command.examples {
            text += "\n```\n" + prompted(example.script) + (example.gives.map { $0 + "\n" } ?? "") + "```\n"
        }
        return text
    }

    /// One function of the standard library.
    public static func entry(_ entry: LibraryModule.Entry) -> String {
        var text = "## \(entry.name)\n\n```\n\(entry.signature)\n```\n"
        let prose = Doctest.prose(of: entry.documentation)
        if !prose.isEmpty { text += "\n\(prose)\n" }
        let tests = Doctest.all(in: entry.documentation, subject: entry.name)
        if !tests.isEmpty {
            text +=
                "\n```\n" + tests.map { prompted($0.script) + ($0.expected.map { $0 + "\n" } ?? "") }.joined() + "```\n"
        }
        return text
    }

    private static func line(_ parameter: CommandDescription.Parameter) -> String {
        var facts = [parameter.typeName]
        if let unit = parameter.unit { facts.append("in \(unit.written)") }
        if let text = parameter.defaultText { facts.append("default `\(text)`") }
        if parameter.isOption, parameter.isRequired { facts.append("required") }
        if let choices = parameter.choices {
            facts.append("one of " + choices.map { "`\"\($0)\"`" }.joined(separator: ", "))
        }
        let written =
            parameter.isVariadic ? parameter.name + "…" : parameter.isOption ? parameter.name + "=" : parameter.name
        return "- `\(written)` (\(facts.joined(separator: "; "))) \(parameter.help)\n"
    }

    private static func prompted(_ script: String) -> String {
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { ($0.offset == 0 ? ">>> " : "... ") + $0.element + "\n" }.joined()
    }

    /// `Tensors: shape` as `tensors-shape.md`.
    private static func file(_ title: String) -> String {
        var name = ""
        for character in title.lowercased() {
            if character.isLetter || character.isNumber {
                name.append(character)
            } else if name.last != "-" {
                name += "-"
            }
        }
        return name + ".md"
    }
}
