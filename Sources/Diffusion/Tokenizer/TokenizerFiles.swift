import Glibc
import Tensors

/// What the files of a `tokenizer/` folder say, before anything is built from it.
///
/// The vocabulary is `vocab.json` with `merges.txt`, or `tokenizer.json` where only that is there. The special tokens
/// are `tokenizer_config.json`'s, then `special_tokens_map.json`'s, then CLIP's own.
struct TokenizerFiles {
    private(set) var vocabulary: [String: Int] = [:]
    /// The two halves of each merge, best first.
    private(set) var merges: [(left: String, right: String)] = []
    /// The files that the two come from, for messages.
    private(set) var vocabularyPath: String
    private(set) var mergesPath: String
    private(set) var length = 77
    private(set) var start = "<|startoftext|>"
    private(set) var end = "<|endoftext|>"
    var padding = "<|endoftext|>"
    private(set) var unknown = "<|endoftext|>"
    private(set) var specials: [Tokenizer.SpecialToken] = []

    /// Ids are at most this: a greater one would only take memory.
    private static let idLimit = 1 << 22

    init(folder: String) throws {
        vocabularyPath = folder + "/vocab.json"
        mergesPath = folder + "/merges.txt"
        let single = folder + "/tokenizer.json"
        if !Self.exists(vocabularyPath), Self.exists(single) {
            vocabularyPath = single
            mergesPath = single
            try readSingle(try JSON.read(path: single))
        } else {
            try readVocabulary(try JSON.read(path: vocabularyPath))
            try readMerges()
        }
        let path = folder + "/tokenizer_config.json"
        let map = folder + "/special_tokens_map.json"
        let configuration = try Self.object(path)
        try readSpecials(configuration, try Self.object(map), path: path)
        try readLimits(configuration, path: path)
    }

    private static func exists(_ path: String) -> Bool { Confinement.facts(of: path) != nil }

    /// A file that need not be there; null where it is not.
    private static func object(_ path: String) throws -> JSON {
        guard exists(path) else { return .null }
        let json = try JSON.read(path: path)
        guard json.object != nil else {
            throw Problem("model.config", "\(path) holds \(json.kind); wanted an object")
        }
        return json
    }

    /// - Throws: `tokenizer.bad-vocabulary` where a special token has no id.
    func id(of token: String) throws -> Int {
        if let id = vocabulary[token] ?? specials.first(where: { $0.content == token })?.id { return id }
        throw Problem("tokenizer.bad-vocabulary", "\(vocabularyPath) has no token \(token)")
    }

    private mutating func readVocabulary(_ json: JSON?) throws {
        guard let members = json?.object else {
            throw Problem("tokenizer.bad-vocabulary", "\(vocabularyPath) has no object of tokens and ids")
        }
        vocabulary.reserveCapacity(members.count)
        for (token, value) in members {
            guard let id = value.int, (0..<Self.idLimit).contains(id) else {
                let shown = value.int.map(String.init) ?? value.kind
                throw Problem(
                    "tokenizer.bad-vocabulary",
                    "\(vocabularyPath): the id of “\(token)” is \(shown), expected an integer from 0 to \(Self.idLimit - 1)"
                )
            }
            vocabulary[token] = id
        }
    }

    /// Only the first line is a comment: tokens may begin with `#`.
    private mutating func readMerges() throws {
        let text = try MappedFile(path: mergesPath).text()
        let lines = text.utf8.split { $0 == 0x0A || $0 == 0x0D }
        let isCommented = lines.first.map { String(Substring($0)).hasPrefix("#version") } ?? false
        for (number, line) in lines.enumerated().dropFirst(isCommented ? 1 : 0) {
            try addMerge(String(Substring(line)), number: number + 1)
        }
    }

    private mutating func addMerge(_ line: String, number: Int) throws {
        let parts = line.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw Problem.badMerge(line, number: number, file: mergesPath) }
        merges.append((String(Substring(parts[0])), String(Substring(parts[1]))))
    }

    /// `tokenizer.json`, which transformers writes from version 5 on.
    private mutating func readSingle(_ json: JSON) throws {
        guard json["model"]?["type"]?.string == "BPE", json["model"]?["end_of_word_suffix"]?.string == "</w>" else {
            throw Problem(
                "tokenizer.unsupported", "\(vocabularyPath): only CLIP's byte-pair model with `</w>` is supported")
        }
        try readVocabulary(json["model"]?["vocab"])
        for (number, merge) in (json["model"]?["merges"]?.array ?? []).enumerated() {
            if let line = merge.string {
                try addMerge(line, number: number + 1)
            } else if let left = merge[0]?.string, let right = merge[1]?.string {
                merges.append((left, right))
            } else {
                throw Problem.badMerge(merge.kind, number: number + 1, file: mergesPath)
            }
        }
        for token in json["added_tokens"]?.array ?? [] { try addSpecial(token, id: token["id"]?.int) }
    }

    private mutating func readSpecials(_ configuration: JSON, _ map: JSON, path: String) throws {
        func token(_ key: String, _ fallback: String) -> String {
            Self.content(configuration[key]) ?? Self.content(map[key]) ?? fallback
        }
        start = token("bos_token", start)
        end = token("eos_token", end)
        unknown = token("unk_token", unknown)
        padding = token("pad_token", padding)
        // A token that is only named is looked for in the prompt as it is written, in its own case.
        for name in [start, end, padding, unknown] where !specials.contains(where: { $0.content == name }) {
            guard let id = vocabulary[name] else { continue }
            let keys = ["bos_token", "eos_token", "pad_token", "unk_token"]
            let described = keys.compactMap { map[$0] }.first { Self.content($0) == name && $0["normalized"] != nil }
            specials.append(.init(content: name, id: id, isNormalized: described?["normalized"]?.bool ?? false))
        }
        for (key, value) in configuration["added_tokens_decoder"]?.object ?? [:] {
            try addSpecial(value, id: Int(key))
        }
    }

    private mutating func addSpecial(_ token: JSON, id: Int?) throws {
        guard let id, (0..<Self.idLimit).contains(id), let content = Self.content(token), !content.isEmpty else {
            throw Problem(
                "tokenizer.bad-vocabulary", "\(vocabularyPath): an added token has no content or no usable id")
        }
        specials.removeAll { $0.content == content }
        specials.append(.init(content: content, id: id, isNormalized: token["normalized"]?.bool ?? false))
    }

    /// A token is written as its text or as an object that holds it.
    private static func content(_ json: JSON?) -> String? { json?.string ?? json?["content"]?.string }

    private mutating func readLimits(_ configuration: JSON, path: String) throws {
        if let kind = configuration["tokenizer_class"]?.string,
            !["CLIPTokenizer", "CLIPTokenizerFast"].contains(kind)
        {
            throw Problem(
                "tokenizer.unsupported", "\(path): `tokenizer_class` \(kind) is not supported; CLIPTokenizer is")
        }
        // transformers writes 1e30 where there is no limit.
        guard let limit = configuration["model_max_length"]?.number, limit < 1_048_576 else { return }
        guard limit >= 2, let whole = Int(exactly: limit) else {
            throw Problem(
                "tokenizer.unsupported", "\(path): `model_max_length` is \(limit), expected an integer from 2")
        }
        length = whole
    }
}

extension Problem {
    static func badMerge(_ line: String, number: Int, file: String) -> Problem {
        Problem(
            "tokenizer.bad-merge",
            "\(file), merge \(number): “\(line.prefix(80))” is not two tokens of the vocabulary that make a third")
    }
}
