import CGuard
import Glibc

/// A name in a folder that is held open, for the system calls that take both.
///
/// Where nothing is confined that is the path itself, from the working folder.
struct ConfinedPlace: ~Copyable {
    let folder: Int32
    let name: String
    /// Further flags for `openat`: a confined name is never followed.
    let flags: Int32
    private let owned: Bool

    /// - Throws: `limit.root` where the path leads outside, also by a link that was put there meanwhile.
    init(_ path: String, for use: Confinement.Use) throws {
        guard let confinement = Confinement.current, confinement.root != nil else {
            (folder, name, flags, owned) = (AT_FDCWD, path, 0, false)
            return
        }
        let (place, base) = try confinement.located(path, for: use)
        var rest = place.utf8.dropFirst(base.path.utf8.count).split(separator: 0x2F).map { String(Substring($0)) }
        let last = rest.popLast() ?? "."
        var open =
            base.descriptor >= 0
            ? fcntl(base.descriptor, F_DUPFD_CLOEXEC, 0) : limn_open_folder(AT_FDCWD, base.path, 1)
        for part in rest where open >= 0 {
            let next = limn_open_folder(open, part, 0)
            let code = errno
            close(open)
            open = next
            if next < 0, code == ELOOP || code == ENOTDIR {
                throw confinement.outside(path, "changed while it was followed")
            }
        }
        guard open >= 0 else {
            // Its folder is not there: the caller's own call says so in its own words.
            (folder, name, flags, owned) = (-1, last, O_NOFOLLOW, false)
            return
        }
        (folder, name, flags, owned) = (open, last, O_NOFOLLOW, true)
    }

    /// A folder that could not be opened: nothing is there.
    private var isNowhere: Bool {
        guard folder == -1 else { return false }
        errno = ENOENT
        return true
    }

    deinit { if owned { close(folder) } }

    /// As `openat`; -1 with `errno`.
    func open(_ name: String? = nil, _ flags: Int32, mode: mode_t = 0o666) -> Int32 {
        if isNowhere { return -1 }
        let descriptor = openat(folder, name ?? self.name, flags | self.flags, mode)
        return descriptor
    }

    /// As `fstatat`; of a link itself where it is confined.
    func facts(_ facts: inout stat) -> Int32 {
        isNowhere ? -1 : fstatat(folder, name, &facts, flags == 0 ? 0 : AT_SYMLINK_NOFOLLOW)
    }

    func makeFolder() -> Int32 { isNowhere ? -1 : mkdirat(folder, name, 0o777) }
    func rename(from other: String) -> Int32 { isNowhere ? -1 : renameat(folder, other, folder, name) }
    func remove(_ other: String) { if !isNowhere { unlinkat(folder, other, 0) } }
    func isWritable() -> Bool { !isNowhere && faccessat(folder, name, W_OK, 0) == 0 }
}

extension Confinement {
    /// As `open`: a descriptor, or -1 with `errno`. - Throws: `limit.root`.
    public static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws -> Int32 {
        let use: Use = flags & O_ACCMODE == O_RDONLY ? .read : .write
        return try ConfinedPlace(path, for: use).open(nil, flags, mode: mode)
    }

    /// What is at a path; nil where nothing is or may be seen.
    public static func facts(of path: String) -> stat? {
        var facts = stat()
        guard let place = try? ConfinedPlace(path, for: .read), place.facts(&facts) == 0 else { return nil }
        return facts
    }

    public static func isFile(_ path: String) -> Bool {
        facts(of: path).map { $0.st_mode & S_IFMT == S_IFREG } ?? false
    }
    public static func isFolder(_ path: String) -> Bool {
        facts(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// Names in a folder, sorted, without `.` and `..`; nil with `errno` where it cannot be listed.
    /// - Throws: `limit.root`, `Interrupted`.
    public static func names(in folder: String) throws -> [String]? {
        let descriptor = try open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard let handle = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            if names.count & 0xFFF == 0 { try Interrupt.check() }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            try MemoryBudget.allow(64)
            names.append(name)
        }
        return names.sorted()
    }

    /// As `mkdir`: 0, or the error number. - Throws: `limit.root`.
    public static func makeFolder(_ path: String) throws -> Int32 {
        try ConfinedPlace(path, for: .write).makeFolder() == 0 ? 0 : errno
    }
}
