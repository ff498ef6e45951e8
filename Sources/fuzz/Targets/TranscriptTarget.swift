import Language
import Notebook
import Runtime

/// What a person types at a prompt, entry after entry, with meta commands among them.
final class TranscriptTarget: Target {
    static let name = "transcripts"
    private let place: Workplace
    private let entries: [[UInt8]]
    private let mutator: TextMutator

    init(_ place: Workplace) {
        self.place = place
        entries =
            Vocabulary.examples + Vocabulary.literals.map { Array($0.utf8) }
            + TranscriptTarget.typed.map { Array($0.utf8) }
        let meta = MetaTable.words.flatMap { [$0.name] + $0.aliases }.map { ":\($0) " }
        mutator = TextMutator(dictionary: Vocabulary.words + meta + meta)
    }

    private static let typed = [
        "x = 1", "ans", "out[1]", "|> f", "[ans, ans]", "x;", "def f(x) = x", "f(ans)", "for i in l\nx = i\nend",
        "test_image()", "table([{a: 1}])", "?mean", "??heat map", "limn[3]> x = 2", "help(\"mean\")",
    ]

    func input(_ random: inout Random) -> [UInt8] {
        var lines: [[UInt8]] = []
        for _ in 0...random.below(8) {
            if random.once(in: 4), let word = random.pick(MetaTable.words.filter { $0.name != "quit" }) {
                let rest = random.pick(entries) ?? []
                lines.append(Array(":\(word.name) ".utf8) + (random.once(in: 2) ? [] : rest))
            } else {
                let entry = random.pick(entries) ?? []
                let isChanged = random.once(in: 2)
                lines.append(isChanged ? mutator.mutate(entry, other: random.pick(entries) ?? [], &random) : entry)
            }
        }
        return Array(lines.joined(separator: [0x0A, 0x1E, 0x0A]))
    }

    func run(_ input: [UInt8]) throws {
        let trial = try Trial(place)
        for entry in input.split(separator: 0x1E) {
            let text = String(decoding: entry.drop { $0 == 0x0A }, as: UTF8.self)
            try trial.attempt {
                if text.hasPrefix(":") {
                    _ = try MetaTable.run(text, in: trial.session)
                } else {
                    try trial.session.enter(text) { trial.show($0) }
                }
            }
        }
    }
}
