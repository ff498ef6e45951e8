import Language
import Notebook
import Runtime

/// Scripts of the repository, changed: laid out, mended, cut into cells, and completed at every kind of place.
final class ToolsTarget: Target {
    static let name = "tools"
    private let texts: [[UInt8]]
    private let mutator: TextMutator
    private let trial: Trial?

    init(_ place: Workplace) {
        texts = ScriptTarget.blocks(place.corpus.files(".limn") + place.corpus.files("s.txt")) + Vocabulary.examples
        mutator = TextMutator(dictionary: Vocabulary.words)
        trial = try? Trial(place)
    }

    func input(_ random: inout Random) -> [UInt8] {
        mutator.mutate(random.pick(texts) ?? [], other: random.pick(texts) ?? [], &random)
    }

    func run(_ input: [UInt8]) throws {
        guard let trial else { throw Fault("no session can be opened") }
        try trial.begin()
        try trial.attempt {
            let source = try Source(name: "fuzz", bytes: input)
            try complete(source.text, in: trial)
            try mend(trial.session.check(source), of: source)
            guard let laid = try layout(source) else { return }
            guard let again = try layout(Source(name: "fuzz", text: laid)), again == laid else {
                throw Fault("laying out the layout changes it")
            }
        }
    }

    /// Nil where the script does not parse.
    private func layout(_ source: Source) throws -> String? {
        do { return try Formatter.format(source) } catch  where error.id == "format.refused" {
            throw Fault("format.refused: \(error.message)")
        } catch { return nil }
    }

    /// A fix lies inside the text that it mends.
    private func mend(_ findings: [Diagnostic], of source: Source) throws {
        for finding in findings {
            for fix in finding.fixes where finding.text(mendedBy: fix) == nil {
                throw Fault("\(finding.id) has a fix that does not fit")
            }
        }
    }

    /// At places that are spread over the text, the end among them.
    private func complete(_ text: String, in trial: Trial) throws {
        let count = text.utf8.count
        for part in 0...4 {
            let found = trial.session.complete(text, at: count * part / 4)
            if found.start > count { throw Fault("a completion begins behind the text") }
        }
        let word = String(text.prefix { $0.isLetter || $0 == "_" })
        _ = trial.session.complete("?" + word, at: word.utf8.count + 1)
    }
}
