import Glibc
import Runtime

/// The SHA-256 of files, remembered by what the system says of them, so that the weights of a model are read once and
/// not once a run. A file that was written just now is read again: it could be written once more unnoticed.
final class FileHashes {
    private let store: ResultStore?
    private var known: [String: (facts: FileFacts, hash: String)] = [:]

    init(_ store: ResultStore?) { self.store = store }

    /// - Throws: what reading the file throws; `Interrupted`.
    func hash(of path: String) throws -> String {
        guard let facts = FileFacts(path) else { return try ContentHash.ofFile(path) }
        if let found = known[path], found.facts == facts { return found.hash }
        let place = place(of: path)
        if let place, let hash = remembered(place, facts) {
            known[path] = (facts, hash)
            return hash
        }
        let hash = try ContentHash.ofFile(path)
        guard FileFacts(path) == facts, !facts.isFresh else { return hash }
        known[path] = (facts, hash)
        // A small file is read as quickly as what is remembered of it.
        if let place, let store, facts.size > 1 << 16, (try? store.makeFolder(store.files)) != nil {
            let line = "\(facts.line) \(hash)"
            try? Floor.write(Array("\(line) \(ContentHash.of(line))\n".utf8), to: place)
        }
        return hash
    }

    private func place(of path: String) -> String? {
        guard let store, let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return "\(store.files)/\(ContentHash.of(String(cString: real)))"
    }

    /// Nil where nothing is remembered, it is damaged, or the file is another by now.
    private func remembered(_ place: String, _ facts: FileFacts) -> String? {
        guard let file = try? MappedFile(path: place), let text = try? file.text() else { return nil }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
        guard words.count == 7, words[0..<5].joined(separator: " ") == facts.line,
            ContentHash.of(words[0..<6].joined(separator: " ")) == words[6]
        else { return nil }
        return words[5]
    }
}
