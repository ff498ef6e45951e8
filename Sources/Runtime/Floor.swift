import Tensors

// What the layers above, and programs that embed the language, name of the floor without knowing of tensors.

/// What went wrong, in the words that the user will read.
public typealias Problem = Tensors.Problem
/// The flag that Ctrl-C sets, and the deadline.
public typealias Interrupt = Tensors.Interrupt
/// Thrown where work stopped because the user asked.
public typealias Interrupted = Tensors.Interrupted
/// How much memory work may take.
public typealias MemoryBudget = Tensors.MemoryBudget
/// Looks from outside at work that goes on.
public typealias Watch = Tensors.Watch
/// Where files may be touched, and how many bytes may be written.
public typealias Confinement = Tensors.Confinement
/// How many threads the numeric libraries use.
public typealias Threads = Tensors.Threads

// What the session keeps results with.

/// SHA-256 of bytes that come piece by piece.
public typealias ContentHash = Tensors.ContentHash
/// What the system says of a file without reading it.
public typealias FileFacts = Tensors.FileFacts
/// A file of named tensors.
public typealias SafetensorsFile = Tensors.SafetensorsFile
/// Where each part of such a file goes.
public typealias SafetensorsLayout = Tensors.SafetensorsLayout
/// A block of bytes that counts against the memory limit.
public typealias Storage = Tensors.Storage
/// A file's bytes, mapped.
public typealias MappedFile = Tensors.MappedFile
/// A JSON value.
public typealias JSON = Tensors.JSON

/// Functions of the floor, under a name of their own: a file that sees both modules must not meet them twice.
public enum Floor {
    /// Nanoseconds of the monotonic clock.
    public static func nanoseconds() -> UInt64 { monotonicNanoseconds() }
    /// `1536` as "1.5 KiB".
    public static func describe(bytes: Int) -> String { describeBytes(bytes) }
    /// Writes a whole file or nothing. - Throws: what `writeAside` throws.
    public static func write(_ bytes: [UInt8], to path: String) throws { try writeAside(path, bytes) }
}
