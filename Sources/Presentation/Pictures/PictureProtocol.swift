import Language

/// How a terminal can show a picture.
public enum PictureProtocol: String, Sendable, CaseIterable {
    /// kitty's graphics protocol.
    case kitty
    /// iTerm2's inline images.
    case iterm2
    /// DEC sixels.
    case sixel
    /// Upper half blocks, two pixels a character, in 24-bit colour.
    case blocks
    /// The same in the 256 colours of xterm.
    case blocks256
    /// Not at all: one line of text.
    case none

    /// What the environment promises. The terminal itself is never asked: an answer could be late, or land in what
    /// the user types.
    ///
    /// `LIMN_PICTURES` (a case of this type) overrides; a pipe, `NO_COLOR` and a dumb terminal mean none. Inside tmux
    /// and screen, which keep graphics to themselves, half blocks are drawn.
    public static func detect(environment: [String: String], isTerminal: Bool) -> PictureProtocol {
        func value(_ name: String) -> String { environment[name] ?? "" }
        if let wanted = wanted(environment) { return wanted }
        let term = value("TERM")
        guard isTerminal, value("NO_COLOR").isEmpty, !term.isEmpty, term != "dumb" else { return .none }
        let hasTrueColor = ["truecolor", "24bit"].contains(value("COLORTERM")) || term.hasSuffix("-direct")
        let isMultiplexed =
            !value("TMUX").isEmpty || !value("STY").isEmpty || term.hasPrefix("tmux") || term.hasPrefix("screen")
        if !isMultiplexed, let graphics = graphics(term: term, value) { return graphics }
        if hasTrueColor { return .blocks }
        return term == "linux" || term.hasPrefix("vt") ? .none : .blocks256
    }

    private static func wanted(_ environment: [String: String]) -> PictureProtocol? {
        PictureProtocol(rawValue: (environment["LIMN_PICTURES"] ?? "").lowercased())
    }

    /// What to say of a word in `LIMN_PICTURES` that is none; nil where there is nothing to say.
    public static func remark(environment: [String: String]) -> String? {
        let word = environment["LIMN_PICTURES"] ?? ""
        guard !word.isEmpty, wanted(environment) == nil else { return nil }
        let words = allCases.map(\.rawValue)
        let near = suggestion(for: word, among: words).map { "; did you mean `\($0)`?" } ?? ""
        return
            "LIMN_PICTURES is \(oneLine(cut(word, to: 40))), which is not one of \(words.joined(separator: ", "))\(near)"
    }

    private static func graphics(term: String, _ value: (String) -> String) -> PictureProtocol? {
        let program = value("TERM_PROGRAM")
        if !value("KITTY_WINDOW_ID").isEmpty || term.contains("kitty") || term.contains("ghostty")
            || program == "ghostty"
        {
            return .kitty
        }
        if ["iTerm.app", "WezTerm", "mintty"].contains(program) || value("LC_TERMINAL") == "iTerm2" { return .iterm2 }
        if !value("KONSOLE_VERSION").isEmpty { return .kitty }
        let sixelTerms = ["foot", "mlterm", "yaft", "contour"]
        if term.contains("sixel") || sixelTerms.contains(where: { term.hasPrefix($0) }) { return .sixel }
        return nil
    }
}
