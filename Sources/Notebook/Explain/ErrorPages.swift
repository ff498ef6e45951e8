import Language
import Runtime

/// The pages of all errors, by id: what `:explain` and `limn explain` show.
public enum ErrorPages {
    /// Every page, in alphabetical order of the ids.
    public static let all: [ErrorPage] = texts.flatMap { ErrorPage.pages(in: $0) }.sorted { $0.id < $1.id }

    /// The text that holds each domain's pages. A new error is a new section in one of them.
    private static let texts = [
        syntax, slips, foreignSigns, foreignWords, names, values, tensors, tensorArguments, linear, files, tables,
        images,
        models, sampling, recording, metrics, session, help, cells, arrayFiles,
    ]

    /// The page of an id. - Throws: `explain.unknown` with the nearest id.
    public static func page(of id: String) throws -> ErrorPage {
        let word = id.drop { $0 == "[" }.prefix { $0 != "]" }
        if let page = all.first(where: { $0.id == word }) { return page }
        let ids = all.map(\.id)
        let sameDomain = ids.filter { $0.hasPrefix(word + ".") || $0.hasSuffix("." + word) }
        var help = suggestion(for: String(word), among: ids).map { "did you mean `\($0)`?" }
        if help == nil, let near = near(String(word), among: ids) { help = "did you mean \(near)?" }
        if help == nil, !sameDomain.isEmpty { help = "there is \(sameDomain.prefix(12).joined(separator: ", "))" }
        throw Problem(
            "explain.unknown", "no error is called `\(word)`", help: help ?? "`limn explain` lists all of them")
    }

    /// Ids that have one half of a word that has two: `tensor.shape` of `tensr.shape`.
    private static func near(_ word: String, among ids: [String]) -> String? {
        let halves = word.split(separator: ".", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        let same = ids.filter { $0.hasSuffix("." + halves[1]) }
        if !same.isEmpty { return same.prefix(3).map { "`\($0)`" }.joined(separator: ", ") }
        let domain = ids.filter { $0.hasPrefix(halves[0] + ".") }
        return suggestion(for: String(halves[1]), among: domain.map { String($0.dropFirst(halves[0].count + 1)) })
            .map { "`\(halves[0]).\($0)`" }
    }

    /// A line an error: its id and the first sentence of its page.
    public static func list() -> String {
        let width = all.map(\.id.count).max() ?? 0
        return all.map { page in
            let sentence = page.meaning.split(separator: ". ").first.map(String.init) ?? page.meaning
            return page.id + String(repeating: " ", count: width - page.id.count + 2) + sentence
        }.joined(separator: "\n")
    }

    /// The page of the manual that holds all of them.
    static var markdown: String {
        let intro = """
            # Errors

            Every error has a name, which stands behind its message in brackets. `limn explain NAME` and, in a session,
            `:explain NAME` show what is said of it here; `:explain` alone explains the last error.

            """
        return intro + all.map(\.markdown).joined()
    }
}
