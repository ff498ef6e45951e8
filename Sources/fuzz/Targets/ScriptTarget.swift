import Language
import Runtime

/// Scripts of the repository, changed: read, checked, and run under limits.
final class ScriptTarget: Target {
    static let name = "scripts"
    private let place: Workplace
    private let texts: [[UInt8]]
    private let mutator: TextMutator

    init(_ place: Workplace) {
        self.place = place
        // Examples are short and run by themselves, so they come up as often as everything else together.
        let examples = Vocabulary.examples
        let blocks = ScriptTarget.blocks(place.corpus.files(".limn") + place.corpus.files("s.txt"))
        texts = blocks + (0...blocks.count / max(examples.count, 1)).flatMap { _ in examples }
        mutator = TextMutator(dictionary: Vocabulary.words)
    }

    /// Pieces of up to 40 lines, cut at empty lines: a whole course runs too long to be tried often.
    static func blocks(_ files: [[UInt8]]) -> [[UInt8]] {
        files.flatMap { file -> [[UInt8]] in
            let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
            var blocks: [[UInt8]] = []
            var block: [ArraySlice<UInt8>] = []
            for line in lines {
                block.append(line)
                if line.isEmpty, block.count > 6 || block.count > 40 {
                    blocks.append(Array(block.joined(separator: [0x0A])))
                    block = []
                }
            }
            blocks.append(Array(block.joined(separator: [0x0A])))
            return blocks
        }
    }

    func input(_ random: inout Random) -> [UInt8] {
        mutator.mutate(random.pick(texts) ?? [], other: random.pick(texts) ?? [], &random)
    }

    func run(_ input: [UInt8]) throws {
        let trial = try Trial(place)
        var text: Source?
        try trial.attempt { text = try Source(name: "fuzz", bytes: input) }
        guard let source = text else { return }
        for diagnostic in trial.session.check(source) { try trial.draw(diagnostic) }
        try trial.attempt { try trial.session.run(source) { trial.show($0) } }
    }
}
