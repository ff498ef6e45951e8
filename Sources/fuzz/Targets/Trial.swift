import Language
import Notebook
import Presentation
import Runtime

/// A session that an input is tried in, under limits, with everything that it says drawn as a front end would.
final class Trial {
    let session: Session
    private let limits: Limits
    private var lineCount = 0

    init(_ place: Workplace) throws {
        session = Session(directory: place.scratch)
        session.context.services["modelFolders"] = [String]()
        session.context.keepsPartialResults = false
        limits = try Limits(parsing: place.limits)
        session.context.output = { [unowned self] text in self.draw(text) }
        session.context.note = { [unowned self] text in self.draw(text) }
        session.context.show = { [unowned self] value in self.draw(ValueText.text(value, width: 60)) }
        try begin()
    }

    /// The limits count from now.
    func begin() throws {
        Interrupt.clear()
        try limits.apply(to: session.context)
    }

    /// What was written is not kept, only looked at.
    private func draw(_ text: String) { lineCount += text.utf8.count & 1 }

    /// Shows a value in a narrow and in a wide window, and as a picture where it has one.
    func show(_ value: Value) {
        for width in [24, 100] {
            let bundle = ValueText.bundle(value, width: width)
            draw(bundle.text)
            draw(PictureText(.blocks, columns: width, rows: 12).draw(bundle) ?? "")
        }
    }

    /// Runs work of the session; an error that is an answer is drawn.
    /// - Throws: `Fault` for an error that is none of Limn's own or whose marks lie outside of the text.
    func attempt(_ body: () throws -> Void) throws {
        do { try body() } catch is Interrupted {
        } catch let fault as Fault {
            throw fault
        } catch let diagnostic as Diagnostic {
            try draw(diagnostic)
        } catch let problem as Problem {
            try draw(Diagnostic(problem.id, problem.message, notes: problem.notes, help: problem.help))
        } catch { throw Fault("an error of another kind: \(error)") }
    }

    func draw(_ diagnostic: Diagnostic) throws {
        if diagnostic.id == "internal.error" { throw Fault("internal.error: \(diagnostic.message)") }
        if diagnostic.message.isEmpty { throw Fault("\(diagnostic.id) has no message") }
        for label in diagnostic.labels
        where label.span.start > label.span.end || label.span.end > label.source.bytes.count {
            throw Fault("\(diagnostic.id) marks \(label.span) in a text of \(label.source.bytes.count) bytes")
        }
        draw(DiagnosticText(style: .plain, width: 40).render(diagnostic))
        draw(diagnostic.json)
        draw(diagnostic.plain)
    }
}
