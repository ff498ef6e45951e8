import Language
import Runtime

/// Searches all that help knows: names, what others call them, summaries, texts, comments of the user's functions.
struct HelpSearch {
    struct Result {
        var name: String
        /// With its signature or usage.
        var call: String
        var summary: String
        /// The words that were found where a reader would not see them: other names, text.
        var matched: String
        var rank: Int
    }

    private struct Document {
        var name: String
        var call: String
        var summary: String
        var terms: [String]
        var text: String
    }

    private let handbook: Handbook

    init(_ handbook: Handbook) { self.handbook = handbook }

    /// The best first: in the name, in what other tools call it, in the summary, in the text.
    func results(for query: String) -> [Result] {
        let words = query.lowercased().split(whereSeparator: \.isWhitespace).map { HelpSearch.plain(String($0)) }
            .filter { !$0.isEmpty }
        guard !words.isEmpty else { return [] }
        let whole = words.joined(separator: " ")
        return documents.compactMap { result($0, words, whole) }.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
    }

    /// `np.linalg.svd` as `svd`, `torch.cat` as `cat`, `plt.imshow()` as `imshow`.
    static func plain(_ word: String) -> String {
        var word = word.lowercased()
        if word.hasSuffix("()") { word.removeLast(2) }
        let parts = word.split(separator: ".")
        let libraries: Set<Substring> = [
            "np", "numpy", "torch", "plt", "matplotlib", "pd", "pandas", "scipy", "sklearn", "tf", "jax", "jnp", "cv2",
            "nn",
            "pil", "skimage",
        ]
        if parts.count > 1, let first = parts.first, libraries.contains(first), let last = parts.last {
            return String(last)
        }
        return word
    }

    private func result(_ document: Document, _ words: [String], _ whole: String) -> Result? {
        let name = document.name.lowercased()
        let terms = document.terms.map { $0.lowercased() }
        var rank = 0
        var matched: [String] = []
        for word in words {
            if name == word {
                rank += 0
            } else if let term = terms.first(where: { $0 == word || HelpSearch.plain($0) == word }) {
                rank += 1
                matched.append(term)
            } else if name.contains(word) {
                rank += 2
            } else if let term = terms.first(where: { $0.contains(word) }) {
                rank += 3
                matched.append(term)
            } else if document.summary.lowercased().contains(word) {
                rank += 4
            } else if let excerpt = HelpSearch.excerpt(of: document.text, around: word) {
                rank += 8
                matched.append(excerpt)
            } else {
                return nil
            }
        }
        if terms.contains(whole) { rank = 1 }
        return Result(
            name: document.name, call: document.call, summary: document.summary,
            matched: matched.joined(separator: ", "), rank: rank)
    }

    /// A word of a text with the ones beside it.
    private static func excerpt(of text: String, around word: String) -> String? {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard let place = parts.firstIndex(where: { $0.lowercased().contains(word) }) else {
            return text.lowercased().contains(word) ? word : nil
        }
        let range = max(0, place - 2)...min(parts.count - 1, place + 2)
        return (range.lowerBound > 0 ? "…" : "") + parts[range].joined(separator: " ")
            + (range.upperBound < parts.count - 1 ? "…" : "")
    }

    // MARK: What there is

    private var documents: [Document] {
        let registry = handbook.context.registry
        var found = registry.descriptions.map { command in
            Document(
                name: command.name, call: command.name, summary: command.summary, terms: command.searchTerms,
                text: ([command.discussion, command.chapter]
                    + command.parameters.map { "\($0.name) \($0.help) \(($0.choices ?? []).joined(separator: " "))" })
                    .joined(separator: " "))
        }
        for module in LibraryModule.shared {
            found.append(
                Document(name: module.name, call: "use " + module.name, summary: module.summary, terms: [], text: ""))
            found += module.entries.map {
                Document(
                    name: $0.name, call: $0.name, summary: $0.summary, terms: Concepts.terms[$0.name] ?? [],
                    text: Doctest.prose(of: $0.documentation))
            }
        }
        found += LanguageTopic.all.map { topic in
            Document(
                name: topic.names[0], call: topic.title, summary: topic.text.prefixSentence,
                terms: Array(topic.names.dropFirst()) + (Concepts.terms[topic.names[0]] ?? []), text: topic.text)
        }
        found += MetaTable.words.map { word in
            Document(
                name: ":" + word.name, call: ":" + word.name, summary: word.summary,
                terms: word.aliases + (Concepts.terms[":" + word.name] ?? []), text: word.usage)
        }
        return found + users
    }

    /// Functions of the session, those of modules used by path among them.
    private var users: [Document] {
        guard let session = handbook.session else { return [] }
        return session.names.flatMap { name -> [Document] in
            switch session[name] {
            case .function(let function)?: return [document(name, function)]
            case .native(let object)? where object.typeName == "module":
                return object.fieldNames.compactMap { field in
                    guard case .function(let function)? = (try? object.field(field)) ?? nil else { return nil }
                    return document("\(name).\(field)", function)
                }
            default: return []
            }
        }
    }

    private func document(_ name: String, _ function: Function) -> Document {
        Document(
            name: name, call: name, summary: Doctest.prose(of: function.documentation).prefixParagraph, terms: [],
            text: Doctest.prose(of: function.documentation))
    }
}

/// What other tools call things that have no list of search terms of their own.
enum Concepts {
    static let terms: [String: [String]] = [
        "heatmap": ["attention map", "daam", "saliency", "GradCAM"],
        "ground": ["phrase grounding", "localisation", "localization"],
        "word_grid": ["subplots", "figure"],
        ":timeit": ["benchmark", "%timeit", "timeit"],
        ":time": ["profile", "%time", "tictoc"],
        ":vars": ["locals", "globals", "dir", "workspace", "whos"],
        ":info": ["type", "describe", "info", "inspect"],
        ":save": ["%save", "export", "notebook"],
        ":load": ["%run", "source", "include", "%load"],
        ":reset": ["%reset", "clear", "del", "rm"],
        ":seed": ["manual_seed", "default_rng"],
        ":threads": ["set_num_threads", "OMP_NUM_THREADS"],
        "def": ["function", "define", "lambda"],
        "->": ["lambda", "anonymous function", "closure"],
        "try": ["except", "catch", "exception", "error handling"],
        "use": ["import", "require", "include", "module"],
        "|>": ["pipe", "method", "chain"],
        "for": ["loop", "iterate", "comprehension"],
        "@": ["matmul", "matrix product", "dot"],
        "$": ["f-string", "interpolation", "format"],
        "[]": ["slice", "slicing", "index", "indexing"],
    ]
}

extension String {
    fileprivate var prefixSentence: String {
        guard let stop = range(ofFirst: ". ") else { return self }
        return String(self[..<stop]) + "."
    }

    fileprivate var prefixParagraph: String {
        split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.joined(separator: " ")
    }

    private func range(ofFirst text: String) -> String.Index? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) { return index }
            index = self.index(after: index)
        }
        return nil
    }
}
