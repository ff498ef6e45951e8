import Diffusion
import Tensors
import Testing

/// Words as the user wrote them, their tokens, and what is said where there is no such word.
struct TokenizerWordTests {
    private func scenes(_ text: String) throws -> TokenizedText {
        try Tokenizer(folder: TokenizerTests.scenes).encode(text)
    }

    private func problem(_ body: () throws -> [Int]) throws -> Problem {
        do {
            let found = try body()
            throw Problem("test.no-problem", "found \(found)")
        } catch let problem as Problem { return problem }
    }

    @Test func aWordOfSeveralPiecesIsOneWord() throws {
        let text = try scenes("a Sunflower left of a blue heart on sand")
        #expect(text.words.map(\.text) == ["a", "Sunflower", "left", "of", "a", "blue", "heart", "on", "sand"])
        #expect(text.words[1].positions == 2..<4)
        #expect(text.words[1].source == 2..<11)
        #expect(text.labels.prefix(5) == ["<start>", "a", "Sunflower", "Sunflower", "left"])
        #expect(text.labels[text.count - 1] == "<end>" && text.labels[text.count] == "<pad>")
        #expect(try text.positions(of: "sunflower") == [2, 3])
        #expect(try text.positions(of: "blue heart") == [7, 8])
        #expect(try text.positions(of: "<start>") == [0])
        #expect(try text.positions(of: "<pad>") == Array(text.count..<24))
    }

    @Test func wordsAreWhatAReaderSees() throws {
        let tokenizer = try Tokenizer(folder: TokenizerTests.fixtures + "/../../../../models/clip-tokenizer")
        let text = try tokenizer.encode("Don't! A t-shirt, 3.5 “été” e\u{301} 🐶👩‍👩‍👧 (x) नमस्ते")
        #expect(text.words.map(\.text) == ["Don't", "A", "t-shirt", "3.5", "été", "e\u{301}", "🐶👩‍👩‍👧", "x", "नमस्ते"])
        #expect(text.words[0].positions == 1..<3)
        #expect(try text.positions(of: "T-SHIRT").count == 3)
        #expect(try text.positions(of: ",") == [8])
        #expect(text.cut.isEmpty && text.note == nil)
        #expect(try tokenizer.encode("").words.isEmpty)
        #expect(try tokenizer.encode("a <|endoftext|> b").words.map(\.text) == ["a", "b"])
    }

    @Test func aWordThatOccursTwiceHasToBeNumbered() throws {
        let text = try scenes("a dog and a Dog")
        #expect(text.words.map(\.occurrence) == [0, 0, 0, 1, 1])
        let found = try problem { try text.positions(of: "dog") }
        #expect(found.id == "attention.ambiguous-word")
        #expect(found.notes == ["0: a [dog] and", "1: a [Dog]"])
        #expect(try text.positions(of: "dog", occurrence: 1) == [5])
        #expect(try text.positions(of: "and a dog") == [3, 4, 5])
        #expect(try problem { try text.positions(of: "dog", occurrence: 2) }.id == "attention.unknown-word")
        #expect(try problem { try text.positions(of: "dog", occurrence: -1) }.id == "attention.unknown-word")
    }

    @Test func anUnknownWordListsTheWords() throws {
        let text = try scenes("a sunflower on sand")
        let found = try problem { try text.positions(of: "sunflowr") }
        #expect(found.id == "attention.unknown-word")
        #expect(found.notes == ["its words: a, sunflower, on, sand"])
        #expect(found.help == "did you mean “sunflower”?")
        #expect(try problem { try text.positions(of: "flower") }.help == "did you mean “sunflower”?")
        #expect(try problem { try text.positions(of: "") }.id == "attention.unknown-word")
        #expect(try problem { try text.positions(of: "sand on") }.id == "attention.unknown-word")
    }

    @Test func whatDoesNotFitIsNamed() throws {
        let many = Array(repeating: "a dog", count: 10).joined(separator: " ") + " or a cat"
        let text = try scenes(many + " on sunflower")
        #expect(text.ids.count == 24 && text.count == 24)
        #expect(text.cut.last == "sunflower" && text.words.count + text.cut.count == 25)
        #expect(text.note?.hasPrefix("the prompt has \(text.needed) tokens and the model reads 24: cut “") == true)
        #expect(try problem { try text.positions(of: "sunflower") }.id == "attention.cut-word")
    }
}
