import Language

/// What is to be known of one kind of error: the page of an id such as `tensor.shape-mismatch`.
public struct ErrorPage: Sendable {
    public var id: String
    /// What the error says, in a sentence or two.
    public var meaning: String
    /// A small script that gives it; lines with a colon in front are typed at a prompt. Empty where none could.
    public var example: String
    public var why: String
    public var mending: String
    /// Ids of related pages.
    public var related: [String]

    /// The pages of a text: `## id`, a paragraph, an example indented by four blanks, and paragraphs that begin with
    /// `why:`, `mend:` and `see:`.
    static func pages(in text: String) -> [ErrorPage] {
        var pages: [ErrorPage] = []
        var section = \ErrorPage.meaning
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("## ") {
                pages.append(
                    ErrorPage(
                        id: String(line.dropFirst(3)), meaning: "", example: "", why: "", mending: "", related: []))
                section = \.meaning
                continue
            }
            guard !pages.isEmpty else { continue }
            let page = pages.count - 1
            if line.hasPrefix("    ") {
                pages[page].example += (pages[page].example.isEmpty ? "" : "\n") + line.dropFirst(4)
            } else if line.hasPrefix("see: ") {
                pages[page].related = line.dropFirst(5).split(separator: ",").map { String($0.drop { $0 == " " }) }
            } else {
                var rest = line
                for (word, place) in [("why: ", \ErrorPage.why), ("mend: ", \ErrorPage.mending)]
                where line.hasPrefix(word) {
                    rest = line.dropFirst(word.count)
                    section = place
                }
                guard !rest.isEmpty else { continue }
                let before = pages[page][keyPath: section]
                pages[page][keyPath: section] = before + (before.isEmpty ? "" : " ") + rest
            }
        }
        return pages
    }

    /// The page for a terminal of `width` columns.
    public func text(width: Int = 80) -> String {
        var parts = [id, ErrorPage.paragraph(meaning, width)]
        if !example.isEmpty { parts.append(example.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")) }
        if !why.isEmpty { parts.append(ErrorPage.paragraph("Why: " + why, width)) }
        if !mending.isEmpty { parts.append(ErrorPage.paragraph("Mend it: " + mending, width)) }
        if !related.isEmpty { parts.append(ErrorPage.paragraph("See also: " + related.joined(separator: ", "), width)) }
        return parts.joined(separator: "\n\n")
    }

    /// The page as a section of the manual.
    var markdown: String {
        var text = "\n## \(id)\n\n\(meaning)\n"
        if !example.isEmpty { text += "\n```\n\(example)\n```\n" }
        if !why.isEmpty { text += "\n**Why.** \(why)\n" }
        if !mending.isEmpty { text += "\n**Mend it.** \(mending)\n" }
        if !related.isEmpty {
            // GitHub drops the dots of a heading in its anchor.
            let links = related.map { "[`\($0)`](#\($0.filter { $0 != "." }))" }
            text += "\n**See also.** \(links.joined(separator: ", "))\n"
        }
        return text
    }

    private static func paragraph(_ text: String, _ width: Int) -> String {
        text.wrapped(to: max(width, 20)).joined(separator: "\n")
    }
}
