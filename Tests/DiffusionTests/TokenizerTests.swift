import Diffusion
import Tensors
import Testing

/// The ids of transformers' `CLIPTokenizer`, `Fixtures/tokenizer/ids.json`, on more than 2,000 texts.
struct TokenizerTests {
    static let fixtures = path("Fixtures/tokenizer")
    static let scenes = path("../../models/scenes/tokenizer")

    static func path(_ name: String) -> String {
        var parts = #filePath.split(separator: "/").dropLast()
        for part in name.split(separator: "/") { if part == ".." { parts.removeLast() } else { parts.append(part) } }
        return "/" + parts.joined(separator: "/")
    }

    private func rows() throws -> [(text: String, scenes: [Int], clip: [Int])] {
        let rows = try #require(try JSON.read(path: Self.fixtures + "/ids.json").array)
        return try rows.map { row in
            (try #require(row[0]?.string), try #require(row[1]?.integers), try #require(row[2]?.integers))
        }
    }

    @Test func idsWithTheScenesVocabulary() throws {
        let tokenizer = try Tokenizer(folder: Self.scenes)
        #expect(tokenizer.length == 24 && tokenizer.vocabularySize == 808)
        let rows = try rows()
        #expect(rows.count >= 2000)
        for row in rows { try check(tokenizer, row.text, row.scenes) }
    }

    @Test func idsWithTheVocabularyOfCLIP() throws {
        let tokenizer = try Tokenizer(folder: Self.fixtures + "/../../../../models/clip-tokenizer")
        #expect(tokenizer.length == 77 && tokenizer.vocabularySize == 49408)
        #expect(tokenizer.start == 49406 && tokenizer.end == 49407 && tokenizer.padding == 49407)
        for row in try rows() { try check(tokenizer, row.text, row.clip) }
    }

    private func check(_ tokenizer: Tokenizer, _ text: String, _ inner: [Int]) throws {
        let found = try tokenizer.encode(text)
        let wanted = [tokenizer.start] + inner + [tokenizer.end]
        let padded = wanted + Array(repeating: tokenizer.padding, count: tokenizer.length - wanted.count)
        if found.ids != padded {
            Issue.record("\(text.debugDescription.prefix(200)): \(found.ids.prefix(found.count)), expected \(wanted)")
        }
        #expect(found.count == wanted.count)
        #expect(found.labels.count == found.ids.count)
        let bytes = Array(text.utf8)
        for word in found.words {
            #expect(word.text == String(decoding: bytes[word.source], as: UTF8.self))
            #expect(
                !word.positions.isEmpty && word.positions.lowerBound >= 1 && word.positions.upperBound < found.count)
        }
        #expect(found.cut.isEmpty || found.needed > found.ids.count)
    }

    @Test func decodingGivesTheTextBack() throws {
        let tokenizer = try Tokenizer(folder: Self.fixtures + "/../../../../models/clip-tokenizer")
        let text = try tokenizer.encode("A Photo of  an Élan, 3 🐶s")
        #expect(try tokenizer.decode(text.ids) == "a photo of an élan , 3 🐶 s")
        #expect(try tokenizer.decode([49406, 320, 49407], keepingSpecials: true) == "<|startoftext|>a <|endoftext|>")
        #expect(throws: Problem.self) { try tokenizer.decode([49408]) }
        #expect(throws: Problem.self) { try tokenizer.decode([-1]) }
    }
}
