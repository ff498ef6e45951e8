import Glibc

/// The files of the repository that mutations start from, by ending.
final class Corpus {
    private let root: String
    private var found: [String: [[UInt8]]] = [:]

    init(root: String) { self.root = root }

    /// The contents of every file below the repository's sources with this ending, in order of path, up to 64 KiB each.
    func files(_ ending: String) -> [[UInt8]] {
        if let known = found[ending] { return known }
        var paths: [String] = []
        for folder in ["examples", "stdlib", "Tests"] { collect("\(root)/\(folder)", ending, &paths) }
        let files = paths.sorted().compactMap { Corpus.read($0, most: 64 << 10) }.filter { !$0.isEmpty }
        found[ending] = files
        return files
    }

    private func collect(_ folder: String, _ ending: String, _ paths: inout [String]) {
        for entry in Folder.entries(folder) where !entry.name.hasPrefix(".") {
            let path = "\(folder)/\(entry.name)"
            if entry.isFolder { collect(path, ending, &paths) } else if path.hasSuffix(ending) { paths.append(path) }
        }
    }

    /// The first bytes of a file; nil where it cannot be read or is longer than `most`.
    static func read(_ path: String, most: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count <= 0 { return count < 0 ? nil : bytes }
            bytes += chunk[..<count]
            if bytes.count > most { return nil }
        }
    }

    /// Writes a whole file; false where that failed.
    @discardableResult
    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { return false }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
