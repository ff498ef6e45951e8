import Language
import Runtime

extension Completer {
    /// What a place inside a call's brackets is for.
    struct Role {
        var parameter: Parameter
        /// Position in `cursor.openings` of the call.
        var call: Int
        /// The place is the key of a record, as in `edit={"mid_block": …}`.
        var isKey = false
    }

    /// What the cursor's item of an open bracket is for; a list or a group is for what stands around it.
    func role(at index: Int) -> Role? {
        guard cursor.openings.indices.contains(index) else { return nil }
        let opening = cursor.openings[index]
        guard opening.current.value == nil || index < cursor.openings.count - 1 else { return nil }
        switch opening.kind {
        case .list, .group: return role(at: index - 1)
        case .record:
            guard opening.current.name == nil, var role = role(at: index - 1) else { return nil }
            role.isKey = true
            return role
        case .element: return nil
        case .call(let callee, let subject):
            let parameters = parameters(of: callee)
            if let name = opening.current.name {
                return parameters.first { $0.name == name }.map { Role(parameter: $0, call: index) }
            }
            let arguments = parameters.filter { !$0.isOption }
            let place = opening.finished.count { $0.name == nil } + (subject == nil ? 0 : 1)
            if place < arguments.count { return Role(parameter: arguments[place], call: index) }
            guard let last = arguments.last, last.isVariadic else { return nil }
            return Role(parameter: last, call: index)
        }
    }

    /// What a call can be given: of a command, a function of the library, or one of the user's.
    func parameters(of callee: Span) -> [Parameter] {
        let text = cursor.source.text(in: callee)
        if let value = peek(callee) {
            guard case .function(let function) = value else { return [] }
            if let name = function.name, let command = session.context.registry.description(of: name),
                function.parameterNames == command.arguments.map(\.name)
            {
                return command.parameters
            }
            return FunctionParameters.all(
                zip(function.parameterNames, function.parameterDefaults).map { ($0, $1) },
                documentation: function.documentation, session: session)
        }
        if let command = session.context.registry.description(of: text) { return command.parameters }
        guard let entry = LibraryModule.entry(text) else { return [] }
        return FunctionParameters.all(entry.defaults, documentation: entry.documentation, session: session)
    }

    // MARK: What is in reach

    /// Values of the calls around the cursor, the nearest first: what is piped in, then the arguments before.
    func reach(from call: Int) -> [Value] {
        cursor.openings[...min(call, cursor.openings.count - 1)].reversed().flatMap { opening -> [Value] in
            guard case .call(_, let subject) = opening.kind else { return [] }
            return [subject.flatMap(peek)].compactMap { $0 } + opening.finished.compactMap { peek($0.value) }
        }
    }

    /// Names of one kind that objects in reach know; else those of the objects that the session has.
    func names(of kind: String, from call: Int) -> [String] {
        func names(_ value: Value) -> [String] {
            if case .native(let object) = value { return object.names(of: kind) }
            return []
        }
        if let found = reach(from: call).map(names).first(where: { !$0.isEmpty }) { return found }
        if kind == "word", let words = promptWords(from: call) { return words }
        var found: [String] = []
        var seen = Set<String>()
        for name in session.names.reversed() where name != "ans" && name != "out" {
            guard let value = session[name] else { continue }
            found += names(value).filter { seen.insert($0).inserted }
        }
        return found
    }

    /// The words of a prompt that is written out in a call around the cursor.
    private func promptWords(from call: Int) -> [String]? {
        for opening in cursor.openings[...min(call, cursor.openings.count - 1)].reversed() {
            guard case .call(let callee, let subject) = opening.kind else { continue }
            let arguments = parameters(of: callee).filter { !$0.isOption }
            var place = subject == nil ? 0 : 1
            for item in opening.finished {
                let name = item.name ?? (place < arguments.count ? arguments[place].name : "")
                if item.name == nil { place += 1 }
                guard ["prompt", "phrase", "text"].contains(name), case .string(let text)? = peek(item.value) else {
                    continue
                }
                var seen = Set<String>()
                return text.string.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }.map(String.init)
                    .filter { seen.insert($0).inserted }
            }
        }
        return nil
    }

    func columns(from call: Int) -> [String] {
        for value in reach(from: call) {
            switch value {
            case .table(let table): return table.columnNames
            case .list(let items):
                if case .record(let record)? = items.first { return record.keys }
            case .record(let record): return record.keys
            default: continue
            }
        }
        return []
    }

    func axes(from call: Int) -> [String] {
        for case .tensor(let tensor) in reach(from: call) { return tensor.names.compactMap { $0 } }
        return []
    }
}

/// What the parameters of a function in a script take, by the names that the field uses and by its comment.
enum FunctionParameters {
    private static let kinds = [
        "word": "word", "words": "word", "token": "word", "tokens": "word", "site": "site", "sites": "site",
        "path": "path", "file": "path", "folder": "path", "by": "column", "column": "column", "columns": "column",
        "over": "axis", "axis": "axis",
    ]
    /// Parameters that are the same wherever they stand, and a command that has each.
    private static let shared = ["colormap": "overlay", "scheduler": "sample", "dtype": "zeros"]

    static func all(_ parameters: [(name: String, standard: String?)], documentation: String, session: Session)
        -> [CommandDescription.Parameter]
    {
        parameters.map { name, standard in
            var choices = rows(of: name, in: documentation)
            if choices.isEmpty, let command = shared[name] {
                choices =
                    session.context.registry.description(of: command)?.parameters.first { $0.name == name }?.choices
                    ?? []
            }
            if choices.isEmpty, let standard, standard.hasPrefix("\""), standard.count > 2, kinds[name] == nil {
                choices = [String(standard.dropFirst().dropLast())]
            }
            return CommandDescription.Parameter(
                name: name, help: "", typeName: "value", isOption: standard != nil, isRequired: standard == nil,
                isVariadic: false, defaultText: standard, choices: choices.isEmpty ? nil : choices, unit: nil,
                completes: kinds[name])
        }
    }

    /// The words of a comment's list below a line that names the parameter in backticks and ends with a colon.
    private static func rows(of name: String, in documentation: String) -> [String] {
        let lines = documentation.split(separator: "\n", omittingEmptySubsequences: false)
        guard let head = lines.firstIndex(where: { $0.contains("`\(name)`") && $0.hasSuffix(":") }) else { return [] }
        return lines[(head + 1)...].prefix { $0.hasPrefix("  ") }.compactMap { line in
            let text = line.drop { $0 == " " }
            let word = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let isHead = line.count - text.count <= 3 && text.dropFirst(word.count).hasPrefix("  ")
            return isHead && !word.isEmpty ? String(word) : nil
        }
    }
}
