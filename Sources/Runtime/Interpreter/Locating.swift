import Language
import Tensors

/// An argument that a command or function cannot take; the call knows where it stands in the script.
struct ArgumentProblem: Error {
    enum Place { case positional(Int), named(String) }
    var problem: Problem
    var place: Place
}

extension Problem {
    func diagnostic(_ source: Source, _ span: Span, label: String = "") -> Diagnostic {
        Diagnostic(id, message, labels: [.init(source, span, label)], notes: notes, help: help)
    }
}

extension Frame {
    /// The error with a place: `span` for what has none yet. Interrupts and returns pass unchanged.
    func locate(_ error: any Error, at span: Span) -> any Error { locateError(error, source: source, span: span) }

    /// - Parameter isLoading: `use` stands there; a fault in a module stays where it is in that module.
    func locate(_ error: any Error, at span: Span, calling name: String, isLoading: Bool = false) -> any Error {
        if var diagnostic = error as? Diagnostic {
            if let inside = diagnostic.labels.first, inside.source.isLibrary, !source.isLibrary, !isLoading {
                diagnostic.leaveLibrary(inside, calling: name, for: .init(source, span))
            } else {
                diagnostic.addFrame(.init(function: name, source: source, span: span))
            }
            return diagnostic
        }
        return locate(error, at: span)
    }

    func unknownName(_ name: String, isCalled: Bool, at span: Span, in module: Module) -> Diagnostic {
        let known = module.interpreter?.knownNames(in: module) ?? module.definedNames
        let isFunction = (isCalled || source.isAmongArguments(span)) && name != "isinstance"
        let synonym = isFunction ? context.registry.command(knownElsewhereAs: name) : nil
        let other = synonym ?? meant(name, isCalled: isCalled, at: span, in: module, known)
        let foreign = ForeignName(name, in: source, at: span) { word in
            known.contains(word) ? word : self.context.registry.command(knownElsewhereAs: word)
        }
        return Diagnostic(
            "name.unknown", "there is no name `\(name)`", labels: [.init(source, span)],
            help: synonym == nil ? foreign?.help ?? near(other) : near(other),
            fixes: (synonym == nil ? foreign?.fixes : nil)
                ?? other.map { [.init(span: span, replacement: $0, title: "write `\($0)`")] } ?? [])
    }
}

extension Frame {
    /// The nearest name that could stand there: in front of a field no function, in front of brackets first of all one.
    private func meant(
        _ name: String, isCalled: Bool, at span: Span, in module: Module, _ known: [String]
    ) -> String? {
        func isFunction(_ word: String) -> Bool {
            if let value = module.cells[word]?.value {
                if case .function = value { return true }
                return false
            }
            return context.registry.commands[word] != nil || context.lazyModule(word) != nil
        }
        if source.isBeforeField(span) {
            let owners = module.definedNames.filter { word in
                guard !isFunction(word), let value = module.cells[word]?.value else { return false }
                return !value.isPlainNumber
            }
            return suggestion(for: name, among: owners)
        }
        return isCalled
            ? suggestion(for: name, among: known.filter(isFunction)) ?? suggestion(for: name, among: known)
            : suggestion(for: name, among: known)
    }
}

private func near(_ name: String?) -> String? { name.map { "did you mean `\($0)`?" } }

func locateError(_ error: any Error, source: Source, span: Span) -> any Error {
    switch error {
    case is Diagnostic, is Interrupted, is Unwind: error
    case let problem as Problem: problem.diagnostic(source, span)
    case let argument as ArgumentProblem: argument.problem.diagnostic(source, span)
    case let mismatch as Mismatch: mismatch.problem.diagnostic(source, span)
    default: Diagnostic("internal.error", "\(error)", labels: [.init(source, span)])
    }
}

extension Mismatch {
    var problem: Problem { Problem("call.type", "expected \(expected), found \(found)", help: help) }
}

extension Diagnostic {
    /// Marks the user's own call instead of the line of the standard library that it led to, which becomes a note.
    mutating func leaveLibrary(_ inside: Label, calling name: String, for call: Label) {
        let line = inside.source.position(at: inside.span.start).line
        labels = [call]
        fixes = []
        trace = []
        notes.append("found by `\(name)` of the standard library (\(inside.source.name), line \(line))")
    }

    /// Of a limit, which `try … else` lets pass.
    var isLimit: Bool { id.hasPrefix("limit.") }
}
