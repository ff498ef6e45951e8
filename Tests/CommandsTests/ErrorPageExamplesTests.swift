import Foundation
import Language
import Notebook
import Runtime
import Testing

/// The example of every page gives the error that the page is about.
@Suite struct ErrorPageExamplesTests {
    /// Pages whose example cannot be run here, or that have none, and why.
    static let without: [String: String] = [
        "syntax.control-character": "the sign itself would stand in the page", "syntax.too-deep": "it would be long",
        "source.not-utf8": "a script in another encoding is read by `limn FILE` only",
        "syntax.duplicate-parameter": "only of a tree that was not parsed", "syntax.operator": "only of such a tree",
        "assign.target": "only of such a tree", "tensor.too-large": "it needs gigabytes",
        "pool.window": "no command pools yet", "random.probability": "no command takes one yet",
        "linear.not-positive-definite": "no command factors so yet", "linear.no-convergence": "a rare matrix",
        "file.unreadable": "permissions of the machine", "file.disk-full": "a full disk",
        "file.bad-path": "paths are checked before", "file.not-text": "a broken model",
        "file.unwritable": "permissions of the machine", "tensor.bad-argument": "commands check before",
        "image.not-a-heat-map": "commands check before", "tensor.dtype": "commands convert before",
        "tensor.unknown-dtype": "commands check the word before", "script.too-long": "a script of 64 MiB",
        "output.failed": "a full disk behind a pipe",
        "npz.damaged": "a damaged archive", "npz.encrypted": "an encrypted archive", "npz.method": "a rare archive",
        "npz.duplicate": "an archive with two equal names", "npz.too-large": "4 GiB",
        "safetensors.duplicate": "a record cannot have two equal keys", "safetensors.no-tensor": "a whole model",
        "table.no-common-column": "no command joins tables yet", "image.too-large": "a picture of gigabytes",
        "image.bad-text": "no command writes texts into pictures yet",
        "image.unknown-method": "commands check the word before", "colormap.unknown": "commands check the word before",
        "model.weights": "a whole model", "model.pickle": "a whole model", "scheduler.unknown": "checked before",
        "sample.image": "the commands resize the picture", "sample.noise": "the shape is checked before",
        "site.shape": "edit.shape is checked before", "tokens.length": "commands pad texts",
        "tokens.range": "a broken model", "tokenizer.unknown-id": "no command takes ids",
        "tokenizer.bad-vocabulary": "a broken model", "tokenizer.bad-merge": "a broken model",
        "tokenizer.unsupported": "another model", "kernels.onednn": "a fault of the library",
        "goldens.format": "a file of the repository", "goldens.missing": "an installed Limn",
        "numerics.tolerance": "another machine", "attention.cut-word": "a prompt of hundreds of words",
        "recording.no-text": "a rare request", "recording.several-requests": "two requests",
        "recording.uneven-words": "a batch", "recording.shape": "an unknown model", "limit.time": "time passes",
        "history.unwritable": "permissions of the machine",
        "cache.off": "a folder that cannot be used", "cache.word": "the sessions of tests keep nothing",
        "cache.size": "a setting of the environment", "cache.write": "a full disk", "cache.corrupt": "a damaged file",
        "session.foreign-word": "it begins with a percent sign", "limit.output": "an option of the command line",
        "file.cut-short": "a second program", "limit.root": "the same",
        "limit.unknown": "the same", "limit.bad-value": "the same",
        "session.file-exists": "the session has to have entries",
        "answer.unknown": "answers are of a prompt", "answer.none": "answers are of a prompt",
        "cell.unknown": "a word of the command line", "cell.ambiguous": "a word of the command line",
        "cell.order": "a word of the command line", "cell.prose": "a word of the command line",
        "cell.no-file": "a word of the command line", "cell.unwritable": "permissions of the machine",
        "cell.unknown-option": "a note", "cell.option-value": "a note", "cell.same-label": "a note",
        "library.missing": "a library that is not installed",
        "internal.error": "a fault of Limn", "format.refused": "a fault of Limn",
    ]

    @Test func exceptionsAreThoseThatThereAre() {
        #expect(Set(ErrorPages.all.filter { $0.example.isEmpty }.map(\.id)).isSubset(of: Self.without.keys))
        #expect(Set(Self.without.keys).isSubset(of: ErrorPages.all.map(\.id)))
    }

    @Test(arguments: ErrorPages.all.map(\.id).filter { without[$0] == nil }) func exampleGivesIt(_ id: String) throws {
        let page = try ErrorPages.page(of: id)
        let folder = try ErrorPageFiles.folder()
        let session = Session(directory: folder)
        #expect(failure(of: page.example, in: session) == id, "\(page.example)")
    }

    /// The id of what goes wrong, at a prompt or in the check of a script.
    private func failure(of example: String, in session: Session) -> String {
        do {
            if example.hasPrefix(":") {
                _ = try MetaTable.run(example, in: session)
                return "nothing"
            }
            // What only the checker says.
            let source = Source(name: "\(session.context.directory)/example.limn", text: example)
            if let warning = session.check(source).first(where: { $0.id.hasPrefix("check.") }) { return warning.id }
            try session.run(source) { _ in }
            return session.check(source).first?.id ?? "nothing"
        } catch let diagnostic as Diagnostic {
            return diagnostic.id
        } catch let problem as Problem {
            return problem.id
        } catch { return "\(error)" }
    }

    @Test func pagesAreShownInAnyWidth() throws {
        for page in ErrorPages.all {
            for width in [0, 20, 80] { #expect(page.text(width: width).hasPrefix(page.id)) }
        }
        #expect(ErrorPages.list().split(separator: "\n").count == ErrorPages.all.count)
    }

    @Test func aMisspeltIdIsSuggested() {
        #expect(throws: Problem.self) { try ErrorPages.page(of: "tensor.shape-missmatch") }
        do { _ = try ErrorPages.page(of: "tensor.shape-missmatch") } catch let problem as Problem {
            #expect(problem.help == "did you mean `tensor.shape-mismatch`?")
        } catch {}
        do { _ = try ErrorPages.page(of: "caret") } catch let problem as Problem {
            #expect(problem.help == "there is syntax.caret")
        } catch {}
        #expect((try? ErrorPages.page(of: "[syntax.caret]"))?.id == "syntax.caret")
    }

    @Test func theLastErrorIsExplained() throws {
        let session = Session()
        var shown = ""
        session.context.output = { shown += $0 }
        #expect(throws: Diagnostic.self) { try session.enter("x = lenght([1])") { _ in } }
        _ = try MetaTable.run(":explain", in: session)
        #expect(shown.hasPrefix("name.unknown\n") && shown.contains("Here it said: there is no name `lenght`"))
    }
}
