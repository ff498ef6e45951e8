import Foundation
import Notebook
import Testing

/// The manual as HTML.
@Suite struct ManualSiteTests {
    @Test func everyLinkResolves() throws {
        let pages = try ManualSite(registry: Session().context.registry).pages
        var anchors: [String: Set<String>] = [:]
        for page in pages {
            anchors[page.file] = Set(
                page.text.components(separatedBy: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) })
        }
        #expect(pages.count > 10 && anchors["index.html"] != nil && anchors["terms.html"] != nil)
        var count = 0
        for page in pages where page.file.hasSuffix(".html") {
            for part in page.text.components(separatedBy: "href=\"").dropFirst() {
                let target = String(part.prefix { $0 != "\"" })
                let pieces = target.components(separatedBy: "#")
                let known = try #require(
                    anchors[pieces[0].isEmpty ? page.file : pieces[0]], "\(page.file) leads to \(target)")
                #expect(pieces.count == 1 || known.contains(pieces[1]), "\(page.file) leads to \(target)")
                count += 1
            }
            #expect(!page.text.contains("<script") && !page.text.contains("src=\"http"))
        }
        #expect(count > 500)
    }

    @Test func pagesAreWellFormed() throws {
        for page in try ManualSite(registry: Session().context.registry).pages where page.file.hasSuffix(".html") {
            for tag in ["p", "ul", "li", "pre", "code", "a", "main", "nav", "h1", "h2"] {
                let open =
                    page.text.components(separatedBy: "<\(tag)>").count
                    + page.text.components(separatedBy: "<\(tag) ").count - 2
                #expect(open == page.text.components(separatedBy: "</\(tag)>").count - 1, "\(page.file): <\(tag)>")
            }
        }
    }
}
