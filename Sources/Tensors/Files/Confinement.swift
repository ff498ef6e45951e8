import CGuard
import Glibc

/// What work may do to the world outside of the process: below which folder it may touch files, and how many bytes it
/// may write. One a session; in force on the thread that runs its scripts.
///
/// A path is followed once, links and `..` included, and judged; then its folder is opened step by step without following
/// any link, and the file through it. So a link that is exchanged between the two leads nowhere.
public final class Confinement: @unchecked Sendable {
    /// The folder as the user wrote it; nil where every folder may be touched.
    public private(set) var root: String?
    /// Folders that come with Limn: they may be read whatever the root is.
    public var readable: [String] = []
    /// Bytes that may be written, to the screen and to files together; nil for any number.
    public var outputLimit: Int?
    /// Bytes written since the count began.
    public private(set) var outputBytes = 0
    /// `root` without links, and a descriptor of it that stays on the folder whatever its name becomes.
    private var base: (path: String, descriptor: Int32)?

    public init() {}

    deinit { if let base { close(base.descriptor) } }

    /// Limits files to a folder; nil takes the limit away. A folder that cannot be opened leaves none that may be touched.
    /// - Returns: whether it is a folder that can be opened.
    @discardableResult
    public func confine(to folder: String?) -> Bool {
        if let base { close(base.descriptor) }
        base = nil
        root = folder
        guard let folder else { return true }
        guard let path = realPath(folder) else { return false }
        let descriptor = limn_open_folder(AT_FDCWD, path, 1)
        guard descriptor >= 0 else { return false }
        base = (path, descriptor)
        return true
    }

    // MARK: Output

    /// Counts bytes about to be written. - Throws: `limit.output` where they are too many; they are not counted then.
    public func takeOutput(_ count: Int) throws {
        guard mayOutput(count) else {
            throw Problem(
                "limit.output",
                "\(describeBytes(count)) more would be written; the limit is \(describeBytes(outputLimit ?? 0)), \(describeBytes(outputBytes)) are written",
                help: "write less, or raise the limit with --limit output=…")
        }
    }

    /// Counts bytes about to be written; false, and not counted, where they are too many.
    public func mayOutput(_ count: Int) -> Bool {
        let (sum, overflow) = outputBytes.addingReportingOverflow(count)
        if let outputLimit, overflow || sum > outputLimit { return false }
        outputBytes = sum
        return true
    }

    /// The count begins anew.
    public func restartOutput() { outputBytes = 0 }

    // MARK: In force

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// The one in force on this thread.
    public static var current: Confinement? {
        pthread_getspecific(key).map { Unmanaged<Confinement>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Runs `body` with this one in force on this thread.
    public func enforced<Result>(_ body: () throws -> Result) rethrows -> Result {
        try Confinement.with(Unmanaged.passUnretained(self).toOpaque()) {
            try withExtendedLifetime(self) { try body() }
        }
    }

    /// Runs `body` with none in force: for files of Limn's own, such as its history, that no script names.
    public static func lifted<Result>(_ body: () throws -> Result) rethrows -> Result { try with(nil, body) }

    private static func with<Result>(_ pointer: UnsafeMutableRawPointer?, _ body: () throws -> Result) rethrows
        -> Result
    {
        let before = pthread_getspecific(key)
        pthread_setspecific(key, pointer)
        defer { pthread_setspecific(key, before) }
        return try body()
    }

    // MARK: Paths

    /// What a path is wanted for.
    public enum Use: Sendable { case read, write }

    /// Where a path leads, links and `..` followed; the path itself where no root is set.
    /// - Throws: `limit.root` where that lies outside.
    public func judge(_ path: String, for use: Use) throws -> String {
        guard root != nil else { return path }
        return try located(path, for: use).path
    }

    /// Whether the root lies below this folder.
    public func isAbove(_ folder: String) -> Bool {
        guard let base, let real = realPath(folder) else { return false }
        return isPath(base.path, below: real)
    }

    func located(_ path: String, for use: Use) throws -> (path: String, base: (path: String, descriptor: Int32)) {
        guard let base, let place = destination(of: path) else { throw outside(path, "cannot be followed") }
        if isPath(place, below: base.path) { return (place, base) }
        for folder in use == .read ? readable : [] {
            // Opened for each use: there are few, and they are Limn's own.
            if let real = realPath(folder), isPath(place, below: real) { return (place, (real, -1)) }
        }
        throw outside(path, "lies outside of `\(root ?? "")`")
    }

    func outside(_ path: String, _ found: String) -> Problem {
        Problem(
            "limit.root", "`\(path)` \(found)",
            help: "files are limited to `\(root ?? "")`; change it with --limit root=…")
    }
}

/// By bytes: a letter and the accent after it would hide the slash between them.
private func isPath(_ path: String, below folder: String) -> Bool {
    let (path, folder) = (Array(path.utf8), Array(folder.utf8))
    return path == folder || path.starts(with: folder == [0x2F] ? folder : folder + [0x2F])
}

/// Where a path leads, links followed; what does not exist yet is appended to the part that does. Nil where it cannot be
/// followed.
private func destination(of path: String) -> String? {
    var existing = path.utf8[...]
    var missing = [String]()
    for _ in 0..<256 {
        let text = existing.isEmpty ? "." : String(Substring(existing))
        if let real = realPath(text) {
            return missing.isEmpty ? real : (real == "/" ? "" : real) + "/" + missing.reversed().joined(separator: "/")
        }
        // A link that leads nowhere could be made to lead anywhere.
        var info = stat()
        if lstat(text, &info) == 0 { return nil }
        while existing.last == 0x2F, existing.count > 1 { existing.removeLast() }
        let start = existing.lastIndex(of: 0x2F).map { existing.index(after: $0) } ?? existing.startIndex
        let name = String(Substring(existing[start...]))
        if name == ".." || name.isEmpty { return nil }
        if name != "." { missing.append(name) }
        existing = existing[..<start]
    }
    return nil
}

/// The path without links and dots; nil where nothing is there.
func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
}
