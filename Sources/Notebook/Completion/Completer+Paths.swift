import Commands
import Glibc
import Runtime

extension Completer {
    /// Names in the folder that a path leads to so far, folders with `/` behind; below the session's root alone.
    func paths(_ typed: String, ending: String? = nil) -> [Candidate] {
        Paths(context: session.context).matching(typed, ending: ending)
    }

    /// What `load("…")` takes besides a path.
    func modelNames() -> [String] {
        let folders = session.context.services["modelFolders"] as? [String] ?? []
        var found: [String] = []
        for folder in folders {
            for name in ((try? Confinement.names(in: folder)) ?? nil) ?? [] where !found.contains(name) {
                if Confinement.facts(of: "\(folder)/\(name)/model_index.json") != nil { found.append(name) }
            }
        }
        return found
    }
}

/// The files that a path may go on to.
struct Paths {
    let context: Context
    /// A folder with more names than a person looks through.
    private static let most = 500

    /// - Parameters:
    ///   - typed: a path as a script writes it; `~` is the home folder and comes out in full.
    ///   - ending: only files with this ending, and folders.
    func matching(_ typed: String, ending: String? = nil) -> [Completion.Candidate] {
        var typed = typed
        if typed == "~" || typed.hasPrefix("~/"), let home = getenv("HOME") {
            typed = String(cString: home) + (typed == "~" ? "/" : typed.dropFirst(1))
        }
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let name = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        guard let place = try? context.resolve(folder.isEmpty ? "." : folder, for: .read),
            let names = try? Confinement.names(in: place)
        else { return [] }
        let visible = names.sorted().filter { name.hasPrefix(".") || !$0.hasPrefix(".") }
        var found: [Completion.Candidate] = []
        for entry in Match.filter(visible, name, by: { $0 }).prefix(Paths.most) {
            let isFolder = Confinement.facts(of: "\(place)/\(entry)").map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
            if let ending, !isFolder, !entry.hasSuffix(ending) { continue }
            found.append(.init(text: folder + entry + (isFolder ? "/" : ""), detail: isFolder ? "folder" : "file"))
        }
        return found
    }
}
