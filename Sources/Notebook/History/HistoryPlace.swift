import Glibc

extension HistoryFile {
    /// The history of the project that `directory` belongs to; nil where the user has no home.
    ///
    /// A project is the nearest folder at or above `directory` that holds `.git` or `.limn`, else `directory` itself. Its
    /// history is in `$XDG_STATE_HOME/limn/history` (by default `~/.local/state/limn/history`), in a folder of the
    /// project's own path, so that nothing is written into the project.
    public init?(project directory: String, environment: (String) -> String?) {
        guard let start = HistoryFile.resolved(directory) else { return nil }
        let state: String
        if let folder = environment("XDG_STATE_HOME"), folder.hasPrefix("/") {
            state = folder
        } else if let home = environment("HOME"), home.hasPrefix("/") {
            state = home + "/.local/state"
        } else {
            return nil
        }
        let project = HistoryFile.project(of: start, home: environment("HOME").flatMap(HistoryFile.resolved))
        self.init(path: state + "/limn/history" + (project == "/" ? "" : project) + "/.entries")
    }

    /// The nearest folder above that is marked as a project; a marked home folder is none, or all would be one project.
    private static func project(of directory: String, home: String?) -> String {
        var folder = directory
        while folder != "/", folder != home {
            if access(folder + "/.git", F_OK) == 0 || access(folder + "/.limn", F_OK) == 0 { return folder }
            folder = ResourceLocator.parent(of: folder)
        }
        return directory
    }

    private static func resolved(_ path: String) -> String? {
        guard let place = realpath(path, nil) else { return nil }
        defer { free(place) }
        return String(cString: place)
    }
}
