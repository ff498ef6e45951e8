import Runtime

/// The manual as a folder of HTML pages that need nothing else: the contents, a page a chapter and a module, an index of
/// the words that people of other tools would look for, and one style sheet for light and dark.
public struct ManualSite {
    private let manual: Manual
    private let registry: CommandRegistry

    /// - Throws: where a module of the standard library does not parse.
    public init(registry: CommandRegistry) throws {
        self.registry = registry
        manual = try Manual(registry: registry)
    }

    public var pages: [Manual.Page] {
        let pages = manual.pages
        let links = pages.map { (ManualSite.place($0.file), $0.title) } + [("terms.html", "Index")]
        var site = pages.map { page in
            Manual.Page(
                file: ManualSite.place(page.file), title: page.title,
                text: document(
                    page.title, MarkdownPage(page.text, link: ManualSite.place).html, links, page.file))
        }
        site.append(
            Manual.Page(
                file: "terms.html", title: "Index",
                text: document("Index", terms(pages), links, "terms.html")))
        return site + [Manual.Page(file: "style.css", title: "", text: ManualSite.style)]
    }

    /// `README.md` as `index.html`, `a.md#b` as `a.html#b`.
    private static func place(_ target: String) -> String {
        if target == "README.md" { return "index.html" }
        return target.replacing(".md", with: ".html", maxReplacements: 1)
    }

    /// Every name and every search term, with the page where it leads.
    private func terms(_ pages: [Manual.Page]) -> String {
        var rows: [(term: String, name: String, file: String)] = []
        for page in pages where page.file != "README.md" {
            for line in page.text.split(separator: "\n") where line.hasPrefix("## ") {
                let name = String(line.dropFirst(3))
                let file = ManualSite.place(page.file)
                rows.append((name, name, file))
                for term in registry.description(of: name)?.searchTerms ?? [] {
                    rows.append((term, name, file))
                }
            }
        }
        let items = rows.sorted { ($0.term.lowercased(), $0.name) < ($1.term.lowercased(), $1.name) }
            .map { row in
                let name = MarkdownPage.escaped(row.name)
                let link = "<a href=\"\(row.file)#\(MarkdownPage.anchor(name))\"><code>\(name)</code></a>"
                return row.term == row.name
                    ? "<li>\(link)</li>" : "<li>\(MarkdownPage.escaped(row.term)): \(link)</li>"
            }
        return "<h1>Index</h1>\n<ul class=\"terms\">\n" + items.joined(separator: "\n") + "\n</ul>\n"
    }

    private func document(
        _ title: String, _ body: String, _ links: [(file: String, title: String)], _ own: String
    ) -> String {
        let current = ManualSite.place(own)
        let entries = links.map { link in
            let mark = link.file == current ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(link.file)\"\(mark)>\(MarkdownPage.escaped(link.title))</a></li>"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(MarkdownPage.escaped(title)) · Limn</title>
            <link rel="stylesheet" href="style.css">
            </head>
            <body>
            <nav><p class="brand"><a href="index.html">Limn</a></p><ul>
            \(entries.joined(separator: "\n"))
            </ul></nav>
            <main>
            \(body)</main>
            </body>
            </html>

            """
    }

    private static let style = """
        :root { --ink: #1d2430; --soft: #5b6675; --paper: #fdfdfb; --pale: #f1f2ee; --line: #dfe1da; --link: #1a5fb4; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e7ec; --soft: #9aa5b4; --paper: #15181d; --pale: #1e232a; --line: #2d343d; --link: #7fb4ff; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.6 system-ui, sans-serif;
          display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
        nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem; border-right: 1px solid var(--line); }
        nav ul { list-style: none; margin: 0; padding: 0; }
        nav li { margin: .15rem 0; }
        nav a { color: var(--soft); text-decoration: none; }
        nav a:hover, nav a[aria-current] { color: var(--ink); }
        nav a[aria-current] { font-weight: 600; }
        .brand { font-size: 1.3rem; font-weight: 700; margin: 0 0 1rem; }
        main { padding: 2rem 3rem 6rem; max-width: 52rem; }
        h1 { font-size: 2rem; line-height: 1.2; }
        h2 { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-family: ui-monospace, monospace; }
        a { color: var(--link); }
        code, pre { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
        code { background: var(--pale); padding: .1em .3em; border-radius: 4px; }
        pre { background: var(--pale); padding: .8rem 1rem; border-radius: 8px; overflow-x: auto; }
        pre code { background: none; padding: 0; }
        .prompt { color: var(--soft); user-select: none; }
        .terms { columns: 16rem; list-style: none; padding: 0; }
        @media (max-width: 50rem) {
          body { display: block; }
          nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
          main { padding: 1rem; }
        }
        @media print { nav { display: none; } body { display: block; } }

        """
}
