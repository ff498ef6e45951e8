import Tensors

/// A command's declaration that its results may be kept from one run to the next.
///
/// The result must follow from the arguments alone (and from what `settled(in:)` reads of the session).
public struct Caching: Sendable {
    /// Goes up by one when the command gives other results than before for the same arguments.
    public let version: Int
    /// Results that took less long are not kept: to look them up would take as long.
    public let seconds: Double

    public init(version: Int, after seconds: Double = 0) {
        self.version = version
        self.seconds = seconds
    }
}

/// Whether a call gives the same whenever it is made with the same arguments, and does nothing else.
public enum Purity: Sendable {
    case pure
    /// With `seed=` it is pure; without, it draws from the session.
    case seeded
    /// It reads or writes files, prints, or asks the session or the clock.
    case impure
}

/// Keeps results of commands; a session has at most one.
public protocol ResultCache: AnyObject, Sendable {
    /// What was kept of this call, or what `compute` gives. - Throws: what `compute` throws, and nothing else.
    func result(of call: BoundCall, compute: () throws -> Value) throws -> Value
    /// The SHA-256 of a file; a second look at a file that is as it was reads nothing.
    /// - Throws: what reading the file throws.
    func contentHash(ofFile path: String) throws -> String
    /// Whether results are looked up and kept now; `with cache(false)` turns it off.
    var isOn: Bool { get set }
}

/// A call's result cannot be kept, and why: the end of a sentence that begins "not cached: ".
public struct Unkept: Error {
    public var why: String
    public init(_ why: String) { self.why = why }
}

/// A native object that can say by content what it is.
public protocol KeyedNative: Native {
    /// Adds all that a command could see of it. - Throws: `Unkept`, `Interrupted`.
    func addKey(to hasher: inout KeyHasher) throws
}

/// A native object that can be kept in a file and comes back equal in every field.
public protocol ArchivedNative: Native {
    /// The word in the file.
    static var archiveName: String { get }
    /// - Throws: `Unkept`.
    func archived(in writer: inout ArchiveWriter) throws -> JSON
    /// - Throws: anything; the entry is then dropped.
    static func restored(from json: JSON, reader: ArchiveReader) throws -> any Native
}

/// A result that may be partial is not kept while it is.
public protocol Completable: Native {
    var isComplete: Bool { get }
}

/// A result that says so where it came out of the cache.
public protocol CacheMarked: Native {
    func markCached()
}
