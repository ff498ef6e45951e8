import Language
import Tensors

/// What a running script can reach: output, progress, files, seed, limits. One a session; never a global.
public final class Context: @unchecked Sendable {
    /// Where `print` and answers go. The text carries no trailing newline.
    public var output: (String) -> Void
    /// Notes for the user that are not results (a cut prompt, a conversion).
    public var note: (String) -> Void
    /// Draws progress; nil draws nothing.
    public var progress: (any ProgressSink)?
    /// Shows a value the rich way (pictures inline); nil prints its text.
    public var show: ((Value) -> Void)?
    public var registry: CommandRegistry
    /// The folder that relative paths in a script start from.
    public var directory: String
    /// Set by `with seed(7)`; a command's own `seed=` goes before it.
    public var seed: UInt64 = 0
    /// How many random streams commands without a seed of their own have taken; each takes the next one.
    public var streamsTaken: UInt64 = 0
    /// An interrupted `map` or `sample` returns what is finished; a script that runs unattended ends instead.
    public var keepsPartialResults = true
    /// Where files may be touched, and how many bytes may be written.
    public let confinement = Confinement()
    /// Nanoseconds that a script, or an entry at the prompt, may take; nil for any.
    public var timeLimit: UInt64?
    /// Deepest nesting of calls.
    public var depthLimit: Int {
        get { state.pointee.depthLimit }
        set { state.pointee.depthLimit = newValue }
    }
    /// How many calls are running, one inside the other.
    public var depth: Int { state.pointee.depth }
    /// Keeps results between runs; nil where nothing is kept.
    public var cache: (any ResultCache)?
    /// What decides the bits of a result besides the arguments: kernels, threads, processor. For keys and provenance.
    public var machine: () -> Record = { Record() }
    /// The script that runs now, for provenance.
    public var source: Source? {
        didSet { if source !== oldValue { knownScript = nil } }
    }
    /// Its name and hash, once somebody asked.
    var knownScript: (name: String, hash: String)?
    /// The statement of the session's own top level that runs now.
    public internal(set) var statement: (source: Source, statement: Statement)?
    /// Called after each statement of the session's own top level; `isComplete` is false where it was stopped and gave
    /// what it had finished.
    public var afterStatement: ((Source, Statement, _ isComplete: Bool) -> Void)?
    /// The statements that led to the one that runs now, and what they used; nil where that leads to nothing that
    /// knows how it was made.
    public var statementAccount: (() -> StatementAccount?)?
    /// Shared objects of the session by key (loaded models, caches).
    public var services: [String: any Sendable] = [:]
    /// The text of a standard-library module by path (`metrics/grounding`).
    public var moduleSource: (String) -> String? = { _ in nil }
    /// The modules that `moduleSource` knows, for suggestions.
    public var moduleNames: () -> [String] = { [] }
    /// The module that defines a standard-library function, so that the name alone loads it.
    public var lazyModule: (String) -> String? = { _ in nil }
    /// The names that `lazyModule` knows, for suggestions and completion.
    public var lazyNames: () -> [String] = { [] }
    /// Checks left until an interrupt is thrown; negative for never. Lets a test stop a script at every place.
    package var checksUntilInterrupt: Int {
        get { state.pointee.checksUntilInterrupt }
        set { state.pointee.checksUntilInterrupt = newValue }
    }
    /// Commands that gather results and are running now; only the outermost keeps what is finished.
    package var gathering = 0
    /// What running calls share.
    let state: UnsafeMutablePointer<CallState>

    public init(
        registry: CommandRegistry, directory: String = ".", output: @escaping (String) -> Void = { _ in },
        note: @escaping (String) -> Void = { _ in }
    ) {
        self.registry = registry
        self.directory = directory
        self.output = output
        self.note = note
        state = .allocate(capacity: 1)
        state.initialize(to: CallState())
    }

    deinit {
        state.pointee.stack.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// To be called at every edge of a loop. - Throws: `Interrupted`, `limit.time`.
    @inline(__always)
    public func check() throws { try state.pointee.check() }

    /// Ends the work at its next check. - Parameter problem: what the check throws.
    public func fail(with problem: Problem) { state.pointee.fail(with: problem) }

    /// An interrupted command gave what it had finished: its value is kept, and nothing after it in the script is begun.
    public func stopAfterThis() { state.pointee.stopAfterThis() }

    /// Whether that was asked for; forgets it.
    func takeStop() -> Bool { state.pointee.takeStop() }

    /// Time and output are counted from now on.
    public func restartLimits() {
        if let timeLimit { Interrupt.limit(nanoseconds: timeLimit) }
        confinement.restartOutput()
    }

    /// To be called before every call, with `leaveCall` after it.
    /// - Throws: `Interrupted`, `limit.time`, `limit.depth`.
    @inline(__always)
    public func enterCall() throws { try state.pointee.enter() }

    /// Keeps a function that may be running until no call is.
    func retire(_ value: Value?) { state.pointee.retire(value) }

    @inline(__always)
    public func leaveCall() { state.pointee.leave() }
}

/// Draws the progress of long work: a bar with a rate and the time left.
public protocol ProgressSink: AnyObject {
    /// `total` is nil where nobody knows it.
    func begin(_ title: String, total: Int?)
    /// `done` of `total`, and a short word about the present state (a loss, a file).
    func update(_ done: Int, detail: String)
    func end()
}
