import Language
import Runtime
import Stdlib

extension Session {
    /// What a program that parses says that cannot be right: names, options, argument counts, units, choices.
    func findings(in program: Program) throws -> [Diagnostic] {
        let signatures = SessionSignatures(session: self)
        return Checker(signatures: signatures, loadModule: loadForCheck).check(program) + program.optionNotes
    }

    /// The program of a module, read but not run; nil where there is none that can be read.
    func loadForCheck(_ path: String, _ user: Source) throws(Diagnostic) -> Program? {
        if let text = Stdlib.source(of: path) { return try Parser.parse(Source(name: path, text: text)) }
        guard path.hasPrefix(".") || path.hasPrefix("/") || path.hasSuffix(".limn") else { return nil }
        let folder = user.name.lastIndex(of: "/").map { String(user.name[..<$0]) }
        let place = path.hasPrefix("/") ? path : "\(folder ?? context.directory)/\(path)"
        guard let source = try? ScriptFile.read(place) else { return nil }
        return try Parser.parse(source)
    }
}

/// What the checker has to know of a session.
final class SessionSignatures: Signatures {
    private let session: Session
    private var library: [String: Signature]?

    init(session: Session) { self.session = session }

    var names: [String] {
        session.names + session.context.registry.names + session.context.registry.constantNames
            + session.context.lazyNames() + ["ans", "out"]
    }

    func function(named name: String) -> Signature? {
        // A name that the session gave a value to may hold any function.
        if session[name] != nil { return nil }
        if session.context.lazyModule(name) != nil { return libraryFunctions()[name] }
        return session.context.registry.description(of: name).map(signature)
    }

    func function(knownElsewhereAs word: String) -> String? {
        session.context.registry.command(knownElsewhereAs: word)
    }

    private func libraryFunctions() -> [String: Signature] {
        if let library { return library }
        var found: [String: Signature] = [:]
        for module in (try? LibraryModule.all()) ?? [] {
            for entry in module.entries where found[entry.name] == nil {
                found[entry.name] = Signature(
                    entry.name, entry.parameters.map { Signature.Parameter($0.name, isRequired: $0.isRequired) })
            }
        }
        library = found
        return found
    }

    private func signature(_ command: CommandDescription) -> Signature {
        Signature(
            command.name,
            command.parameters.map { parameter in
                Signature.Parameter(
                    parameter.name, isOption: parameter.isOption, isRequired: parameter.isRequired,
                    isVariadic: parameter.isVariadic, units: parameter.unit.map(units), choices: parameter.choices)
            },
            block: command.parameters.last { $0.typeName == "function" }?.name)
    }

    /// Every way to write a value of this kind.
    private func units(_ unit: ParameterUnit) -> [String] {
        (Units.names.sorted() + ["%"]).filter { unit.factor(of: $0) != nil }
    }
}
