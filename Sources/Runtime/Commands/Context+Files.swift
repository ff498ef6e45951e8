import Tensors

extension Context {
    /// What a path is resolved for.
    public typealias FileUse = Confinement.Use

    /// Files may only be touched below this folder, where set.
    public var root: String? {
        get { confinement.root }
        set { confinement.confine(to: newValue) }
    }

    /// The path that a script's `path` means: relative ones start from `directory`. Nothing else is expanded.
    ///
    /// With `root` set, the place that it leads to, `..` and symbolic links followed, must lie below it. What opens the
    /// file judges once more, for a link may have been exchanged since.
    /// - Throws: `file.path` for an empty path, `limit.root`.
    public func resolve(_ path: String, for use: FileUse) throws -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw Problem("file.path", "a path cannot be empty") }
        let joined = path.hasPrefix("/") || directory == "." || directory.isEmpty ? path : directory + "/" + path
        return try confinement.judge(joined, for: use)
    }

    /// Runs `body` where recursion may go deep, with this session's confinement in force.
    public func runDeep<Result>(_ body: () throws -> Result) throws -> Result {
        try runOnDeepStack { try confinement.enforced(body) }
    }
}

// MARK: Output

extension Context {
    /// Writes a result, which counts towards `--limit output=`.
    /// - Throws: `limit.output`; nothing is written then.
    public func write(_ text: String) throws {
        try confinement.takeOutput(text.utf8.count + 1)
        output(text)
    }

    /// As `write`, for a front end that cannot throw: the next check ends the work where it was too much.
    /// - Returns: whether it may be written.
    public func mayWrite(_ byteCount: Int) -> Bool {
        do {
            try confinement.takeOutput(byteCount)
            return true
        } catch {
            if let problem = error as? Problem { fail(with: problem) }
            return false
        }
    }
}
