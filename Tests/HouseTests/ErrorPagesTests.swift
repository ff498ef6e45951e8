import Foundation
import Testing

/// Every id of an error has a page, and every page an error that shows it.
@Suite struct ErrorPagesTests {
    /// Ids that are put together from a word and the place where it stands: the call that takes the word, by file.
    static let families: [(call: String, domain: String, file: String?)] = [
        ("\\.file", "file", nil), ("file", "file", "Problem+Files.swift"), ("\\.sampling", "sample", nil),
        ("problem", "npy", "NPYHeader.swift"),
        ("problem", "npz", "ZipDirectory.swift"), ("problem", "safetensors", "SafetensorsHeader.swift"),
    ]

    /// Literals that look like ids and are none.
    static let others: Set<String> = ["file.limn", "model.safetensors", "index.html"]

    @Test func everyErrorHasAPage() throws {
        let used = try used()
        let pages = try pages()
        #expect(used.count > 300)
        for (id, place) in used.sorted(by: { $0.key < $1.key }) where !pages.contains(id) {
            Issue.record("\(place): \(id) has no page; write one in Sources/Notebook/Explain/Pages")
        }
    }

    @Test func everyPageHasAnError() throws {
        let used = try used()
        for id in try pages().sorted() where used[id] == nil {
            Issue.record("nothing gives \(id); take its page away")
        }
    }

    @Test func pagesAreWhole() throws {
        let pages = try pages()
        for file in try pageFiles() {
            for part in file.text.components(separatedBy: "\n        ## ").dropFirst() {
                let id = String(part.prefix { $0 != "\n" })
                for word in ["why: ", "mend: ", "see: "] {
                    #expect(part.contains("\n        \(word)"), "\(id) has no \(word)")
                }
                let related = part.components(separatedBy: "\n        see: ").last?.prefix { $0 != "\n" } ?? ""
                for other in related.components(separatedBy: ", ") {
                    #expect(pages.contains(other) && other != id, "\(id) points to \(other)")
                }
            }
        }
    }

    /// An id that is computed could not be found here, nor by a reader who searches for it.
    @Test func idsAreLiterals() throws {
        for file in try sources() where !Self.families.contains(where: { $0.file.map(file.path.hasSuffix) ?? false }) {
            for match in file.text.matches(of: try Regex(#"(Problem|Diagnostic)\(\s*"[^"]*\\\([^"]*""#)) {
                let text = String(match.0)
                #expect(text.contains("\"file.") || text.contains("\"sample."), "\(file.path): \(text)")
            }
        }
    }

    // MARK: Reading

    private func pageFiles() throws -> [Repository.File] {
        try Repository.files(below: "Sources/Notebook/Explain/Pages", endings: [".swift"])
    }

    private func pages() throws -> Set<String> {
        var ids: Set<String> = []
        for file in try pageFiles() {
            for line in file.lines where line.hasPrefix("        ## ") {
                let id = String(line.dropFirst(11))
                #expect(ids.insert(id).inserted, "\(id) has two pages")
            }
        }
        return ids
    }

    private func sources() throws -> [Repository.File] {
        try Repository.files(below: "Sources", endings: [".swift"]).filter { !$0.path.contains("/Explain/Pages/") }
            + Repository.files(below: "stdlib", endings: [".limn"])
    }

    /// Every id with a file that uses it.
    private func used() throws -> [String: String] {
        let files = try sources()
        var domains = Set(try pages().map { String($0.prefix { $0 != "." }) })
        let constructed = try Regex(#"(?:Problem|Diagnostic)\(\s*"([a-z]+)\.[a-z]"#)
        for file in files {
            for match in file.text.matches(of: constructed) { domains.insert(String(match.output[1].substring ?? "")) }
        }
        var used: [String: String] = [:]
        for file in files {
            let code = file.lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
            // In quotes, or in brackets at the end of a line that is written out.
            for match in code.matches(of: try Regex(#"["\[]([a-z]+)\.([a-z][a-z0-9-]*)(?:"|\]")"#)) {
                let (domain, word) = (match.output[1].substring ?? "", match.output[2].substring ?? "")
                let id = "\(domain).\(word)"
                if domains.contains(String(domain)), !Self.others.contains(id) { used[id] = file.path }
            }
            for family in Self.families where family.file.map(file.path.hasSuffix) ?? true {
                for match in code.matches(of: try Regex(family.call + #"\(\s*"([a-z][a-z-]*)""#)) {
                    used["\(family.domain).\(match.output[1].substring ?? "")"] = file.path
                }
            }
        }
        return used
    }
}
