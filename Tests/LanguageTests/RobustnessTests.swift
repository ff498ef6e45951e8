import Language
import Testing

/// Every text gives a tree or diagnostics with places inside the text; reading never traps.
@Suite struct RobustnessTests {
    /// A small generator with a seed, so that a failure repeats.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    func read(_ bytes: [UInt8]) {
        do throws(Diagnostic) {
            let source = try Source(name: "test", bytes: bytes)
            let (program, diagnostics) = Parser.parseAll(source)
            // Both ways of reading agree; every fourth text is enough to see that.
            let agrees = bytes.count % 4 > 0 || diagnostic(source.text)?.id == diagnostics.first?.id
            let isFine =
                agrees && diagnostics.allSatisfy { isSound($0) }
                && program.body.allSatisfy { $0.span.end <= source.bytes.count }
            if !isFine { Issue.record("\(source.text.debugDescription)") }
        } catch {
            if error.id != "source.not-utf8" || !isSound(error) { Issue.record("\(error.plain)") }
        }
    }

    func isSound(_ diagnostic: Diagnostic) -> Bool {
        !diagnostic.labels.isEmpty && !diagnostic.message.isEmpty && !diagnostic.plain.isEmpty
            && diagnostic.labels.allSatisfy { $0.span.end <= $0.source.bytes.count }
    }

    @Test(arguments: Samples.cells) func everyPrefix(_ text: String) {
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count { read(Array(bytes.prefix(count))) }
    }

    @Test(arguments: Samples.cells) func everyDeletionOfAToken(_ text: String) {
        for (start, end) in words(text) {
            var bytes = Array(text.utf8)
            bytes.removeSubrange(start..<end)
            read(bytes)
        }
    }

    @Test(arguments: Samples.cells) func everyDoubledToken(_ text: String) {
        for (start, end) in words(text) {
            var bytes = Array(text.utf8)
            bytes.insert(contentsOf: bytes[start..<end], at: start)
            read(bytes)
        }
    }

    /// Words and single signs: what a lexer takes as one, near enough.
    func words(_ text: String) -> [(Int, Int)] {
        let bytes = Array(text.utf8)
        var result: [(Int, Int)] = []
        var start = 0
        while start < bytes.count {
            var end = start + 1
            let isWord: (UInt8) -> Bool = { byte in
                let sign = Character(Unicode.Scalar(byte))
                return byte >= 0x80 || sign == "_" || sign.isLetter || sign.isNumber
            }
            if isWord(bytes[start]) { while end < bytes.count, isWord(bytes[end]) { end += 1 } }
            if bytes[start] != 0x20 { result.append((start, end)) }
            start = end
        }
        return result
    }

    @Test(arguments: 0..<8) func mutations(_ seed: Int) {
        var generator = Generator(state: UInt64(seed))
        let signs = Array("()[]{}\"'$\\#\n %;|>-=.:,*\u{0}0e".utf8)
        for round in 0..<2500 {
            var bytes = Array(Samples.cells[round % Samples.cells.count].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(signs[Int.random(in: 0..<signs.count, using: &generator)], at: place)
                default: bytes[place] = signs[Int.random(in: 0..<signs.count, using: &generator)]
                }
            }
            read(bytes)
        }
    }

    @Test(arguments: [
        "(", "[", "{a: ", "f(", "x[", "-", "not ", "if x\n", "for x in y\n", "x -> ", "try ", "\"$(", "2 ** ",
    ])
    func fiftyThousandOpeners(_ opener: String) {
        let found = Parser.parseAll(Source(name: "test", text: String(repeating: opener, count: 50_000))).diagnostics
        #expect(found.count == 1)
        #expect(found.first?.id == "syntax.too-deep")
    }

    @Test(arguments: ["1", "x |> f", "x.y", "f()", "x[0]", "a and b"]) func longChains(_ kind: String) {
        let links = ["1": "+1", "x |> f": " |> f", "x.y": ".y", "f()": "()", "x[0]": "[0]", "a and b": " and b"]
        let text = kind + String(repeating: links[kind] ?? "", count: 100_000)
        #expect(diagnostic(text)?.id == "syntax.too-deep")
        #expect(diagnostic(kind + String(repeating: links[kind] ?? "", count: 900)) == nil)
    }

    @Test func longFlatTexts() throws {
        let branches = String(repeating: "elseif x\n1\n", count: 100_000)
        #expect(try Parser.parse(Source(name: "test", text: "if x\n1\n\(branches)end")).body.count == 1)
        let comparisons = "a" + String(repeating: " < a", count: 100_000)
        #expect(try Parser.parse(Source(name: "test", text: comparisons)).body.count == 1)
        let items = String(repeating: "1,", count: 100_000)
        #expect(try Parser.parse(Source(name: "test", text: "[\(items)]")).body.count == 1)
        let lines = String(repeating: "x = (1)\n", count: 50_000)
        #expect(try Parser.parse(Source(name: "test", text: lines)).body.count == 50_000)
    }

    @Test func manyFaultsAreFoundAtOnceButNotAllOfThem() {
        let found = Parser.parseAll(Source(name: "test", text: "x = = 1\ny = 2\nif x:\n  z\nend\nw = )\n"))
        #expect(found.diagnostics.map(\.id) == ["syntax.unexpected", "syntax.colon", "syntax.unexpected"])
        #expect(found.program.body.count == 1)
        let many = Parser.parseAll(Source(name: "test", text: String(repeating: "x = )\n", count: 1000)))
        #expect(many.diagnostics.count == Parser.mostDiagnostics)
    }
}
