import Runtime

/// What is to be told about a name: content without a layout. `Presentation` draws it.
public struct HelpPage: Sendable {
    public enum Block: Sendable {
        case heading(String)
        /// A paragraph, to be wrapped.
        case prose(String)
        /// Lines that stay as they are.
        case code(String)
        /// Pairs in two columns: parameters, fields, commands; the third text is what was matched or a default.
        case rows([(left: String, right: String)])
        /// A script at a prompt and what it shows.
        case example(script: String, gives: String?)
    }

    /// `overlay(image, heat, colormap="magma")`, or a name.
    public var title: String
    /// `command · Pictures`, `your function`, `tensor`.
    public var kind: String
    public var blocks: [Block]

    public init(title: String, kind: String, blocks: [Block] = []) {
        self.title = title
        self.kind = kind
        self.blocks = blocks
    }

    /// Without a width and without colours.
    public var plain: String {
        var parts = [title + (kind.isEmpty ? "" : "    (\(kind))")]
        for block in blocks {
            switch block {
            case .heading(let text): parts.append(text)
            case .prose(let text): parts.append(text)
            case .code(let text): parts.append(HelpPage.indented(text))
            case .rows(let rows): parts.append(HelpPage.aligned(rows))
            case .example(let script, let gives):
                parts.append(HelpPage.indented(HelpPage.prompted(script) + (gives.map { "\n" + $0 } ?? "")))
            }
        }
        return parts.joined(separator: "\n\n")
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
    }

    private static func aligned(_ rows: [(left: String, right: String)]) -> String {
        let width = rows.map(\.left.count).max() ?? 0
        return rows.map { row in
            let gap = row.right.isEmpty ? "" : String(repeating: " ", count: width - row.left.count + 2)
            return "    " + row.left + gap + row.right
        }.joined(separator: "\n")
    }

    /// A script with `>>>` in front of it.
    public static func prompted(_ script: String) -> String {
        script.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { ($0.offset == 0 ? ">>> " : "... ") + $0.element }.joined(separator: "\n")
    }
}

extension Context {
    private struct Presenter: @unchecked Sendable { let show: (HelpPage) -> Void }

    /// Draws a page of help; nil prints it plain.
    public var presenter: ((HelpPage) -> Void)? {
        get { (services["helpPresenter"] as? Presenter)?.show }
        set { services["helpPresenter"] = newValue.map { Presenter(show: $0) } }
    }

    func present(_ page: HelpPage) { if let presenter { presenter(page) } else { output(page.plain) } }
}
