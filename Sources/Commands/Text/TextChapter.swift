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
    func run(in context: Context) throws -> String { try text.mapped { $0.uppercased() } }
}

struct Lower: Command {
    static let name = "lower", summary = "The string in small letters."
    static let examples = [Example("lower(\"Dog\")", gives: "\"dog\"")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> String { try text.mapped { $0.lowercased() } }
}

struct Strip: Command {
    static let name = "strip", summary = "The string without blanks at its ends."
    static let searchTerms = ["trim"]
    static let examples = [Example("strip(\"  a b \")", gives: "\"a b\"")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> String { try text.stripped() }
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

    func run(in context: Context) throws -> Value {
        guard let separator else { return .list(try text.parts(keepingEmpty: false) { $0.isWhitespace }) }
        guard !separator.isEmpty else {
            throw Problem(
                "text.empty-separator", "a separator cannot be empty", help: "leave it out to split at blanks")
        }
        return .list(try pieces(of: text, between: separator) { .string($0) })
    }
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
        return .string(try joined(try Elements.of(left).map { try $0.checkedPrinted() }, separator))
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
        guard !old.isEmpty else {
            throw Problem("replace.empty", "nothing to look for: the second argument is empty")
        }
        return try joined(pieces(of: text, between: old), new)
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
            return try needle.string.isEmpty || place(of: needle.string, in: text.string) != nil
        }
        return try Elements.place(of: part, in: subject) != nil
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
            guard !needle.string.isEmpty else { return .int(0) }
            guard let place = try place(of: needle.string, in: text.string) else { return .none }
            return .int(try String(decoding: text.string.utf8.prefix(place), as: UTF8.self).characterCount())
        }
        return try Elements.place(of: part, in: subject).map { .int($0) } ?? .none
    }
}

struct Lines: Command {
    static let name = "lines", summary = "The lines of a string."
    static let searchTerms = ["readlines", "split"]
    static let examples = [Example("lines(\"a\\nb\")", gives: "[\"a\", \"b\"]")]
    @Argument("A string.") var text: String
    func run(in context: Context) throws -> Value { .list(try text.parts(keepingEmpty: true) { $0.isNewline }) }
}

/// Where a part first stands in a text, in bytes.
private func place(of part: String, in text: String) throws -> Int? {
    var (text, part) = (text, part)
    return try text.withUTF8 { text in
        try part.withUTF8 { part in
            try findBytes(UnsafeRawBufferPointer(part), in: UnsafeRawBufferPointer(text), from: 0)
        }
    }
}
