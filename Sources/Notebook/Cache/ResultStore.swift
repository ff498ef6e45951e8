import Glibc
import Runtime

/// The folder of kept results: `v1/results/COMMAND/KEY.safetensors` and `v1/files/…`, the hashes of large files.
///
/// Several processes may use one folder at a time. Nobody locks: files are never changed once they have their name, a
/// name holds the same result whoever computed it, and who reads a file that another removes keeps reading it.
public final class ResultStore {
    public let folder: String
    /// Bytes that results may take together.
    public var limit: Int
    /// What results took when they were last counted, and what was added since.
    private var counted: Int?
    private var added = 0

    struct Entry {
        var path: String
        var command: String
        var bytes: Int
        /// Of the last use.
        var used: Int
    }

    public init(folder: String, limit: Int) {
        self.folder = folder
        self.limit = limit
    }

    private var results: String { folder + "/v1/results" }
    var files: String { folder + "/v1/files" }

    func path(_ command: String, _ key: String) -> String { "\(results)/\(command)/\(key).safetensors" }

    /// Marks a result as used now.
    func touch(_ path: String) {
        _ = utimensat(AT_FDCWD, path, nil, 0)
        // The room may have become smaller since the folder was filled.
        if counted == nil, count() > limit { evict() }
    }

    func remove(_ path: String) { unlink(path) }

    /// - Throws: `cache.write`; `Interrupted`.
    func write(_ layout: SafetensorsLayout, command: String, key: String) throws {
        try makeFolder("\(results)/\(command)")
        try ResultFile.write(layout, to: path(command, key))
        added += layout.byteCount
        // Another process may be adding too, so what it added is counted now and then.
        let total = counted.map { $0 + added } ?? count()
        if total > limit || added > limit / 8 { evict() }
    }

    /// Makes a folder of the cache, for nobody but the user, with the tag that tells backups to pass it by.
    /// - Throws: `cache.write`.
    func makeFolder(_ path: String) throws {
        if access(path, W_OK) == 0 { return }
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && part.isEmpty ? "/" : (made.hasSuffix("/") || made.isEmpty ? "" : "/") + part
            if made == "/" || access(made, F_OK) == 0 { continue }
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw Problem("cache.write", "cannot make the folder \(made): \(String(cString: strerror(errno)))")
            }
        }
        let tag = folder + "/CACHEDIR.TAG"
        if access(tag, F_OK) != 0 {
            try? Floor.write(
                Array("Signature: 8a477f597d28d172789f06886806bc55\n# Results that Limn kept.\n".utf8), to: tag)
        }
    }

    // MARK: What is there

    private func count() -> Int {
        let total = entries().reduce(0) { $0 + $1.bytes }
        counted = total
        added = 0
        return total
    }

    /// All results, in no order.
    func entries() -> [Entry] {
        names(results).flatMap { command in
            names("\(results)/\(command)").compactMap { name in
                guard ResultStore.isResult(name) else { return nil }
                let path = "\(results)/\(command)/\(name)"
                guard let facts = FileFacts(path) else { return nil }
                return Entry(path: path, command: command, bytes: facts.size, used: facts.modified)
            }
        }
    }

    /// Removes the least recently used results until a tenth of the room is free again.
    private func evict() {
        var total = count()
        removeRemains()
        guard total > limit else { return }
        for entry in entries().sorted(by: { $0.used < $1.used }) {
            if total <= limit / 10 * 9 { break }
            unlink(entry.path)
            total -= entry.bytes
        }
        counted = total
    }

    /// Half-written files of processes that were ended.
    private func removeRemains() {
        for command in names(results) {
            for name in names("\(results)/\(command)") where name.hasSuffix(".tmp") {
                let path = "\(results)/\(command)/\(name)"
                if let facts = FileFacts(path), !facts.isRecent { unlink(path) }
            }
        }
    }

    /// Removes all results, or a command's. Nothing else in the folder is touched. - Returns: how many, and their bytes.
    public func clear(command: String? = nil) -> (count: Int, bytes: Int) {
        var (count, bytes) = (0, 0)
        for entry in entries() where command == nil || entry.command == command {
            if unlink(entry.path) == 0 {
                count += 1
                bytes += entry.bytes
            }
        }
        removeRemains()
        if command == nil {
            for name in names(files) where name.utf8.count == 64 { unlink("\(files)/\(name)") }
        }
        counted = nil
        added = 0
        return (count, bytes)
    }

    /// Results and bytes by command, the largest first.
    public func summary() -> [(command: String, count: Int, bytes: Int)] {
        var rows: [String: (count: Int, bytes: Int)] = [:]
        for entry in entries() {
            let row = rows[entry.command] ?? (0, 0)
            rows[entry.command] = (row.count + 1, row.bytes + entry.bytes)
        }
        return rows.map { ($0.key, $0.value.count, $0.value.bytes) }
            .sorted { $0.bytes != $1.bytes ? $0.bytes > $1.bytes : $0.command < $1.command }
    }

    private static func isResult(_ name: String) -> Bool {
        name.hasSuffix(".safetensors") && name.utf8.count == 64 + ".safetensors".utf8.count
    }

    private func names(_ path: String) -> [String] {
        guard let handle = opendir(path) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

extension FileFacts {
    /// Written within the last hour.
    fileprivate var isRecent: Bool { Int(time(nil)) &- modified / 1_000_000_000 < 3600 }
}
