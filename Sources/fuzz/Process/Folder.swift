import Glibc

/// What stands in a folder, and its end.
enum Folder {
    /// Names in order, links not followed; empty where the folder cannot be read.
    static func entries(_ path: String) -> [(name: String, isFolder: Bool)] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var found: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { found.append((name, entry.pointee.d_type == UInt8(DT_DIR))) }
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Removes a folder with all that is in it.
    static func remove(_ path: String) {
        for entry in entries(path) {
            let inside = "\(path)/\(entry.name)"
            if entry.isFolder { remove(inside) } else { unlink(inside) }
        }
        rmdir(path)
    }
}
