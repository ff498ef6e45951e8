import Runtime
import Tensors

extension CommandLibrary {
    static var text: [any Command.Type] {
        [
            Upper.self, Lower.self, Strip.self, Split.self, Join.self, Replace.self, StartsWith.self, EndsWith.self,
            Contains.self, Find.self, Lines.self,
        ]
    }
}

struct Upper: Command {
    static let name = "upper", summary = "The string in capitals."
    static let examples = [Example("upper(\"dog\")", gives: "\"DOG\"")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> String { text.uppercased() }
}

struct Lower: Command {
    static let name = "lower", summary = "The string in small letters."
    static let examples = [Example("lower(\"Dog\")", gives: "\"dog\"")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> String { text.lowercased() }
}

struct Strip: Command {
    static let name = "strip", summary = "The string without blanks at its ends."
    static let searchTerms = ["trim"]
    static let examples = [Example("strip(\"  a b \")", gives: "\"a b\"")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> String {
        let rest = text.drop { $0.isWhitespace }
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(rest[...last])
    }
}

struct Split: Command {
    static let name = "split", summary = "The parts of a string between separators; between blanks where none is given."
    static let searchTerms = ["words", "tokenize"]
    static let examples = [
        Example("split(\"a,b\", \",\")", gives: "[\"a\", \"b\"]"),
        Example("split(\" a  b \")", gives: "[\"a\", \"b\"]"),
    ]
    @Argument("A string.") var text: String
    @Argument("What separates the parts.") var separator: String?

    func run(in context: Context) throws -> [String] {
        guard let separator else { return text.split(whereSeparator: \.isWhitespace).map(String.init) }
        guard !separator.isEmpty else {
            throw Problem(
                "text.empty-separator", "a separator cannot be empty", help: "leave it out to split at blanks")
        }
        return pieces(of: text, between: separator)
    }
}

/// The parts of `text` between occurrences of `separator`, which is not empty.
func pieces(of text: String, between separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let mark = Array(separator.utf8)
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + mark.count <= bytes.count {
        if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
            parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
            index += mark.count
            start = index
        } else {
            index += 1
        }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
}

struct Join: Command {
    static let name = "join",
        summary = "Strings put together with a separator; or two tables put side by side where a column is equal."
    static let discussion = """
        For tables: `join(a, b, on="id")` keeps the rows that both have; `how="left"` keeps all rows of `a`, with none \
        where `b` has no such row. A row that has several partners appears once for each.
        """
    static let searchTerms = ["concatenate", "merge"]
    static let examples = [
        Example("join([\"a\", \"b\"], \"-\")", gives: "\"a-b\""),
        Example("join(table([{id: 1, a: 2}]), table([{id: 1, b: 3}]), on=\"id\")"),
    ]
    @Argument("Strings, or the left table.") var left: Value
    @Argument("The separator, or the right table.") var right: Value = .string("")
    @Option("The columns that must be equal.", completes: "column") var on: [String] = []
    @Option("Which rows to keep.", from: ["inner", "left"]) var how = "inner"

    func run(in context: Context) throws -> Value {
        if case .table(let a) = left, case .table(let b) = right {
            return .table(try joined(a, b, on: on, keepsLeft: how == "left"))
        }
        let separator = try String.from(right)
        return .string(try Elements.of(left).map(\.printed).joined(separator: separator))
    }
}

struct Replace: Command {
    static let name = "replace", summary = "The string with each occurrence of a part replaced."
    static let searchTerms = ["substitute", "gsub"]
    static let examples = [Example("replace(\"a dog\", \"dog\", \"cat\")", gives: "\"a cat\"")]
    @Argument("A string.") var text: String
    @Argument("The part to look for.") var old: String
    @Argument("What to put there.") var new: String
    func run(in context: Context) throws -> String {
        old.isEmpty ? text : pieces(of: text, between: old).joined(separator: new)
    }
}

struct StartsWith: Command {
    static let name = "starts_with", summary = "Whether a string begins with another."
    static let searchTerms = ["startswith", "prefix"]
    static let examples = [Example("starts_with(\"unet.mid\", \"unet\")", gives: "true")]
    @Argument("A string.") var text: String
    @Argument("Its beginning.") var prefix: String
    func run(in context: Context) throws -> Bool { text.hasPrefix(prefix) }
}

struct EndsWith: Command {
    static let name = "ends_with", summary = "Whether a string ends with another."
    static let searchTerms = ["endswith", "suffix"]
    static let examples = [Example("ends_with(\"a.png\", \".png\")", gives: "true")]
    @Argument("A string.") var text: String
    @Argument("Its end.") var suffix: String
    func run(in context: Context) throws -> Bool { text.hasSuffix(suffix) }
}

struct Contains: Command {
    static let name = "contains", summary = "Whether a string has another in it, or a list an element."
    static let searchTerms = ["includes", "in"]
    static let examples = [
        Example("contains(\"a dog\", \"dog\")", gives: "true"), Example("contains([1, 2], 3)", gives: "false"),
    ]
    @Argument("A string or a list.") var subject: Value
    @Argument("What to look for.") var part: Value
    func run(in context: Context) throws -> Bool {
        if case .string(let text) = subject, case .string(let needle) = part {
            return needle.isEmpty || pieces(of: text, between: needle).count > 1
        }
        return try Elements.of(subject).contains { $0.isEqual(to: part) }
    }
}

struct Find: Command {
    static let name = "find",
        summary =
            "The position of the first element equal to a value or, for strings, of a part; none where there is none."
    static let searchTerms = ["index", "search", "position"]
    static let examples = [
        Example("find([\"a\", \"b\"], \"b\")", gives: "1"), Example("find(\"abc\", \"z\")", gives: "none"),
    ]
    @Argument("A list or a string.") var subject: Value
    @Argument("What to look for.") var part: Value
    func run(in context: Context) throws -> Value {
        if case .string(let text) = subject, case .string(let needle) = part {
            guard !needle.isEmpty else { return .int(0) }
            let parts = pieces(of: text, between: needle)
            return parts.count > 1 ? .int(parts[0].count) : .none
        }
        let place = try Elements.of(subject).firstIndex { $0.isEqual(to: part) }
        return place.map { .int($0) } ?? .none
    }
}

struct Lines: Command {
    static let name = "lines", summary = "The lines of a string."
    static let searchTerms = ["readlines", "split"]
    static let examples = [Example("lines(\"a\\nb\")", gives: "[\"a\", \"b\"]")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}
