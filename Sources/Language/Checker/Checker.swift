/// Reads a script without running it: names, options, argument counts, units and literal choices.
///
/// It says nothing about what it cannot know (fields, values of variables), and so never complains about a script that
/// would run.
public struct Checker {
    /// The program of a module; nil where there is none.
    /// - Parameters: the path as written, and the source that says `use`.
    public typealias ModuleLoader = (_ path: String, _ user: Source) throws(Diagnostic) -> Program?

    private let signatures: any Signatures
    private let loadModule: ModuleLoader

    public init(signatures: any Signatures, loadModule: @escaping ModuleLoader = { _, _ throws(Diagnostic) in nil }) {
        self.signatures = signatures
        self.loadModule = loadModule
    }

    /// What is wrong with a program, in the order of its text.
    public func check(_ program: Program) -> [Diagnostic] {
        let modules = ModuleNames(load: loadModule)
        let walk = CheckWalk(source: program.source, signatures: signatures, modules: modules)
        walk.topLevel(program.body)
        return (modules.diagnostics + walk.diagnostics).sorted { a, b in
            let (first, second) = (a.labels.first, b.labels.first)
            let isHere = (first?.source === program.source, second?.source === program.source)
            if isHere.0, isHere.1 { return (first?.span.start ?? 0) < (second?.span.start ?? 0) }
            return !isHere.0 && isHere.1
        }
    }
}

/// A name that a script gives a value to.
struct Definition {
    var span: Span
    /// Where it is a function of which the parameters are known.
    var signature: Signature?
}

/// The names that modules bring in, each module read once.
final class ModuleNames {
    private let load: Checker.ModuleLoader
    private var known: [String: [String: Definition]?] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(load: @escaping Checker.ModuleLoader) { self.load = load }

    /// Public names of the module at `path`; nil where it cannot be read.
    func names(_ path: String, user: Source) -> [String: Definition]? {
        let key = path.hasPrefix(".") ? user.name + "\u{0}" + path : path
        if let names = known[key] { return names }
        // A circle of modules ends here; running it is refused elsewhere.
        known[key] = .some([:])
        var names: [String: Definition]?
        do throws(Diagnostic) {
            if let program = try load(path, user) {
                let collector = NameCollector(source: program.source, modules: self)
                collector.visit(program.body)
                names = collector.definitions.filter { !$0.key.hasPrefix("_") }
            }
        } catch {
            diagnostics.append(error)
            names = [:]
        }
        known[key] = .some(names)
        return names
    }
}
