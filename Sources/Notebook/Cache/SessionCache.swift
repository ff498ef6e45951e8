import Runtime

/// The results that a session keeps and finds again.
///
/// The key of a result is the content of everything that it follows from; see `BoundCall.key`. Whatever is wrong with
/// the cache is a remark: the command is then computed as if there were none.
public final class SessionCache: ResultCache, @unchecked Sendable {
    /// Nil where nothing is kept, and then `reason` says why.
    public let store: ResultStore?
    public private(set) var reason: String?
    public var isOn: Bool
    /// What this session asked for, by command.
    public private(set) var counts: [String: Counts] = [:]
    /// Of the last call of a command that could have been kept: its name, and why it was computed or kept.
    public private(set) var last: (command: String, why: String)?
    private let kinds: [any ArchivedNative.Type]
    private let hashes: FileHashes
    private var isWarned = false
    private let build = SessionCache.currentBuild

    public struct Counts: Sendable {
        public var hits = 0
        public var misses = 0
        /// Calls whose results cannot be told by their arguments.
        public var unkept = 0
    }

    init(_ settings: CacheSettings, context: Context, kinds: [any ArchivedNative.Type]) {
        store = settings.folder.map { ResultStore(folder: $0, limit: settings.limit) }
        reason = settings.reason
        isOn = settings.folder != nil
        self.kinds = kinds
        hashes = FileHashes(store)
    }

    /// This version and build: results of another are not found.
    private static let currentBuild: String = {
        let facts = FileFacts("/proc/self/exe")
        return "\(limnVersion) \(facts?.size ?? 0) \(facts?.modified ?? 0)"
    }()

    public func contentHash(ofFile path: String) throws -> String { try hashes.hash(of: path) }

    public func result(of call: BoundCall, compute: () throws -> Value) throws -> Value {
        guard isOn, let store else {
            last = (call.name, reason.map { "the cache is off: \($0)" } ?? "the cache is off")
            return try compute()
        }
        let key: String
        do { key = try call.key(build: build) } catch let interrupted as Interrupted {
            throw interrupted
        } catch {
            counts[call.name, default: Counts()].unkept += 1
            last = (
                call.name, (error as? Unkept)?.why ?? (error as? Problem)?.message ?? "its arguments cannot be told"
            )
            return try compute()
        }
        let path = store.path(call.name, key)
        if let found = look(path, call, store) {
            counts[call.name, default: Counts()].hits += 1
            last = (call.name, "it was found: \(key.prefix(16))…")
            announce(found, call)
            return found
        }
        counts[call.name, default: Counts()].misses += 1
        return try computed(call, key, store, compute)
    }

    // MARK: Finding

    private func look(_ path: String, _ call: BoundCall, _ store: ResultStore) -> Value? {
        do throws(ResultFile.Failure) {
            let content = try ResultFile.read(path)
            let reader = ArchiveReader(content.file, references: call.references, kinds: kinds)
            guard let value = try? reader.value(content.form) else { throw .damaged }
            store.touch(path)
            for note in content.notes { call.context.note(note) }
            return value
        } catch {
            switch error {
            case .missing, .unreadable: break
            case .damaged:
                store.remove(path)
                call.context.note("what the cache held of `\(call.name)` was damaged; it is computed again")
            }
            return nil
        }
    }

    /// Says in a session, once, that a result is none of new work.
    private func announce(_ value: Value, _ call: BoundCall) {
        guard call.context.keepsPartialResults, case .native(let object) = value,
            let marked = object as? any CacheMarked
        else { return }
        marked.markCached()
        call.context.progress?.begin(call.name, total: 1)
        call.context.progress?.update(1, detail: "cached")
        call.context.progress?.end()
    }

    // MARK: Keeping

    private func computed(
        _ call: BoundCall, _ key: String, _ store: ResultStore, _ compute: () throws -> Value
    ) throws -> Value {
        var notes: [String] = []
        let note = call.context.note
        call.context.note = {
            notes.append($0)
            note($0)
        }
        defer { call.context.note = note }
        let start = Floor.nanoseconds()
        let value = try compute()
        // Memory or a file that went away meanwhile is an error now, and the result is none. One that was stopped is
        // what the user gets; the check after it has its name ends the script.
        if value.isComplete { try call.context.check() }
        let seconds = Double(Floor.nanoseconds() - start) / 1e9
        last = (call.name, keep(value, of: call, key, store, notes, seconds))
        return value
    }

    /// Keeps a result. - Returns: what became of it.
    private func keep(
        _ value: Value, of call: BoundCall, _ key: String, _ store: ResultStore, _ notes: [String], _ seconds: Double
    ) -> String {
        guard value.isComplete else { return "it was stopped before its end" }
        if let least = call.type.caching?.seconds, seconds < least {
            return "it took no longer than looking it up would"
        }
        do {
            var writer = ArchiveWriter(references: call.references)
            let form = try writer.archive(value)
            let layout = try ResultFile.layout(writer.parts, form: form, notes: notes, command: call.name)
            guard layout.byteCount <= store.limit else {
                return
                    "it takes \(Floor.describe(bytes: layout.byteCount)), more than the cache may hold (\(Floor.describe(bytes: store.limit)))"
            }
            try store.write(layout, command: call.name, key: key)
            return "it was computed for the first time, and is kept now: \(key.prefix(16))…"
        } catch let unkept as Unkept {
            return unkept.why
        } catch is Interrupted {
            return "it was stopped before its end"
        } catch {
            let why = (error as? Problem)?.message ?? "\(error)"
            if !isWarned { call.context.note("results are not kept: \(why)") }
            isWarned = true
            return "it could not be written: \(why)"
        }
    }
}

extension Value {
    /// Nothing in it was cut short by an interrupt.
    fileprivate var isComplete: Bool {
        switch self {
        case .table(let table): table.isComplete
        case .native(let object): (object as? any Completable)?.isComplete ?? true
        default: true
        }
    }
}
