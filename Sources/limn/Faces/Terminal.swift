import Glibc
import Language
import Notebook
import Presentation
import Runtime

/// What this terminal can show, decided once from the environment.
struct Terminal {
    private let pictures: PictureProtocol
    let outputStyle: Style
    private let errorStyle: Style
    /// What to say of the environment before anything runs.
    let remark: String?

    init() {
        let environment = Terminal.environment()
        remark = PictureProtocol.remark(environment: environment)
        pictures = PictureProtocol.detect(environment: environment, isTerminal: Streams.outputIsTerminal)
        outputStyle = Style.detect(environment: environment, isTerminal: Streams.outputIsTerminal)
        errorStyle = Style.detect(environment: environment, isTerminal: Streams.errorIsTerminal)
    }

    /// Shows a value: its picture where it has one and the terminal can, else its text.
    func show(_ value: Value) {
        let width = Streams.width
        let bundle = ValueText.bundle(value, width: width)
        if let picture = PictureText(pictures, columns: width, rows: max(Streams.height - 4, 8)).draw(bundle) {
            Streams.outputRaw(picture)
            if bundle.card != nil { Streams.output(bundle.text) }
        } else {
            Streams.output(bundle.text)
        }
    }

    /// Shows a page of help.
    func show(_ page: HelpPage) {
        Streams.output(HelpText(page, width: Streams.width, style: outputStyle).text)
    }

    /// For people in a terminal; elsewhere with `file:line:column:` first, as editors read it.
    func show(_ diagnostic: Diagnostic) {
        let text =
            Streams.errorIsTerminal
            ? DiagnosticText(style: errorStyle, width: Streams.width).render(diagnostic) : diagnostic.plain
        Streams.error(text)
    }

    /// Redrawn in place in a terminal, a line now and then in a log.
    func progress() -> ProgressBar {
        ProgressBar(
            mode: Streams.errorIsTerminal && !["", "dumb"].contains(Terminal.variable("TERM") ?? "") ? .terminal : .log,
            style: errorStyle,
            width: { Streams.width },
            now: Terminal.seconds, write: Streams.errorRaw)
    }

    /// No cursor can be moved here: no escape code is sent.
    static var isDumb: Bool {
        !Streams.outputIsTerminal || ["", "dumb", "emacs", "unknown"].contains(variable("TERM") ?? "")
    }

    /// A remark of the prompt.
    func quiet(_ text: String) -> String { outputStyle(.dim, text) }

    /// Colours of a test report.
    var testStyle: Style { outputStyle }

    /// Text of a prompt.
    func prompt(_ text: String) -> String { outputStyle(.cyan, text) }

    private static let start = ContinuousClock.now
    private static func seconds() -> Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }

    /// The variables that decide what a terminal can show.
    private static func environment() -> [String: String] {
        let names = [
            "TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "KITTY_WINDOW_ID", "TMUX", "STY",
            "LC_TERMINAL", "LIMN_PICTURES", "KONSOLE_VERSION",
        ]
        var found: [String: String] = [:]
        for name in names { found[name] = variable(name) }
        return found
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
