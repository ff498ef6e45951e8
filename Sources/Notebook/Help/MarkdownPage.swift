/// The Markdown that the manual is written in as HTML: headings, fences, lists, indented text, paragraphs, code, links.
struct MarkdownPage {
    let html: String

    /// - Parameter link: what becomes of the target of a link.
    init(_ text: String, link: (String) -> String) {
        var html = ""
        var paragraph: [String] = []
        var items: [String] = []
        var code: [String]?
        var indented: [String] = []
        func flush() {
            if !paragraph.isEmpty {
                html += "<p>" + MarkdownPage.inline(paragraph.joined(separator: "\n"), link) + "</p>\n"
            }
            if !items.isEmpty {
                html +=
                    "<ul>\n" + items.map { "<li>" + MarkdownPage.inline($0, link) + "</li>\n" }.joined()
                    + "</ul>\n"
            }
            if !indented.isEmpty { html += MarkdownPage.preformatted(indented) }
            (paragraph, items, indented) = ([], [], [])
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let lines = code {
                    html += MarkdownPage.preformatted(lines)
                    code = nil
                } else {
                    flush()
                    code = []
                }
            } else if code != nil {
                code?.append(line)
            } else if line.isEmpty {
                flush()
            } else if line.hasPrefix("#") {
                flush()
                let level = min(line.prefix { $0 == "#" }.count, 4)
                let title = String(line.drop { $0 == "#" }.drop { $0 == " " })
                // A chapter may be called as one of its commands.
                let id = level == 1 ? "top" : MarkdownPage.anchor(title)
                html += "<h\(level) id=\"\(id)\">\(MarkdownPage.inline(title, link))</h\(level)>\n"
            } else if line.hasPrefix("- ") {
                if items.isEmpty { flush() }
                items.append(String(line.dropFirst(2)))
            } else if line.hasPrefix("  "), paragraph.isEmpty || !indented.isEmpty || line.hasPrefix("  ") {
                if indented.isEmpty { flush() }
                indented.append(line)
            } else {
                if !indented.isEmpty || !items.isEmpty { flush() }
                paragraph.append(line)
            }
        }
        if let code { html += MarkdownPage.preformatted(code) }
        flush()
        self.html = html
    }

    /// What links to a heading call it, as Markdown's readers make it: small letters, no signs, `-` for blanks.
    static func anchor(_ title: String) -> String {
        String(
            title.lowercased().compactMap {
                $0 == " " ? "-" : $0.isLetter || $0.isNumber || "_-".contains($0) ? $0 : nil
            })
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    private static func preformatted(_ lines: [String]) -> String {
        let rows = lines.map { line in
            line.hasPrefix(">>> ") || line.hasPrefix("... ")
                ? "<span class=\"prompt\">\(escaped(String(line.prefix(4))))</span>\(escaped(String(line.dropFirst(4))))"
                : escaped(line)
        }
        return "<pre><code>" + rows.joined(separator: "\n") + "</code></pre>\n"
    }

    /// Code in backticks and `[text](target)`.
    private static func inline(_ text: String, _ link: (String) -> String) -> String {
        var result = ""
        var rest = text[...]
        while let character = rest.first {
            if character == "`", let end = rest.dropFirst().firstIndex(of: "`") {
                result +=
                    "<code>" + escaped(String(rest[rest.index(after: rest.startIndex)..<end])) + "</code>"
                rest = rest[rest.index(after: end)...]
            } else if character == "[", let middle = rest.firstRange(of: "]("),
                let end = rest[middle.upperBound...].firstIndex(of: ")")
            {
                let title = String(rest[rest.index(after: rest.startIndex)..<middle.lowerBound])
                let target = link(String(rest[middle.upperBound..<end]))
                result += "<a href=\"\(escaped(target))\">\(inline(title, link))</a>"
                rest = rest[rest.index(after: end)...]
            } else {
                result += escaped(String(character))
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
