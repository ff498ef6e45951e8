import Language
import Notebook
import Runtime

extension Runner {
    /// `limn doc`: a page a chapter.
    func writeManual(to folder: String, asSite: Bool) -> Int32 {
        reporting {
            let registry = session.context.registry
            let pages = asSite ? try ManualSite(registry: registry).pages : try Manual(registry: registry).pages
            try ManualFolder(path: folder).write(pages)
            Streams.output("wrote \(pages.count) pages to \(folder)")
        }
    }

    /// `limn doc WORDS`.
    func describe(_ words: String) -> Int32 {
        let help = Help(registry: session.context.registry)
        guard let text = help.text(for: words) else {
            let other = help.suggestion(for: words).map { "; did you mean \($0)?" } ?? ""
            Streams.error("error: nothing is known of \(words)\(other) [help.unknown]")
            return 1
        }
        Streams.output(text)
        return 0
    }

    /// `limn numerics FOLDER …`: the table of each folder of goldens; without one, those of this repository.
    func numerics(folders: [String]) -> Int32 {
        let folders = folders.isEmpty ? ResourceLocator.goldenFolders() : folders
        guard !folders.isEmpty else {
            Streams.error("error: no goldens were found; name a folder that holds goldens.json [goldens.missing]")
            return 1
        }
        var largest = 0.0
        let status = reporting {
            for folder in folders {
                session["folder"] = .string(folder)
                let value = try session.run("numerics(folder)", name: "numerics")
                Streams.output(folder)
                show(value)
                guard case .table(let table) = value else { continue }
                for case .float(let error) in table[column: "largest_error"] ?? [] { largest = max(largest, error) }
            }
        }
        guard status == 0 else { return status }
        guard largest <= Runner.tolerance else {
            Streams.error("error: the largest error is over \(Runner.tolerance) [numerics.tolerance]")
            return 1
        }
        return 0
    }

    /// Relative error that float32 may have against the reference.
    private static let tolerance = 1e-4
}
