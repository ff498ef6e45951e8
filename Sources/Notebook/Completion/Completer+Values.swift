import Language
import Runtime

extension Completer {
    /// What may stand between the quotes at the cursor.
    func strings(_ quoted: Cursor.Quoted) -> [Candidate] {
        if quoted.isModule { return finished(paths(quoted.content, ending: ".limn"), quoted) }
        let index = cursor.openings.count - 1
        guard let opening = cursor.openings.last, opening.current.value == nil else { return [] }
        if case .element(let base) = opening.kind {
            let words = opening.current.name.map { labelNames(of: base, axis: $0) } ?? keyNames(of: base)
            return finished(matching(words, quoted.content), quoted)
        }
        guard let role = role(at: index) else { return [] }
        if role.parameter.completes == "path", !role.isKey { return finished(paths(quoted.content), quoted) }
        if role.parameter.completes == "model" {
            let models = matching(modelNames(), quoted.content)
            return finished(models + paths(quoted.content), quoted)
        }
        return finished(matching(values(for: role), quoted.content, isSite: role.parameter.completes == "site"), quoted)
    }

    /// The same values with quotes around them, for a place where none is open yet.
    func quotedValues(_ role: Role?) -> [Candidate] {
        guard let role else { return [] }
        var words = values(for: role)
        if role.parameter.completes == "model" { words = modelNames() }
        if role.parameter.completes == "site" { words = siteCandidates(words, "") }
        return words.prefix(200).map { Candidate(text: "\"\(Completer.escaped($0, "\""))\"", detail: "") }
    }

    /// `token=` for each axis, or the quoted names that a table, a record or a recording is asked by.
    func keys(of base: Span) -> [Candidate] {
        guard let value = peek(base) else { return [] }
        if case .tensor(let tensor) = value {
            return tensor.axes.enumerated().compactMap { place, axis in
                axis.name.map { Candidate(text: "\($0)=", detail: "axis of \(tensor.shape[place])") }
            }
        }
        return keyNames(of: base).map { Candidate(text: "\"\(Completer.escaped($0, "\""))\"", detail: "") }
    }

    func labels(of base: Span, _ opening: Cursor.Opening) -> [Candidate] {
        labelNames(of: base, axis: opening.current.name ?? "").map {
            Candidate(text: "\"\(Completer.escaped($0, "\""))\"", detail: "label")
        }
    }

    // MARK: Words

    /// The words that a parameter takes.
    private func values(for role: Role) -> [String] {
        let parameter = role.parameter
        if let choices = parameter.choices, !role.isKey { return choices }
        switch parameter.completes {
        case "site": return names(of: "site", from: role.call)
        case "word": return names(of: "word", from: role.call)
        case "column": return columns(from: role.call)
        case "axis": return axes(from: role.call)
        case "axis or column":
            let found = axes(from: role.call)
            return found.isEmpty ? columns(from: role.call) : found
        case "name": return NameSource(session: session, locals: [], elements: [:]).helpWords
        case "module": return LibraryModule.shared.map(\.name)
        case let kind? where kind.hasPrefix("words "): return kind.split(separator: " ").dropFirst().map(String.init)
        default: return []
        }
    }

    private func labelNames(of base: Span, axis: String) -> [String] {
        guard case .tensor(let tensor)? = peek(base), let found = tensor.axes.first(where: { $0.name == axis }) else {
            return []
        }
        var seen = Set<String>()
        return (found.labels ?? []).filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private func keyNames(of base: Span) -> [String] {
        switch peek(base) {
        case .table(let table)?: return table.columnNames
        case .record(let record)?: return record.keys
        case .list(let items)?:
            if case .record(let record)? = items.first { return record.keys }
            return []
        case .native(let object)?: return object.names(of: "site")
        default: return []
        }
    }

    private func matching(_ words: [String], _ typed: String, isSite: Bool = false) -> [Candidate] {
        let isSite = isSite || words.contains { $0.hasPrefix("unet.") }
        if isSite { return siteCandidates(words, typed).map { Candidate(text: $0, detail: siteDetail($0, words)) } }
        return Match.filter(words, typed) { $0 }.map { Candidate(text: $0) }
    }

    // MARK: Sites

    private func siteDetail(_ text: String, _ sites: [String]) -> String {
        if text.contains("*") {
            let count = sites.count { Match.glob(text, $0) || Match.glob("*." + text, $0) }
            return count == 1 ? "1 site" : "\(count) sites"
        }
        return sites.contains { $0 == text || $0.hasSuffix("." + text) } ? "site" : "sites below"
    }

    /// Sites a component at a time, as folders are; patterns where `*` was typed or nothing was.
    private func siteCandidates(_ sites: [String], _ typed: String) -> [String] {
        if typed.contains("*") || typed.isEmpty {
            var patterns = endings(of: sites).map { "*.\($0)" }
            if typed.isEmpty { patterns = patterns.filter { !$0.dropFirst(2).contains(".") } }
            let found = patterns.filter { $0.hasPrefix(typed) }
            if !typed.isEmpty, found.isEmpty { return sites.filter { Match.glob(typed + "*", $0) } }
            return found + (typed.isEmpty ? below(sites, "") : [])
        }
        let exact = below(sites, typed)
        if !exact.isEmpty { return exact }
        // A glob without its first component matches in every part of the model.
        let inner = sites.compactMap { site in site.firstIndex(of: ".").map { String(site[site.index(after: $0)...]) } }
        let found = below(inner, typed)
        return found.isEmpty && typed.count >= 3 ? Match.filter(sites, typed) { $0 } : found
    }

    /// `attn2` and `attn2.probabilities`: what the paths end in, the numbers of modules left out.
    private func endings(of sites: [String]) -> [String] {
        var found: [String] = []
        var seen = Set<String>()
        for site in sites {
            let parts = site.split(separator: ".")
            for count in 1...2 {
                let end = parts.suffix(count)
                guard end.count == count, !end.contains(where: { $0.allSatisfy(\.isNumber) }) else { continue }
                let text = end.joined(separator: ".")
                if seen.insert(text).inserted { found.append(text) }
            }
        }
        return found.filter { $0.hasPrefix("attn") || !$0.contains(".") }
    }

    /// The next component of each path that begins with `typed`, in order.
    private func below(_ paths: [String], _ typed: String) -> [String] {
        var found: [String] = []
        var seen = Set<String>()
        for path in paths where path.hasPrefix(typed) && path != typed {
            var rest = path.dropFirst(typed.count)
            var head = ""
            if rest.first == "." {
                head = "."
                rest = rest.dropFirst()
            }
            let text = typed + head + rest.prefix { $0 != "." }
            if seen.insert(text).inserted { found.append(text) }
        }
        return found
    }

    // MARK: Text

    /// Candidates as they stand between these quotes; a single one closes them.
    private func finished(_ candidates: [Candidate], _ quoted: Cursor.Quoted) -> [Candidate] {
        let written = candidates.filter { quoted.quote == "\"" || !$0.text.contains("'") }.map {
            Candidate(text: Completer.escaped($0.text, quoted.quote), detail: $0.detail)
        }
        // A folder or a site may go on.
        guard written.count == 1, !written[0].text.hasSuffix("/"), !written[0].detail.hasPrefix("site"),
            closing != quoted.quote.asciiValue
        else {
            return written
        }
        return [Candidate(text: written[0].text + String(quoted.quote), detail: written[0].detail)]
    }

    static func escaped(_ text: String, _ quote: Character) -> String {
        guard quote == "\"", text.contains(where: { "\"\\$\n\t".contains($0) }) else { return text }
        var result = ""
        for character in text {
            switch character {
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\"", "\\", "$": result += "\\" + String(character)
            default: result.append(character)
            }
        }
        return result
    }
}
