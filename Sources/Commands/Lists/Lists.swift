import Runtime
import Tensors

struct Zip: Command {
    static let name = "zip", summary = "Lists of the first elements, the second elements, and so on."
    static let isVariadic = true
    static let examples = [Example("zip([1, 2], [\"a\", \"b\"])", gives: "[[1, \"a\"], [2, \"b\"]]")]
    @Argument("Lists of one length.") var lists: [Value]

    func run(in context: Context) throws -> Value {
        let columns = try lists.map { try Elements.of($0) }
        let lengths = columns.map(\.count)
        guard Set(lengths).count <= 1 else {
            throw Problem("zip.length", "the lists are of different lengths: \(lengths)")
        }
        let count = lengths.first ?? 0
        try Growth.allow(bytes: count * (64 + columns.count * MemoryLayout<Value>.stride))
        var rows: [Value] = []
        try inChunks(count, of: 1 << 14) { for row in $0 { rows.append(.list(columns.map { $0[row] })) } }
        return .list(rows)
    }
}

struct Enumerate: Command {
    static let name = "enumerate", summary = "Pairs of a position and an element."
    static let examples = [Example("enumerate([\"a\", \"b\"])", gives: "[[0, \"a\"], [1, \"b\"]]")]
    @Argument("A list.") var subject: Value
    func run(in context: Context) throws -> Value {
        let elements = try Elements.of(subject)
        try Growth.allow(bytes: elements.count * 96)
        var pairs: [Value] = []
        try inChunks(elements.count, of: 1 << 14) {
            for place in $0 { pairs.append(.list([.int(place), elements[place]])) }
        }
        return .list(pairs)
    }
}

struct Reverse: Command {
    static let name = "reverse",
        summary = "The elements, rows or characters from the last to the first; a tensor along an axis."
    static let searchTerms = ["flip", "reversed"]
    static let examples = [
        Example("reverse([1, 2, 3])", gives: "[3, 2, 1]"), Example("reverse(\"abc\")", gives: "\"cba\""),
    ]
    @Argument("A list, table, string or tensor.") var subject: Value
    @Option("The axis of a tensor, by name or number.", completes: "axis") var axis: Value = .int(0)

    func run(in context: Context) throws -> Value {
        switch subject {
        case .string(let text): return .string(try text.string.backwards())
        case .table(let table): return .table(table.selecting((0..<table.rowCount).reversed()))
        case .tensor(let tensor): return .tensor(try tensor.flipped(over: [tensor.axisIndex(axis)]))
        default: return .list(try Elements.of(subject).reversed())
        }
    }
}

struct Flatten: Command {
    static let name = "flatten", summary = "The elements of the lists in a list, one level; a tensor as one axis."
    static let searchTerms = ["ravel", "concat"]
    static let examples = [Example("flatten([[1], [2, 3]])", gives: "[1, 2, 3]")]
    @Argument("A list of lists, or a tensor.") var subject: Value
    func run(in context: Context) throws -> Value {
        if case .tensor(let tensor) = subject { return .tensor(try tensor.reshaped([tensor.count])) }
        var flat: [Value] = []
        for item in try Elements.of(subject) {
            guard case .list(let inner) = item else {
                flat.append(item)
                continue
            }
            try Interrupt.check()
            try Growth.allow(items: inner.count)
            flat += inner
        }
        return .list(flat)
    }
}

struct Unique: Command {
    static let name = "unique",
        summary = "Each value once: in order of appearance for lists and tables, sorted for tensors."
    static let searchTerms = ["distinct", "drop_duplicates", "set"]
    static let examples = [Example("unique([2, 1, 2])", gives: "[2, 1]")]
    @Argument("A list, a table or a tensor.") var subject: Value
    @Option("For a table: the columns that decide.", completes: "column") var by: [String] = []

    func run(in context: Context) throws -> Value {
        if case .tensor(let tensor) = subject { return .tensor(try tensor.unique().values) }
        let elements = try Elements.of(subject)
        var seen = Set<String>()
        let kept = try elements.indices.filter { index in
            try Interrupt.check()
            var key = elements[index]
            try Growth.allow(bytes: 64)
            if case .record(let row) = key, !by.isEmpty { key = .list(by.map { row[$0] ?? .none }) }
            return seen.insert(groupingKey(key)).inserted
        }
        if case .table(let table) = subject {
            for column in by where table[column: column] == nil { throw Problem.noColumn(column, in: table) }
            return .table(table.selecting(kept))
        }
        return .list(kept.map { elements[$0] })
    }
}

