extension CheckWalk {
    /// The arguments of a call against what is known of the function.
    /// - Parameter piped: what `|>` puts before the other arguments.
    func check(call callee: Expression, _ arguments: [Argument], hasBlock: Bool, piped: Expression?, _ span: Span) {
        called = callee.span
        guard case .name(let name) = callee.kind, case .found(let found?) = resolve(name) else { return }
        var positional = (piped.map { [$0] } ?? []) + arguments.filter { $0.name == nil }.map(\.value)
        var filled: Set<String> = []
        if hasBlock, let block = found.block {
            positional.removeLast()
            filled.insert(block)
        }
        let places = found.parameters.filter { !$0.isOption && !filled.contains($0.name) }
        for (index, value) in positional.enumerated() {
            guard let parameter = index < places.count ? places[index] : places.last(where: \.isVariadic) else {
                var diagnostic = Diagnostic.tooManyArguments(
                    found, positional.count, most: places.count, source, value.span)
                let isOption = diagnostic.help?.contains("by name") == true
                if piped != nil, positional.count == 2, arguments.count == 1, !hasBlock, !isOption {
                    diagnostic.help = "`|>` brings the first argument itself: write `|> \(name)`"
                    diagnostic.fixes = [.init(span, name)]
                }
                diagnostics.append(diagnostic)
                break
            }
            filled.insert(parameter.name)
            check(value, for: parameter, of: found)
        }
        for argument in arguments {
            guard let option = argument.name else { continue }
            guard let parameter = found.parameters.first(where: { $0.name == option.text }) else {
                if !found.takesAnyOption { diagnostics.append(.unknownOption(option, of: found, source)) }
                continue
            }
            if !filled.insert(option.text).inserted {
                diagnostics.append(.givenTwice(option, of: found, source))
            }
            check(argument.value, for: parameter, of: found)
        }
        for parameter in found.parameters
        where parameter.isRequired && !parameter.isVariadic && !filled.contains(parameter.name) {
            diagnostics.append(.missingArgument(parameter.name, of: found, source, span))
        }
    }

    /// A literal against the units and choices of a parameter.
    private func check(_ value: Expression, for parameter: Signature.Parameter, of function: Signature) {
        switch value.kind {
        case .quantity(_, let unit):
            guard let units = parameter.units, !units.contains(unit) else { return }
            diagnostics.append(.wrongUnit(unit, units, parameter.name, of: function, source, value.span))
        case .string(let parts):
            guard let choices = parameter.choices, let word = parts.constant, !choices.contains(word) else { return }
            diagnostics.append(.unknownChoice(word, choices, parameter.name, of: function, source, value.span))
        default: break
        }
    }
}

extension [StringPart] {
    /// The text of a string without values in it.
    fileprivate var constant: String? {
        var text = ""
        for part in self {
            guard case .text(let piece) = part else { return nil }
            text += piece
        }
        return text
    }
}

extension Diagnostic {
    static func unknownName(
        _ name: String, _ source: Source, _ span: Span, near: String?, resolve: (String) -> String? = { _ in nil }
    ) -> Diagnostic {
        let foreign = ForeignName(name, in: source, at: span, resolve: resolve)
        return Diagnostic(
            "name.unknown", "there is no name `\(name)`", labels: [Label(source, span)],
            help: foreign?.help ?? near.map { "did you mean `\($0)`?" },
            fixes: foreign?.fixes ?? near.map { [Fix(span, $0)] } ?? [])
    }

    static func usedEarly(_ name: String, _ source: Source, _ span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            "name.unknown", "`\(name)` has no value yet",
            labels: [Label(source, span), Label(source, first, "it gets its first value here")],
            help: "give it a value before it is used")
    }

    static func outerName(_ name: String, _ source: Source, _ span: Span) -> Diagnostic {
        Diagnostic(
            "name.outer", "`\(name)` belongs to the outside of this function, which can read it but not change it",
            labels: [Label(source, span)],
            help: "return the new value, or make a copy first: \(name) = \(name)")
    }

    static func tooManyArguments(
        _ function: Signature, _ count: Int, most: Int, _ source: Source, _ span: Span
    ) -> Diagnostic {
        let limit = most == 0 ? "no arguments" : most == 1 ? "one argument" : "at most \(most) arguments"
        let options = function.parameters.filter(\.isOption).prefix(8).map { "\($0.name)=" }
        return Diagnostic(
            "call.too-many-arguments", "`\(function.name)` takes \(limit), found \(count)",
            labels: [Label(source, span)],
            help: options.isEmpty ? nil : "options are given by name: \(options.joined(separator: " "))")
    }

    static func unknownOption(_ option: Name, of function: Signature, _ source: Source) -> Diagnostic {
        let names = function.parameters.map(\.name)
        let near = Language.option(meantBy: option.text, among: names)
        let shown = names.prefix(30).joined(separator: ", ") + (names.count > 30 ? ", …" : "")
        return Diagnostic(
            "call.unknown-option", "`\(function.name)` has no option `\(option.text)`",
            labels: [Label(source, option.span)],
            notes: [names.isEmpty ? "it has no options" : "options: \(shown)"],
            help: near.map { "did you mean `\($0)`?" },
            fixes: near.map { [Fix(span: option.span, replacement: $0, title: "write `\($0)`")] } ?? [])
    }

    static func givenTwice(_ option: Name, of function: Signature, _ source: Source) -> Diagnostic {
        Diagnostic(
            "call.duplicate-argument", "`\(function.name)` was given `\(option.text)` twice",
            labels: [Label(source, option.span)])
    }

    static func missingArgument(
        _ name: String, of function: Signature, _ source: Source, _ span: Span
    ) -> Diagnostic {
        Diagnostic(
            "call.missing-argument", "`\(function.name)` needs a value for `\(name)`", labels: [Label(source, span)],
            help: "it takes (\(function.parameters.map(\.name).joined(separator: ", ")))")
    }

    static func wrongUnit(
        _ unit: String, _ units: [String], _ name: String, of function: Signature, _ source: Source, _ span: Span
    ) -> Diagnostic {
        let wanted = units.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            "call.wrong-unit", "`\(name)` of `\(function.name)` is not given in `\(unit)`",
            labels: [Label(source, span)],
            help: units.count == 1
                ? "its unit is \(wanted)" : units.isEmpty ? "it has no unit" : "its units are \(wanted)")
    }

    static func unknownChoice(
        _ word: String, _ choices: [String], _ name: String, of function: Signature, _ source: Source, _ span: Span
    ) -> Diagnostic {
        let near = suggestion(for: word, among: choices)
        return Diagnostic(
            "call.unknown-choice", "`\(name)` of `\(function.name)` cannot be \"\(word)\"",
            labels: [Label(source, span)],
            notes: ["it is one of \(choices.map { "\"\($0)\"" }.joined(separator: ", "))"],
            help: near.map { "did you mean \"\($0)\"?" },
            fixes: near.map { [Fix(span: span, replacement: "\"\($0)\"", title: "write \"\($0)\"")] } ?? [])
    }
}
