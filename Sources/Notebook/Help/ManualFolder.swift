import Glibc
import Runtime

/// The folder that the manual is written to.
public struct ManualFolder {
    private let path: String

    public init(path: String) { self.path = path }

    /// Writes every page. - Throws: `file.unwritable`.
    public func write(_ pages: [Manual.Page]) throws {
        try makeFolders()
        for page in pages {
            let place = path + "/" + page.file
            guard let file = fopen(place, "w") else { throw failure(place) }
            let bytes = Array(page.text.utf8)
            let count = fwrite(bytes, 1, bytes.count, file)
            guard fclose(file) == 0, count == bytes.count else { throw failure(place) }
        }
    }

    private func makeFolders() throws {
        var built = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            built += part + "/"
            if mkdir(built, 0o777) != 0, errno != EEXIST { throw failure(built) }
        }
    }

    private func failure(_ place: String) -> Problem {
        Problem("file.unwritable", "\(place) cannot be written: \(String(cString: strerror(errno)))")
    }
}