struct First: Command {
    static let name = "first", summary = "The first element or row; with a number, so many of them."
    static let searchTerms = ["head", "take"]
    static let examples = [Example("first([1, 2, 3])", gives: "1"), Example("first([1, 2, 3], 2)", gives: "[1, 2]")]
    @Argument("A list, table, string or tensor.") var subject: Value
    @Argument("How many.") var count: Int?
    func run(in context: Context) throws -> Value { try taken(subject, count, fromEnd: false) }
}

struct Last: Command {
    static let name = "last", summary = "The last element or row; with a number, so many of them."
    static let searchTerms = ["tail"]
    static let examples = [Example("last([1, 2, 3])", gives: "3"), Example("last([1, 2, 3], 2)", gives: "[2, 3]")]
    @Argument("A list, table, string or tensor.") var subject: Value
    @Argument("How many.") var count: Int?
    func run(in context: Context) throws -> Value { try taken(subject, count, fromEnd: true) }
}

private func taken(_ subject: Value, _ count: Int?, fromEnd: Bool) throws -> Value {
    if let count, count < 0 { throw Problem("list.negative-count", "a count cannot be negative, found \(count)") }
    if case .table(let table) = subject, let count {
        let rows = fromEnd ? max(0, table.rowCount - count)..<table.rowCount : 0..<min(count, table.rowCount)
        return .table(table.selecting(Array(rows)))
    }
    if case .string(let text) = subject, let count {
        return .string(String(fromEnd ? text.string.suffix(count) : text.string.prefix(count)))
    }
    if case .tensor(let tensor) = subject, let count {
        let slice: IndexItem =
            fromEnd
            ? .slice(start: max(0, (tensor.shape.first ?? 0) - count), stop: nil, step: nil)
            : .slice(start: nil, stop: count, step: nil)
        return .tensor(try tensor.selecting([IndexSpec(axis: nil, item: slice)]))
    }
    let elements = try Elements.of(subject)
    if let count { return .list(Array(fromEnd ? elements.suffix(count) : elements.prefix(count))) }
    guard let element = fromEnd ? elements.last : elements.first else {
        throw Problem("list.empty", "an empty \(subject.typeName) has no \(fromEnd ? "last" : "first") element")
    }
    return element
}

struct Keys: Command {
    static let name = "keys", summary = "The names of a record's fields or a table's columns."
    static let searchTerms = ["columns", "names", "fields"]
    static let examples = [Example("keys({a: 1, b: 2})", gives: "[\"a\", \"b\"]")]
    @Argument("A record or a table.") var subject: Value
    func run(in context: Context) throws -> [String] {
        switch subject {
        case .record(let record): return record.keys
        case .table(let table): return table.columnNames
        case .native(let object): return object.fieldNames
        default: throw Mismatch(expected: "a record or a table", found: subject)
        }
    }
}

struct Values: Command {
    static let name = "values", summary = "The values of a record's fields, in order."
    static let examples = [Example("values({a: 1, b: 2})", gives: "[1, 2]")]
    @Argument("A record.") var record: Record
    func run(in context: Context) throws -> Value { .list(Array(record.fields.values)) }
}

struct Chunks: Command {
    static let name = "chunks", summary = "A list cut into lists of one length; the last may be shorter."
    static let searchTerms = ["batch", "batches", "partition"]
    static let examples = [Example("chunks([1, 2, 3], 2)", gives: "[[1, 2], [3]]")]
    @Argument("A list or a table.") var subject: Value
    @Argument("Elements in each.") var size: Int
    func run(in context: Context) throws -> Value {
        guard size > 0 else { throw Problem("list.chunk-size", "a chunk holds at least one element, found \(size)") }
        let elements = try Elements.of(subject)
        let starts = stride(from: 0, to: elements.count, by: size)
        return .list(
            starts.map { Elements.gathered(Array(elements[$0..<min($0 + size, elements.count)]), like: subject) })
    }
}
