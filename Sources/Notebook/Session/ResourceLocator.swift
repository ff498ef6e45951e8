import Glibc

/// Finds what is installed beside the executable, so that `limn` works from any folder and without a setting.
public enum ResourceLocator {
    /// Folders with the models that come with Limn: `../share/limn/models` of an installed executable, `models` of the
    /// repository that the executable was built in.
    public static func shippedModels(executable: String? = executablePath()) -> [String] {
        guard let executable else { return [] }
        let installed = parent(of: parent(of: executable)) + "/share/limn/models"
        return (exists(installed) ? [installed] : []) + (repository(of: executable).map { [$0 + "/models"] } ?? [])
    }

    /// Folders that hold models by name, the nearest first: those that are known, then `models` below `directory`.
    public static func modelFolders(after known: [String] = shippedModels(), directory: String = ".") -> [String] {
        let local = directory + "/models"
        return exists(local) && !known.map(resolved).contains(resolved(local)) ? known + [local] : known
    }

    /// The reference values that this repository holds, a folder a model; none where `limn` is installed.
    public static func goldenFolders(executable: String? = executablePath()) -> [String] {
        guard let executable, let root = repository(of: executable) else { return [] }
        return ["scenes", "levels"].map { "\(root)/Tests/DiffusionTests/Fixtures/\($0)" }
            .filter { exists($0 + "/goldens.json") }
    }

    /// The nearest folder above that holds the model that Limn ships.
    private static func repository(of executable: String) -> String? {
        var folder = parent(of: executable)
        while !exists(folder + "/models/scenes/model_index.json") {
            let next = parent(of: folder)
            if next == folder { return nil }
            folder = next
        }
        return folder
    }

    /// The running program's file, links resolved; nil where the system does not say.
    public static func executablePath() -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink("/proc/self/exe", start, buffer.count)
            guard count > 0, count < buffer.count else { return nil }
            return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// `/a/b` of `/a/b/c`; the root of itself.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The path without links and dots; as it is where there is nothing.
    private static func resolved(_ path: String) -> String {
        guard let place = realpath(path, nil) else { return path }
        defer { free(place) }
        return String(cString: place)
    }

    private static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
