import Glibc
import Tensors

extension Context {
    /// What a path is resolved for.
    public enum FileUse: Sendable { case read, write }

    /// The path that a script's `path` means: relative ones start from `directory`. Nothing else is expanded.
    ///
    /// With `root` set, the place that it leads to, `..` and symbolic links followed, must lie below it.
    /// - Throws: `file.path` for an empty path, `limit.root`.
    public func resolve(_ path: String, for use: FileUse) throws -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw Problem("file.path", "a path cannot be empty") }
        let joined = path.hasPrefix("/") || directory == "." || directory.isEmpty ? path : directory + "/" + path
        guard let root else { return joined }
        guard let base = realPath(root), let place = destination(joined) else {
            throw Problem(
                "limit.root", "`\(path)` cannot be followed",
                help: "files are limited to `\(root)` (--limit root=)")
        }
        guard place == base || place.hasPrefix(base == "/" ? "/" : base + "/") else {
            throw Problem(
                "limit.root", "`\(path)` lies outside of `\(root)`, the only folder that may be touched",
                help: "change it with --limit root=…")
        }
        return place
    }

    /// Where a path leads, links followed; what does not exist yet is appended to the part that does.
    private func destination(_ path: String) -> String? {
        var existing = path
        var missing = [Substring]()
        for _ in 0..<256 {
            if let real = realPath(existing) {
                return missing.isEmpty
                    ? real : (real == "/" ? "" : real) + "/" + missing.reversed().joined(separator: "/")
            }
            // A link that leads nowhere could be made to lead anywhere.
            var info = stat()
            if lstat(existing, &info) == 0 { return nil }
            while existing.hasSuffix("/"), existing.count > 1 { existing.removeLast() }
            let name = existing[
                (existing.lastIndex(of: "/").map { existing.index(after: $0) } ?? existing.startIndex)...]
            if name == ".." || name.isEmpty { return nil }
            if name != "." { missing.append(Substring(String(name))) }
            existing = String(existing.dropLast(name.count))
            if existing.isEmpty { existing = "." }
        }
        return nil
    }

    private func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
