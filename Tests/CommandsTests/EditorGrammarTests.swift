import Foundation
import Language
import Notebook
import Testing

/// The grammars for editors know the words that the language knows.
@Suite struct EditorGrammarTests {
    private static func json(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: Scenes.root.appendingPathComponent("editors/vscode/" + path))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Patterns of `code` in their order, numbers first as an include has them.
    private static func patterns() throws -> [(name: String, match: NSRegularExpression, captures: [Int: String])] {
        let repository = try #require(
            try json("syntaxes/limn.tmLanguage.json")["repository"] as? [String: [String: Any]])
        var found: [(String, NSRegularExpression, [Int: String])] = []
        for group in ["cell", "option", "comment", "numbers", "code"] {
            let entry = try #require(repository[group])
            for pattern in entry["patterns"] as? [[String: Any]] ?? [entry] {
                guard let match = pattern["match"] as? String else { continue }
                let captures = pattern["captures"] as? [String: [String: String]] ?? [:]
                var names: [Int: String] = [:]
                for (key, value) in captures { names[Int(key) ?? 0] = value["name"] }
                let name = pattern["name"] as? String ?? ""
                found.append((name, try NSRegularExpression(pattern: match, options: .anchorsMatchLines), names))
            }
        }
        return found
    }

    /// What the grammar makes of a line outside strings: the scope of each piece that has one.
    private static func scopes(_ line: String) throws -> [String] {
        let patterns = try patterns()
        let text = line as NSString
        var position = 0
        var found: [String] = []
        while position < text.length {
            let range = NSRange(location: position, length: text.length - position)
            let hits = patterns.compactMap { pattern in
                pattern.match.firstMatch(in: line, options: .withTransparentBounds, range: range).map { (pattern, $0) }
            }
            guard let (pattern, hit) = hits.min(by: { $0.1.range.location < $1.1.range.location }), hit.range.length > 0
            else { break }
            func add(_ name: String, _ range: NSRange) {
                if range.location != NSNotFound, range.length > 0 {
                    found.append("\(text.substring(with: range)) \(name)")
                }
            }
            if pattern.captures.isEmpty { add(pattern.name, hit.range) }
            for (index, name) in pattern.captures.sorted(by: { $0.key < $1.key }) { add(name, hit.range(at: index)) }
            position = hit.range.location + hit.range.length
        }
        return found.map { $0.replacing(".limn", with: "") }
    }

    @Test func everyPatternCompiles() throws { #expect(try Self.patterns().count > 12) }

    @Test func theFilesAreSound() throws {
        let package = try Self.json("package.json")
        let contributes = try #require(package["contributes"] as? [String: Any])
        for key in ["languages", "grammars"] {
            for entry in try #require(contributes[key] as? [[String: Any]]) {
                for path in [entry["configuration"], entry["path"]].compactMap({ $0 as? String }) {
                    _ = try Self.json(String(path.dropFirst(2)))
                }
            }
        }
        let configuration = try Self.json("language-configuration.json")
        let folding = try #require((configuration["folding"] as? [String: Any])?["markers"] as? [String: String])
        let start = try NSRegularExpression(pattern: try #require(folding["start"]))
        for (line, folds) in [
            ("# %% Title", true), ("def f(x)", true), ("def f(x) = x", false), ("for a in b", true), ("if a", true),
            ("x = if a then b else c", false), ("map(xs) do x", true), ("print(x)", false),
        ] {
            let count = start.numberOfMatches(in: line, range: NSRange(location: 0, length: line.utf16.count))
            #expect((count > 0) == folds, "\(line)")
        }
    }

    @Test func wordsAreTheLanguagesOwn() throws {
        let text = try Self.patterns().map(\.match.pattern).joined(separator: "\n")
        let vim = try String(
            contentsOf: Scenes.root.appendingPathComponent("editors/vim/syntax/limn.vim"), encoding: .utf8)
        func words(_ text: String) -> Set<String> {
            Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        }
        for wanted in [Set(Keyword.words), Units.names, Set(Session().context.registry.names)] {
            #expect(wanted.subtracting(words(text.replacing("\\b", with: " "))) == [], "run scripts/editor-grammars")
            #expect(wanted.subtracting(words(vim)) == [], "run scripts/editor-grammars")
        }
        // A word that is no longer one.
        for pattern in try Self.patterns() where pattern.name.hasPrefix("keyword.control") {
            #expect(words(pattern.match.pattern.replacing("\\b", with: " ")).isSubset(of: Keyword.words))
        }
    }

    @Test(arguments: [
        ("# %% Title", ["# %% Title comment.line.cell markup.heading"]),
        ("x = 512px", ["x variable.other", "= keyword.operator", "512 constant.numeric", "px keyword.other.unit"]),
        ("60% if", ["60 constant.numeric", "% keyword.other.unit", "if keyword.control"]),
        ("5%x", ["5 constant.numeric", "% keyword.operator", "x variable.other"]),
        ("1e-3", ["1e-3 constant.numeric"]), ("0xFF", ["0xFF constant.numeric"]), (".5", [".5 constant.numeric"]),
        ("def f", ["def keyword.control", "f entity.name.function"]),
        ("r.end", ["r variable.other", ". punctuation.accessor", "end variable.other.property"]),
        ("seed=7", ["seed variable.parameter", "= keyword.operator.assignment", "7 constant.numeric"]),
        ("not true", ["not keyword.operator.word", "true constant.language"]),
        ("shape(x)", ["shape support.function", "x variable.other"]),
        ("mine(x)", ["mine entity.name.function.call", "x variable.other"]),
        (
            "a ** b |> c",
            [
                "a variable.other", "** keyword.operator", "b variable.other", "|> keyword.operator",
                "c variable.other",
            ]
        ),
        ("x # a note", ["x variable.other", "# a note comment.line.number-sign"]),
        ("x[1:]", ["x variable.other", "1 constant.numeric", ": punctuation.separator"]),
    ]) func classes(_ line: String, _ wanted: [String]) throws { #expect(try Self.scopes(line) == wanted) }
}
