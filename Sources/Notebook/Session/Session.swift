import Commands
import Language
import Runtime
import Stdlib

/// A running Limn: the commands, the standard library, and the names that were given values.
///
/// ```swift
/// let session = Session()
/// session.add("twice", ["x"]) { .float(2 * (try Double.from($0[0]))) }
/// try session.run("y = twice(21)")
/// session["y"]    // 42.0
/// ```
public final class Session: @unchecked Sendable {
    /// Output, notes, progress, folder, seed and limits.
    public let context: Context
    let interpreter: Interpreter
    private let library = LibraryIndex()
    /// Which statement gave a name its value.
    let journal = StatementJournal()
    /// The last error of a text that was run here, for `:explain`.
    public internal(set) var lastError: Diagnostic?
    private let answers = Answers()
    /// What was entered at prompts and went well, in order.
    public private(set) var entries: [SessionEntry] = []
    /// What completion looked up of the commands.
    let knownNames = KnownNames()
    /// Where each top-level name got its value: `in[3]`, `script.limn, line 12`.
    private(set) var definitions: [String: String] = [:]

    /// - Parameters:
    ///   - directory: the folder that relative paths in a script start from.
    ///   - models: folders that hold models by name, such as the `models` of this repository; looked at before those that
    ///     are found beside the executable.
    ///   - output: takes what scripts print, without a trailing newline.
    ///   - note: takes remarks that are no results.
    public init(
        directory: String = ".", models: [String] = [], output: @escaping (String) -> Void = { _ in },
        note: @escaping (String) -> Void = { _ in }
    ) {
        let registry = CommandRegistry()
        CommandLibrary.register(in: registry)
        registry.add("Session", [HelpCommand.self])
        context = Context(registry: registry, directory: directory, output: output, note: note)
        let shipped = models + ResourceLocator.shippedModels()
        context.services["modelFolders"] = ResourceLocator.modelFolders(after: shipped, directory: directory)
        context.confinement.readable = shipped
        interpreter = Interpreter(context: context)
        let (library, journal) = (library, journal)
        context.machine = { CommandLibrary.machine() }
        context.afterStatement = { journal.add($0, $1, isComplete: $2) }
        context.statementAccount = { [unowned self] in statementAccount() }
        context.moduleSource = { Stdlib.source(of: $0) }
        context.moduleNames = { Stdlib.modules }
        context.lazyModule = { library.module(defining: $0) }
        context.lazyNames = { library.names }
    }

    // MARK: Commands

    /// Adds a command that the program brings itself.
    public func add<Added: Command>(_ type: Added.Type, chapter: String = "Added") {
        context.registry.add(chapter, [type])
    }

    /// Adds a Swift closure as a function that scripts can call.
    public func add(
        _ name: String, _ parameters: [String] = [], help: String = "", body: @escaping ([Value]) throws -> Value
    ) {
        context.registry.add(name, parameters, help: help, body: body)
    }

    // MARK: Running

    /// Runs a text; its top-level names stay for the next one.
    /// - Parameters:
    ///   - name: what diagnostics call the text.
    ///   - onAnswer: called with the value of each top-level expression that is neither silent (`;`) nor none.
    /// - Returns: the value of the last top-level expression, or none.
    /// - Throws: `Diagnostic`; `Interrupted` where the user stopped it. What was assigned before stays.
    @discardableResult
    public func run(_ text: String, name: String = "script", onAnswer: ((Value) throws -> Void)? = nil) throws -> Value
    {
        try run(Source(name: name, text: text), onAnswer: onAnswer)
    }

    /// Runs a source, such as a file's. - Throws: as `run(_:name:onAnswer:)`.
    @discardableResult
    public func run(_ source: Source, onAnswer: ((Value) throws -> Void)? = nil) throws -> Value {
        do {
            return try context.runDeep {
                let program = try Parser.parse(source)
                defer { definitions.merge(program.definitions) { $1 } }
                // Cells matter where one of them says how it runs.
                if program.cells.contains(where: { !$0.isEvaluated || !$0.showsOutput }) {
                    let cells = cells(of: program)
                    var ledger = CellLedger()
                    return try run(cells, cells.all, ledger: &ledger, onAnswer: onAnswer)
                }
                return try interpreter.run(program, onAnswer: onAnswer.map { show in { value, _ in try show(value) } })
            }
        } catch let diagnostic as Diagnostic {
            let diagnostic = diagnostic.namingAnswers
            lastError = diagnostic
            throw diagnostic
        }
    }

    /// The value of an expression. - Throws: as `run(_:name:onAnswer:)`.
    public func evaluate(_ expression: String) throws -> Value { try run(expression, name: "expression") }

    /// What is wrong with a text, without running it: syntax first; where that is right, names, options and units.
    public func check(_ source: Source) -> [Diagnostic] {
        do {
            return try runOnDeepStack { try findings(in: try Parser.parse(source)) }
        } catch let diagnostic as Diagnostic {
            return [diagnostic]
        } catch {
            return [Diagnostic("internal.error", "\(error)", labels: [.init(source, Span(0, 0))])]
        }
    }

    // MARK: Names

    /// The value of a top-level name; nil where it has none.
    public subscript(name: String) -> Value? {
        get { interpreter.value(named: name) }
        set { if let newValue { interpreter.set(name, newValue) } else { interpreter.remove(name) } }
    }

    /// Top-level names that have a value, in the order in which they first appeared.
    public var names: [String] { interpreter.names }

    // MARK: Prompts

    /// The number of the next prompt.
    public var promptNumber: Int { answers.values.count + 1 }

    /// Runs what was typed at a prompt. Its last answer, also a silent one, is `ans`, and `out[n]` later on; where it
    /// ends in an error, the last one before.
    /// - Throws: as `run(_:name:onAnswer:)`.
    public func enter(_ text: String, onAnswer: (Value) throws -> Void) throws {
        let source = Source(name: "in[\(promptNumber)]", text: text)
        context.restartLimits()
        interpreter.answer = nil
        // A user's own `out` stays.
        if interpreter.value(named: "out") == nil { interpreter.set("out", .native(answers)) }
        defer {
            answers.append(interpreter.answer ?? .none)
            if interpreter.value(named: "out") == nil { interpreter.set("out", .native(answers)) }
        }
        let number = promptNumber
        try withoutActuallyEscaping(onAnswer) { onAnswer in
            _ = try run(source, onAnswer: onAnswer)
        }
        let hasAnswer = if case .none = interpreter.answer ?? .none { false } else { true }
        entries.append(SessionEntry(number: number, text: text, hasAnswer: hasAnswer))
    }

    /// Keeps what a word of the session has run, so that a saved script runs it too.
    func record(_ code: String) {
        entries.append(SessionEntry(number: promptNumber, text: code, hasAnswer: false, isOfWord: true))
    }

    /// Takes a user's own `out` or `ans` away: they hold answers again.
    func restoreAnswers(_ name: String) {
        if name == "out" { interpreter.set("out", .native(answers)) } else { self[name] = answers.last }
    }

    /// Forgets every name, module, answer and entry; the number of the prompt stays.
    func forgetAll() {
        interpreter.reset()
        answers.forget()
        entries = []
        definitions = [:]
    }
}
