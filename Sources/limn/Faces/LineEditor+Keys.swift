import CEdit

/// What a key can do, in the order of the shim's numbers.
enum EditCommand: Int32 {
    case enter, newline, up, down, left, right, wordLeft, wordRight, lineStart, lineEnd, deleteLeft, deleteRight
    case deleteOrEnd, killLineEnd, killLineStart, killWordLeft, killWordRight, killBlank, yank, transpose, undo, search
    case complete, paste, clear, first, last, nothing, textStart, textEnd, upper, lower, capital
}

extension LineEditor {
    /// Keys as `~/.editrc` writes them. Terminals differ in what they send for the keys beyond letters: all are here.
    private static let keys: [(EditCommand, [String])] = [
        (.enter, ["^M", "^J"]), (.newline, ["\\e^M", "\\e^J"]),
        (.up, ["\\e[A", "\\eOA", "^P"]), (.down, ["\\e[B", "\\eOB", "^N"]),
        (.right, ["\\e[C", "\\eOC", "^F"]), (.left, ["\\e[D", "\\eOD", "^B"]),
        (.wordLeft, ["\\e[1;5D", "\\e[1;3D", "\\e[5D", "\\eOd", "\\e\\e[D", "\\eb"]),
        (.wordRight, ["\\e[1;5C", "\\e[1;3C", "\\e[5C", "\\eOc", "\\e\\e[C", "\\ef"]),
        (.lineStart, ["\\e[H", "\\eOH", "\\e[1~", "\\e[7~", "^A"]),
        (.lineEnd, ["\\e[F", "\\eOF", "\\e[4~", "\\e[8~", "^E"]),
        (.textStart, ["\\e[1;5H", "\\e<"]), (.textEnd, ["\\e[1;5F", "\\e>"]),
        (.deleteLeft, ["^?", "^H"]), (.deleteRight, ["\\e[3~"]), (.deleteOrEnd, ["^D"]),
        (.killLineEnd, ["^K"]), (.killLineStart, ["^U"]),
        (.killWordLeft, ["\\e^?", "\\e^H"]), (.killWordRight, ["\\ed", "\\e[3;5~", "\\e[3;3~"]), (.killBlank, ["^W"]),
        (.yank, ["^Y"]), (.transpose, ["^T"]), (.undo, ["^_", "^X^U"]), (.search, ["^R"]), (.complete, ["^I"]),
        (.paste, ["\\e[200~"]), (.clear, ["^L"]), (.upper, ["\\eu"]), (.lower, ["\\el"]), (.capital, ["\\ec"]),
        // Always through the history, also from the middle of an entry of several lines.
        (.first, ["\\e[1;5A", "\\e[1;3A", "\\ep"]), (.last, ["\\e[1;5B", "\\e[1;3B", "\\en"]),
    ]

    /// Libedit would insert the second half of a sequence that it does not know.
    private static var unused: [String] {
        let modified = (2...8).flatMap { modifier in "ABCDHF".map { "\\e[1;\(modifier)\($0)" } }
        let numbered = [2, 5, 6, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].flatMap { number in
            ["\\e[\(number)~"] + [2, 3, 5].map { "\\e[\(number);\($0)~" }
        }
        return modified + numbered + ["\\e[Z", "\\e[I", "\\e[O", "\\e[E", "\\e[201~"] + "PQRS".map { "\\eO\($0)" }
    }

    func bindKeys(_ edit: OpaquePointer) {
        for key in LineEditor.unused { bind(edit, key, .nothing) }
        for (command, keys) in LineEditor.keys { for key in keys { bind(edit, key, command) } }
    }

    /// What an entry of several lines cannot do without, for those who have the keys of vi.
    func bindEssentials(_ edit: OpaquePointer) {
        let essential: Set<EditCommand> = [
            .enter, .up, .down, .left, .right, .lineStart, .lineEnd, .deleteRight, .complete, .paste, .search,
        ]
        for (command, keys) in LineEditor.keys where essential.contains(command) {
            for key in keys where key.hasPrefix("\\e[") || key.hasPrefix("\\eO") || !key.hasPrefix("\\e") {
                for isCommandMode in [false, true] {
                    bind(edit, key.replacing("\\e", with: "\\034"), command, isCommandMode)
                }
            }
        }
    }

    private func bind(_ edit: OpaquePointer, _ key: String, _ command: EditCommand, _ isCommandMode: Bool = false) {
        limn_edit_bind(edit, key, command.rawValue, isCommandMode ? 1 : 0)
    }
}
