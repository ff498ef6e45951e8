import Language
import Runtime

/// Answers one question of what may stand at a cursor.
struct Completer {
    typealias Candidate = Completion.Candidate
    typealias Parameter = CommandDescription.Parameter

    let session: Session
    let cursor: Cursor
    /// The byte behind the cursor.
    let closing: UInt8?
    /// What is typed of the word, string or unit so far, as it stands in the text.
    let typed: String
    /// Names that stand for the elements of a table or a list.
    let elements: [String: Value]

    init(_ session: Session, _ cursor: Cursor, _ text: String, closing: UInt8?) {
        self.session = session
        self.cursor = cursor
        self.closing = closing
        let end = text.utf8.count
        let start = min(max(cursor.start, 0), end)
        typed = String(
            decoding: Array(cursor.source.bytes.suffix(max(0, cursor.source.bytes.count - (start - cursor.shift)))),
            as: UTF8.self)
        var elements: [String: Value] = [:]
        for element in cursor.elements {
            let subject: Value? =
                switch element.subject {
                case .lastAnswer: session["ans"]
                case .expression(let span):
                    session.interpreter.peek(cursor.source.text(in: span), elements: elements)
                }
            elements[element.name] = subject?.firstElement
        }
        self.elements = elements
    }

    func completion() -> Completion {
        let candidates: [Candidate] =
            switch cursor.typing {
            case .comment: []
            case .word: words()
            case .field(let operand): fields(of: operand)
            case .unit: units()
            case .module: modules()
            case .string(let quoted): strings(quoted)
            }
        return Completion(start: cursor.start, candidates: candidates)
    }

    /// The value of a part of the text, where looking at it does nothing.
    func peek(_ span: Span?) -> Value? {
        guard let span else { return nil }
        return session.interpreter.peek(cursor.source.text(in: span), elements: elements)
    }

    func peek(_ subject: Cursor.Subject) -> Value? {
        switch subject {
        case .lastAnswer: session["ans"]
        case .expression(let span): peek(span)
        }
    }

    // MARK: Words

    /// A name; before it what the bracket around it asks for.
    private func words() -> [Candidate] {
        let special = Match.filter(asked(), typed) { $0.text.hasPrefix("\"") ? String($0.text.dropFirst()) : $0.text }
        let asked = role(at: cursor.openings.count - 1)?.parameter
        let names = NameSource(session: session, locals: cursor.locals, elements: elements)
        let others = names.matching(
            typed, preferring: isValueStart ? asked?.typeName : nil, isLenient: special.isEmpty)
        // What a required argument takes goes before the options that may follow it.
        let fitting = asked?.isRequired == true ? others.filter { session[$0.text]?.typeName == asked?.typeName } : []
        return special.filter { !$0.text.hasSuffix("=") } + fitting + special + others
    }

    /// Nothing of the present item stands before the word.
    private var isValueStart: Bool { cursor.openings.last?.current.value == nil }

    private func asked() -> [Candidate] {
        guard let opening = cursor.openings.last, opening.current.value == nil else { return [] }
        switch opening.kind {
        case .call:
            let values = quotedValues(role(at: cursor.openings.count - 1))
            return opening.current.name == nil ? values + options(of: opening) : values
        case .list: return quotedValues(role(at: cursor.openings.count - 1))
        case .record:
            guard opening.current.name == nil else { return [] }
            return quotedValues(role(at: cursor.openings.count - 1))
        case .element(let base): return opening.current.name == nil ? keys(of: base) : labels(of: base, opening)
        case .group: return []
        }
    }

    /// The options of a call that it was not given yet.
    private func options(of opening: Cursor.Opening) -> [Candidate] {
        guard case .call(let callee, let subject) = opening.kind else { return [] }
        let given = Set(opening.items.compactMap(\.name))
        let positional = opening.finished.count { $0.name == nil } + (subject == nil ? 0 : 1)
        let arguments = parameters(of: callee).filter { !$0.isOption }.dropFirst(positional)
        let options = parameters(of: callee).filter(\.isOption)
        return (options + (typed.isEmpty ? [] : arguments)).filter { !given.contains($0.name) && !$0.isVariadic }
            .map { Candidate(text: $0.name + "=", detail: detail(of: $0)) }
    }

    private func detail(of parameter: Parameter) -> String {
        let unit = parameter.unit.map { " in \($0.written)" } ?? ""
        let standard = parameter.defaultText.map { " = \($0)" } ?? ""
        let type = parameter.typeName == "value" ? "" : parameter.typeName + unit + standard
        return [type.isEmpty ? standard.trimmedOfBlanks : type, parameter.help].filter { !$0.isEmpty }
            .joined(separator: "  ")
    }

    // MARK: Fields, units, modules

    private func fields(of operand: Span?) -> [Candidate] {
        guard let value = peek(operand) else { return [] }
        let names = value.fieldNames.filter(\.isName)
        return Match.filter(names, typed) { $0 }.map { name in
            var detail = ""
            if case .record(let record) = value { detail = record[name].map { ValueSummary.line($0) } ?? "" }
            if case .table(let table) = value, let column = table[column: name] {
                detail = "column of \(column.first.map(\.typeName) ?? "nothing")"
            }
            return Candidate(text: name, detail: detail)
        }
    }

    private func units() -> [Candidate] {
        let parameter = cursor.openings.indices.reversed().first { !cursor.openings[$0].isBare }
            .flatMap { role(at: $0)?.parameter }
        let all = ["%"] + Units.names.sorted()
        if let unit = parameter?.unit {
            let fitting = all.filter { unit.factor(of: $0) != nil }
            let first = fitting.filter { $0 == unit.written } + fitting.filter { $0 != unit.written }
            return first.filter { $0.hasPrefix(typed) }.map { Candidate(text: $0, detail: "unit") }
        }
        guard !typed.isEmpty else { return [] }
        return all.filter { $0.hasPrefix(typed) }.map { Candidate(text: $0, detail: "unit") }
    }

    private func modules() -> [Candidate] {
        Match.filter(LibraryModule.shared, typed) { $0.name }.map { Candidate(text: $0.name, detail: $0.summary) }
    }
}

extension Cursor.Opening {
    /// A list or a group: what is asked for inside is what is asked for around it.
    var isBare: Bool {
        switch kind {
        case .list, .group: true
        default: false
        }
    }
}

extension String {
    /// Could stand after a dot or before `=`.
    var isName: Bool {
        guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
        return unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
    }
}
