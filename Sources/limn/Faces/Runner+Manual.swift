import Language
import Notebook
import Runtime

extension Runner {
    /// `limn doc`: a page a chapter.
    func writeManual(to folder: String) -> Int32 {
        reporting {
            let pages = try Manual(registry: session.context.registry).pages
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

    /// `limn test FILE …`: the examples of the definitions in each file; without a file, the standard library's.
    func test(files: [String]) -> Int32 {
        var failed = 0
        var count = 0
        let status = reporting {
            for batch in files.isEmpty ? try TestBatch.library() : try files.map(TestBatch.init(file:)) {
                for result in try batch.run() {
                    count += 1
                    guard let failure = result.failure else { continue }
                    failed += 1
                    Streams.error("\(batch.name): \(result.test.subject): \(result.test.script)\n    \(failure)")
                }
            }
        }
        guard status == 0 else { return status }
        Streams.output("\(count - failed) of \(count) examples passed")
        return failed > 0 ? 1 : 0
    }

    /// `limn numerics`.
    func numerics() -> Int32 { reporting { Streams.output("no reference values are there yet") } }
}
