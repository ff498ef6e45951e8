import Glibc
import Tensors

/// A type whose values tell how they were made.
public protocol Traced {
    var provenance: Provenance? { get }
    /// The same value, telling this.
    func with(_ provenance: Provenance) -> Value
}

/// An object that a script can write down: a model, a request.
public protocol Scripted: Native {
    /// An expression that gives it; nil where there is none.
    var script: String? { get }
}

extension Table: Traced {
    public func with(_ provenance: Provenance) -> Value {
        var copy = self
        copy.provenance = isComplete ? provenance : provenance.of(part: "", also: [("complete", .bool(false))])
        return .table(copy)
    }
}

extension Value {
    /// How it was made; nil where nobody wrote it down. A tensor that was computed from others has none.
    public var provenance: Provenance? {
        switch self {
        case .table(let table): table.provenance
        case .tensor(let tensor): tensor.storage.origin as? Provenance
        case .native(let object): (object as? any Traced)?.provenance
        default: nil
        }
    }

    /// Whether `with(_:)` keeps what it is given.
    var isTraceable: Bool {
        switch self {
        case .table, .tensor: true
        case .native(let object): object is any Traced
        default: false
        }
    }

    func with(_ provenance: Provenance) -> Value {
        switch self {
        case .table(let table): return table.with(provenance)
        case .tensor(let tensor):
            tensor.storage.origin = provenance
            return self
        case .native(let object): return (object as? any Traced)?.with(provenance) ?? self
        default: return self
        }
    }
}

extension Context {
    /// A path as it may be shown to others: below the session's folder relative to it, below the user's own folder
    /// with `~`.
    public func shortPath(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        for base in [directory, workingFolder] where base.hasPrefix("/") && path.hasPrefix(base + "/") {
            return String(path.dropFirst(base.count + 1))
        }
        return withoutHome(path)
    }

    /// Wherever a text names a place below the session's folder or the user's own one, without saying where that is.
    func withoutHome(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "/")) else { return text }
        var text = text
        let here = workingFolder
        if here.utf8.count > 1 { text = Context.replacing(here + "/", in: text, with: "") }
        if let home = getenv("HOME").map({ String(cString: $0) }), home.utf8.count > 1 {
            text = Context.replacing(home, in: text, with: "~")
        }
        return text
    }

    /// Where `path` begins a path, not where it stands in the middle of one: `/ann` in `/ann/a`, not in `/data/ann`
    /// nor in `/anna`.
    private static func replacing(_ path: String, in text: String, with word: String) -> String {
        func continues(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || "._-~".contains($0) } ?? false
        }
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: path) {
            let before = range.lowerBound > rest.startIndex ? rest[rest.index(before: range.lowerBound)] : result.last
            let after = range.upperBound < rest.endIndex ? rest[range.upperBound] : nil
            let isWhole = path.hasSuffix("/") || !continues(after)
            result += rest[..<range.lowerBound]
            result += isWhole && !continues(before) && before != "/" ? word : path
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    func withoutHome(_ value: Value) -> Value {
        switch value {
        case .string(let text): .string(withoutHome(text.string))
        case .list(let items): .list(items.map(withoutHome))
        case .record(let record): .record(withoutHome(record))
        default: value
        }
    }

    func withoutHome(_ record: Record) -> Record { Record(record.fields.map { ($0.key, withoutHome($0.value)) }) }

    /// The running script as provenance names it: the beginning of the hash of its text.
    var script: (name: String, hash: String)? {
        if let knownScript { return knownScript }
        guard let source else { return nil }
        let script = (shortPath(source.name), String(ContentHash.of(source.text).prefix(16)))
        knownScript = script
        return script
    }

    private var workingFolder: String {
        guard let place = getcwd(nil, 0) else { return "" }
        defer { free(place) }
        return String(cString: place)
    }
}
