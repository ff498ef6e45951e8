import Language
import Runtime

extension Handbook {
    /// Signature, parameters, what is to be known, examples, neighbours.
    func commandPage(_ command: CommandDescription) -> HelpPage {
        var page = HelpPage(title: command.signature, kind: "command · \(command.chapter)")
        page.blocks.append(.prose(command.summary))
        if !command.parameters.isEmpty { page.blocks.append(.rows(command.parameters.map(row))) }
        if command.output != "none" { page.blocks.append(.prose("Gives: \(command.output).")) }
        page.blocks += Handbook.paragraphs(command.discussion)
        page.blocks += command.examples.map { .example(script: $0.script, gives: $0.gives) }
        let related = related(to: command)
        if !related.isEmpty { page.blocks.append(.prose("See also: " + related.joined(separator: ", "))) }
        return page
    }

    private func row(_ parameter: CommandDescription.Parameter) -> (left: String, right: String) {
        var facts = [parameter.typeName]
        if let unit = parameter.unit { facts.append("in \(unit.written)") }
        if let text = parameter.defaultText {
            facts.append("default \(text)")
        } else if !parameter.isRequired {
            facts.append("may be left out")
        } else if parameter.isOption {
            facts.append("required")
        }
        var right = "\(facts.joined(separator: ", ")). \(parameter.help)"
        if let choices = parameter.choices {
            right += " One of " + choices.map { "\"\($0)\"" }.joined(separator: ", ") + "."
        }
        let left =
            parameter.isVariadic ? parameter.name + "…" : parameter.isOption ? parameter.name + "=" : parameter.name
        return (left, right)
    }

    /// Commands that the text names, that share what they are called elsewhere, then the neighbours in the chapter.
    private func related(to command: CommandDescription) -> [String] {
        let names = Set(context.registry.names).union(context.lazyNames())
        var found: [String] = []
        func add(_ name: String) {
            if name != command.name, names.contains(name), !found.contains(name) { found.append(name) }
        }
        for word in (command.discussion + " " + command.parameters.map(\.help).joined(separator: " ")).split(
            whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" || $0 == "(") })
        where word.hasPrefix("`") || word.hasSuffix("(") {
            add(String(word.filter { $0 != "`" && $0 != "(" }))
        }
        let terms = Set(command.searchTerms.map { $0.lowercased() })
        for other in context.registry.descriptions
        where other.searchTerms.contains(where: { terms.contains($0.lowercased()) }) { add(other.name) }
        let chapter = context.registry.chapters.first { $0.title == command.chapter }?.names ?? []
        if let place = chapter.firstIndex(of: command.name) {
            for distance in 1...2 {
                for neighbour in [place + distance, place - distance] where chapter.indices.contains(neighbour) {
                    add(chapter[neighbour])
                }
            }
        }
        return Array(found.prefix(6))
    }

    /// A function of the standard library.
    func libraryPage(_ entry: LibraryModule.Entry) -> HelpPage {
        let module = LibraryModule.shared.first { $0.entries.contains { $0.name == entry.name } }?.name ?? ""
        return documented(entry.signature, "function · \(module)", entry.documentation, name: entry.name)
    }

    func modulePage(_ module: LibraryModule) -> HelpPage {
        HelpPage(
            title: "use \(module.name)", kind: "module of the library",
            blocks: [
                .prose(module.summary), .rows(module.entries.map { (left: $0.signature, right: $0.summary) }),
            ])
    }

    /// A function of a script: its comment block, its examples.
    func functionPage(_ name: String, _ function: Function) -> HelpPage {
        if let own = function.name, let command = context.registry.description(of: own),
            function.documentation == command.summary
        {
            return commandPage(command)
        }
        let isAdded = context.registry.function(named: name) != nil && session?[name] == nil
        return documented(
            function.signature, isAdded ? "function of the program" : "your function", function.documentation,
            name: name)
    }

    private func documented(_ signature: String, _ kind: String, _ documentation: String, name: String) -> HelpPage {
        var page = HelpPage(title: signature, kind: kind)
        page.blocks += Handbook.paragraphs(Doctest.prose(of: documentation))
        if page.blocks.isEmpty { page.blocks.append(.prose("A comment block above its `def` would stand here.")) }
        page.blocks += Doctest.all(in: documentation, subject: name).map {
            .example(script: $0.script, gives: $0.expected)
        }
        return page
    }

    /// Text parted at empty lines; lines that are indented stay as they are.
    static func paragraphs(_ text: String) -> [HelpPage.Block] {
        var blocks: [HelpPage.Block] = []
        var lines: [Substring] = []
        var isCode = false
        func finish() {
            if !lines.isEmpty {
                let indent = isCode ? lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0 : 0
                blocks.append(
                    isCode
                        ? .code(lines.map { String($0.dropFirst(indent)) }.joined(separator: "\n"))
                        : .prose(lines.joined(separator: " ")))
            }
            lines = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                finish()
                continue
            }
            let isIndented = line.hasPrefix("  ")
            if isIndented != isCode { finish() }
            isCode = isIndented
            lines.append(line)
        }
        finish()
        return blocks
    }

    // MARK: The session's own words

    func metaPage(_ name: String) -> HelpPage? {
        guard let word = MetaTable.word(name) else { return nil }
        var page = HelpPage(
            title: ":\(word.name)\(word.usage.isEmpty ? "" : " " + word.usage)", kind: "word of the session",
            blocks: [.prose(word.summary)])
        if !word.aliases.isEmpty {
            page.blocks.append(.prose("Also: " + word.aliases.map { ":" + $0 }.joined(separator: ", ")))
        }
        return page
    }

    func errorPage(_ id: String) -> HelpPage? {
        guard let page = ErrorPages.all.first(where: { $0.id == id }) else { return nil }
        var blocks = [HelpPage.Block.prose(page.meaning)]
        if !page.example.isEmpty { blocks.append(.code(page.example)) }
        for (title, text) in [("Why: ", page.why), ("Mend it: ", page.mending)] where !text.isEmpty {
            blocks.append(.prose(title + text))
        }
        if !page.related.isEmpty { blocks.append(.prose("See also: " + page.related.joined(separator: ", "))) }
        return HelpPage(title: id, kind: "error", blocks: blocks)
    }

    func topicPage(_ topic: LanguageTopic, _ name: String) -> HelpPage {
        HelpPage(
            title: topic.title, kind: topic.isOperator ? "operator" : "keyword",
            blocks: [.prose(topic.text)] + topic.examples.map { .example(script: $0.script, gives: $0.gives) })
    }
}
