import Notebook

/// A page of help for a terminal: paragraphs wrapped, columns aligned, colours where there are some.
public struct HelpText {
    private let page: HelpPage
    private let width: Int
    private let style: Style

    public init(_ page: HelpPage, width: Int, style: Style = .plain) {
        self.page = page
        self.width = max(width, 20)
        self.style = style
    }

    public var text: String {
        var lines = heading
        var isBelowHeading = false
        for block in page.blocks {
            // Columns below a heading belong to it.
            if !isBelowHeading { lines.append("") }
            isBelowHeading = false
            switch block {
            case .heading(let text):
                lines.append(style(.bold, cut(oneLine(text), to: width)))
                isBelowHeading = true
            case .prose(let text): lines += wrapped(oneLine(text), to: min(width, 100)).map(inked)
            case .code(let text):
                lines += text.split(separator: "\n", omittingEmptySubsequences: false).map {
                    "    " + oneLine(String($0))
                }
            case .rows(let rows): lines += columns(rows)
            case .example(let script, let gives): lines += example(script, gives)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The signature, broken between parameters where it does not fit; what it is at the right or below.
    private var heading: [String] {
        let title = oneLine(page.title)
        let kind = oneLine(page.kind)
        if displayWidth(of: title) + displayWidth(of: kind) + 4 <= width {
            return [style(.bold, title) + (kind.isEmpty ? "" : "    " + style(.dim, kind))]
        }
        var lines = wrapped(title, to: width, indent: "    ").map { style(.bold, $0) }
        if !kind.isEmpty { lines.append(style(.dim, cut(kind, to: width))) }
        return lines
    }

    private func example(_ script: String, _ gives: String?) -> [String] {
        let code = HelpPage.prompted(script).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            "    " + style(.cyan, String(line.prefix(3))) + oneLine(String(line.dropFirst(3)))
        }
        let answer = (gives ?? "").split(separator: "\n").map { "    " + style(.green, oneLine(String($0))) }
        return code + answer
    }

    /// Two columns; where the left one would take more than half, the right one stands below it.
    private func columns(_ rows: [(left: String, right: String)]) -> [String] {
        let widest = rows.map { displayWidth(of: oneLine($0.left)) }.max() ?? 0
        let column = min(widest, max(12, width / 3))
        let room = min(width, 110) - column - 4
        return rows.flatMap { row -> [String] in
            let left = oneLine(row.left)
            if row.right.isEmpty { return wrapped(left, to: max(width - 2, 10)).map { "  " + $0 } }
            guard room >= 16 else {
                return wrapped(left, to: width - 2).map { "  " + style(.cyan, $0) }
                    + wrapped(oneLine(row.right), to: max(width - 6, 10)).map { "      " + inked($0) }
            }
            let text = wrapped(oneLine(row.right), to: room)
            let fits = displayWidth(of: left) <= column
            let head = fits ? [] : wrapped(left, to: width - 2).map { "  " + style(.cyan, $0) }
            return head
                + text.enumerated().map { index, line in
                    let label = fits && index == 0 ? left : ""
                    return "  " + style(.cyan, label)
                        + String(repeating: " ", count: column - displayWidth(of: label) + 2)
                        + inked(line)
                }
        }
    }

    /// `names` in backticks in a colour, without their backticks only where there is one.
    private func inked(_ line: String) -> String {
        guard style.isColored else { return line }
        var result = ""
        var name: String?
        for character in line {
            guard character == "`" else {
                if name == nil { result.append(character) } else { name?.append(character) }
                continue
            }
            if let found = name {
                result += style(.cyan, found)
                name = nil
            } else {
                name = ""
            }
        }
        return name.map { result + "`" + $0 } ?? result
    }
}

/// `text` in lines of at most `width` columns, broken at blanks; a word that is longer is broken anywhere.
public func wrapped(_ text: String, to width: Int, indent: String = "") -> [String] {
    let width = max(width, 4)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
        var rest = String(word)
        var size = displayWidth(of: rest)
        if used > 0, used + 1 + size > width {
            lines.append(line)
            (line, used) = (indent, displayWidth(of: indent))
        } else if used > 0, line != indent {
            line += " "
            used += 1
        }
        while used + size > width {
            let room = max(width - used, 1)
            var head = ""
            var columns = 0
            for character in rest {
                let next = displayWidth(of: character)
                if columns + next > room, !head.isEmpty { break }
                head.append(character)
                columns += next
            }
            guard head.count < rest.count else { break }
            lines.append(line + head)
            rest = String(rest.dropFirst(head.count))
            size = displayWidth(of: rest)
            (line, used) = (indent, displayWidth(of: indent))
        }
        line += rest
        used += size
    }
    if !line.isEmpty, line != indent || lines.isEmpty { lines.append(line) }
    return lines.isEmpty ? [""] : lines
}
