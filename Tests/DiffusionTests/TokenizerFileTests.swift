import Diffusion
import Glibc
import Tensors
import Testing

/// What a tokenizer folder may hold, and what is said of one that lies.
struct TokenizerFileTests {
    private static let vocabulary =
        #"{"a":0,"b":1,"a</w>":2,"b</w>":3,"ab</w>":4,"<|startoftext|>":5,"<|endoftext|>":6}"#
    private static let merges = "#version: 0.2\na b</w>\n"

    /// A new folder with these files, gone afterwards.
    private func folder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
        var template = Array("/tmp/limn-tokenizer-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
        #expect(made)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for (name, text) in files { try writeAside(folder + "/" + name, Array(text.utf8)) }
        defer {
            for name in files.keys { unlink(folder + "/" + name) }
            rmdir(folder)
        }
        return try body(folder)
    }

    private func problem(_ files: [String: String]) throws -> String {
        try folder(files) { folder in
            do {
                _ = try Tokenizer(folder: folder)
                return ""
            } catch let problem as Problem { return problem.id }
        }
    }

    @Test func theSmallestFolder() throws {
        try folder(["vocab.json": Self.vocabulary, "merges.txt": Self.merges]) { folder in
            let tokenizer = try Tokenizer(folder: folder)
            #expect(tokenizer.length == 77 && tokenizer.vocabularySize == 7)
            let text = try tokenizer.encode("AB b")
            #expect(text.ids.prefix(4) == [5, 4, 3, 6])
            #expect(try tokenizer.decode(text.ids) == "ab b")
            // What the vocabulary has not becomes the unknown token.
            #expect(try tokenizer.encode("c").ids.prefix(3) == [5, 6, 6])
        }
    }

    @Test func settingsAreRead() throws {
        let configuration =
            #"{"model_max_length": 9, "pad_token": {"content": "a"}, "tokenizer_class": "CLIPTokenizer"}"#
        let files = ["vocab.json": Self.vocabulary, "merges.txt": Self.merges, "tokenizer_config.json": configuration]
        try folder(files) { folder in
            let tokenizer = try Tokenizer(folder: folder)
            #expect(try tokenizer.encode("b").ids == [5, 3, 6, 0, 0, 0, 0, 0, 0])
        }
    }

    /// One `tokenizer.json`, as transformers writes it from version 5 on, gives the same ids.
    @Test func aSingleFileDoes() throws {
        let vocabulary = try MappedFile(path: TokenizerTests.scenes + "/vocab.json").text()
        let merges = try MappedFile(path: TokenizerTests.scenes + "/merges.txt").text().split(separator: "\n")
            .dropFirst()
        let pairs = merges.map { line in
            JSON.array(line.split(separator: " ").map { JSON.string(String($0)) }).serialized()
        }
        let json = """
            {"added_tokens": [{"id": 806, "content": "<|startoftext|>", "normalized": true},
             {"id": 807, "content": "<|endoftext|>", "normalized": true}],
             "model": {"type": "BPE", "end_of_word_suffix": "</w>", "vocab": \(vocabulary), "merges": [\(pairs.joined(separator: ","))]}}
            """
        let plain = try Tokenizer(folder: TokenizerTests.scenes)
        try folder(["tokenizer.json": json]) { folder in
            let single = try Tokenizer(folder: folder)
            for text in ["a sunflower left of a blue heart", "<|ENDOFTEXT|> é 🐶", "#1 don't"] {
                let wanted = try plain.encode(text)
                #expect(try single.encode(text, length: 24).ids == wanted.ids)
            }
        }
    }

    @Test func liesAreNamed() throws {
        #expect(try problem([:]) == "file.missing")
        #expect(try problem(["vocab.json": Self.vocabulary]) == "file.missing")
        #expect(try problem(["vocab.json": "[]", "merges.txt": Self.merges]) == "tokenizer.bad-vocabulary")
        #expect(try problem(["vocab.json": #"{"a": -1}"#, "merges.txt": Self.merges]) == "tokenizer.bad-vocabulary")
        #expect(try problem(["vocab.json": #"{"a": 1e9}"#, "merges.txt": Self.merges]) == "tokenizer.bad-vocabulary")
        #expect(
            try problem(["vocab.json": #"{"a": 99999999999}"#, "merges.txt": Self.merges]) == "tokenizer.bad-vocabulary"
        )
        #expect(try problem(["vocab.json": #"{"a": 0}"#, "merges.txt": ""]) == "file.empty")
        #expect(try problem(["vocab.json": #"{"a": 0}"#, "merges.txt": "\n"]) == "tokenizer.bad-vocabulary")
        #expect(
            try problem(["vocab.json": Self.vocabulary, "merges.txt": "#version: 0.2\na c\n"]) == "tokenizer.bad-merge")
        #expect(try problem(["vocab.json": Self.vocabulary, "merges.txt": "a  b</w>\n"]) == "tokenizer.bad-merge")
        #expect(try problem(["vocab.json": "{", "merges.txt": Self.merges]) == "json.syntax")
        let files = ["vocab.json": Self.vocabulary, "merges.txt": Self.merges]
        func with(_ configuration: String) throws -> String {
            try problem(files.merging(["tokenizer_config.json": configuration]) { $1 })
        }
        #expect(try with(#"{"model_max_length": 1e30}"#) == "")
        #expect(try with(#"{"model_max_length": 1}"#) == "tokenizer.unsupported")
        #expect(try with(#"{"model_max_length": -5}"#) == "tokenizer.unsupported")
        #expect(try with(#"{"tokenizer_class": "T5Tokenizer"}"#) == "tokenizer.unsupported")
        #expect(try with(#"{"added_tokens_decoder": {"x": {"content": "a"}}}"#) == "tokenizer.bad-vocabulary")
        #expect(try with(#"{"pad_token": "<pad>"}"#) == "tokenizer.bad-vocabulary")
    }
}
