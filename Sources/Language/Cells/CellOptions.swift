/// The `#| key: value` lines that Limn knows. Names and meanings are those of Quarto and Jupytext.
public enum CellOption: String, Sendable, CaseIterable {
    /// What the cell is called besides its title: `limn run --cell LABEL`.
    case label
    /// Words that group cells, `[slow, figures]` or `slow, figures`.
    case tags
    /// Whether a page shows the code.
    case echo
    /// Whether the cell runs with the script; one that is asked for by name runs all the same.
    case eval
    /// Whether its answers are shown.
    case output
    /// Whether a page has anything of it, code or output; it runs in any case.
    case include
    /// Whether it may count as up to date. One with `cache: false` runs every time, as a cell that reads a file that
    /// changes should.
    case cache
    /// What a page writes below its picture or table.
    case caption
    case figureCaption = "fig-cap"
    /// What a page says of its picture to those who cannot see it.
    case figureText = "fig-alt"

    var isSwitch: Bool {
        switch self {
        case .echo, .eval, .output, .include, .cache: true
        case .label, .tags, .caption, .figureCaption, .figureText: false
        }
    }
}

extension Cell {
    /// The value of an option; the last one of several. Quotes around it are left out.
    public subscript(option: CellOption) -> String? {
        guard let value = options.last(where: { $0.key == option.rawValue })?.value else { return nil }
        for quote in ["\"", "'"] where value.count > 1 && value.hasPrefix(quote) && value.hasSuffix(quote) {
            return String(value.dropFirst().dropLast())
        }
        return value
    }

    public var label: String? { self[.label].flatMap { $0.isEmpty ? nil : $0 } }
    public var caption: String? { self[.caption] ?? self[.figureCaption] }
    public var tags: [String] {
        (self[.tags] ?? "").split { "[],".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }
    }

    /// Runs with the script.
    public var isEvaluated: Bool { isOn(.eval) }
    /// Its answers are shown.
    public var showsOutput: Bool { isOn(.output) && isOn(.include) }
    /// A page shows its code.
    public var showsCode: Bool { isOn(.echo) && isOn(.include) }
    /// May count as up to date.
    public var isKept: Bool { isOn(.cache) }

    /// On unless it says otherwise.
    private func isOn(_ option: CellOption) -> Bool { self[option].flatMap(Cell.truth) ?? true }

    /// The words of YAML for true and false.
    static func truth(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }
}

extension Program {
    /// What is odd about the options of its cells: unknown keys, switches that are neither on nor off, labels that two
    /// cells have. Notes: none keeps a script from running.
    public var optionNotes: [Diagnostic] {
        var notes: [Diagnostic] = []
        var labels: [String: Span] = [:]
        for option in cells.flatMap(\.options) {
            guard let known = CellOption(rawValue: option.key) else {
                let names = CellOption.allCases.map(\.rawValue)
                notes.append(
                    Diagnostic(
                        "cell.unknown-option", "no cell option is called `\(option.key)`", severity: .note,
                        labels: [.init(source, option.span)],
                        help: suggestion(for: option.key, among: names).map { "did you mean `\($0)`?" }
                            ?? "the options are \(names.joined(separator: ", "))"))
                continue
            }
            if known.isSwitch, Cell.truth(option.value) == nil {
                notes.append(
                    Diagnostic(
                        "cell.option-value", "`\(option.key)` is true or false, found `\(option.value)`",
                        severity: .note, labels: [.init(source, option.span)], help: "it counts as true"))
            }
            if known == .label {
                if let first = labels[option.value] {
                    notes.append(
                        Diagnostic(
                            "cell.same-label", "two cells have the label `\(option.value)`", severity: .note,
                            labels: [.init(source, option.span), .init(source, first, "the first one")]))
                }
                labels[option.value] = labels[option.value] ?? option.span
            }
        }
        return notes
    }
}
