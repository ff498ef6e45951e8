import Glibc

/// A folder that goes away with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/limn-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Missing() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for file in written.reversed() { remove(file) }
        remove(path)
    }

    /// What was made here, folders before what is in them.
    private var written: [String] = []

    func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

    func write(_ name: String, bytes: [UInt8]) throws {
        let file = path + "/" + name
        if let slash = name.lastIndex(of: "/") { makeFolder(String(name[..<slash])) }
        guard let stream = fopen(file, "w") else { throw Missing() }
        defer { fclose(stream) }
        fwrite(bytes, 1, bytes.count, stream)
        written.append(file)
    }

    func makeFolder(_ name: String) {
        if mkdir(path + "/" + name, 0o755) == 0 { written.append(path + "/" + name) }
    }

    func link(_ name: String, to target: String) {
        if symlink(target, path + "/" + name) == 0 { written.append(path + "/" + name) }
    }

    struct Missing: Error {}
}
