import Language
import Tensors

/// One step into a value: `.name` or `[…]`, with its place in the script.
struct Accessor {
    enum Kind {
        case field(String)
        case subscripts([Subscripted])
    }

    var kind: Kind
    var span: Span
}

/// What is done to the part of a value that the accessors lead to.
enum Change {
    case write(Value)
    /// `+=` and its kin.
    case update((inout Value) throws -> Void)

    func apply(_ target: inout Value) throws {
        switch self {
        case .write(let value): target = value
        case .update(let body): try body(&target)
        }
    }
}

/// Changes a part of a value in place. What a level holds is taken out while the next is changed, so that nothing
/// is copied that nobody else looks at; it is put back whatever happens.
struct Assigning {
    let change: Change
    /// The accessor that is being followed: where an error stands.
    private(set) var span: Span

    init(_ change: Change, span: Span) {
        self.change = change
        self.span = span
    }

    mutating func update(_ target: inout Value, _ path: ArraySlice<Accessor>) throws {
        guard let step = path.first else { return try change.apply(&target) }
        span = step.span
        switch step.kind {
        case .field(let name): try updateField(&target, name, path.dropFirst())
        case .subscripts(let subscripts):
            if case .tensor = target { return try updateTensor(&target, subscripts, path.dropFirst()) }
            guard subscripts.count == 1, let only = subscripts.first, only.axis == nil else {
                throw Problem("assign.index", "\(target.typeWithArticle) takes one index")
            }
            if case .list = target { return try updateList(&target, only.item, path.dropFirst()) }
            guard case .value(.string(let name)) = only.item else {
                var help: String?
                switch target {
                case .table: help = "name the column first: t.column[0] = …"
                case .string: help = "make a new string: \"…$(text[1:])\", or replace(text, old, new)"
                default: break
                }
                throw Problem(
                    "assign.index", "an item of \(target.typeWithArticle) cannot be set like this", help: help)
            }
            try updateField(&target, name.string, path.dropFirst())
        }
    }

    private mutating func updateField(_ target: inout Value, _ name: String, _ rest: ArraySlice<Accessor>) throws {
        if case .table(let table) = target {
            var column = table[column: name].map { Value.list($0) } ?? .none
            try update(&column, rest)
            target = .table(try table.replacing(name, by: column))
            return
        }
        guard case .record(var record) = target else {
            throw Problem("assign.field", "\(target.typeWithArticle) has no fields that can be set, so no `.\(name)`")
        }
        target = .none
        defer { target = .record(record) }
        // Not `record[name]`: a second look at the old value would make changing it a copy.
        if !record.has(name) {
            guard rest.isEmpty, case .write = change else {
                throw Problem.unknownField(name, of: "this record", among: record.keys)
            }
            var inner = Value.none
            try update(&inner, rest)
            try Growth.allow(nesting: inner)
            record[name] = inner
        } else {
            var inner = Value.none
            record.swapField(name, &inner)
            defer { record.swapField(name, &inner) }
            try update(&inner, rest)
            try Growth.allow(nesting: inner)
        }
    }

    private mutating func updateList(
        _ target: inout Value, _ item: Subscripted.Item, _ rest: ArraySlice<Accessor>
    ) throws {
        guard case .list(var items) = target else { return }
        target = .none
        defer { target = .list(items) }
        switch item {
        case .value(let key):
            let position = try Index.position(Index.integer(key, of: "list"), count: items.count, of: "list")
            var inner = Value.none
            swap(&inner, &items[position])
            defer { swap(&inner, &items[position]) }
            try update(&inner, rest)
            try Growth.allow(nesting: inner)
        case .slice(let start, let stop, let step):
            let slice = try SlicePositions(start: start, stop: stop, step: step, count: items.count)
            var part = Value.list(slice.select(items))
            try update(&part, rest)
            guard case .list(let values) = part else { throw Mismatch(expected: "a list", found: part) }
            try Growth.allow(items: values.count)
            if slice.step == 1 {
                items.replaceSubrange(slice.start..<(slice.start + slice.count), with: values)
                return
            }
            guard values.count == slice.count else {
                throw Problem("assign.count", "\(values.count) values do not fit \(slice.count) positions")
            }
            for (position, value) in zip(slice.positions, values) { items[position] = value }
        case .ellipsis: throw Problem("assign.index", "`...` is for tensors")
        }
    }

    private mutating func updateTensor(
        _ target: inout Value, _ subscripts: [Subscripted], _ rest: ArraySlice<Accessor>
    ) throws {
        guard case .tensor(var tensor) = target else { return }
        var part = Value.none
        if case .write(let value) = change, rest.isEmpty {
            part = value
        } else {
            part = try TensorIndexing.select(tensor, subscripts)
            try update(&part, rest)
        }
        target = .none
        defer { target = .tensor(tensor) }
        try TensorIndexing.assign(&tensor, subscripts, part)
    }
}

extension Table {
    /// The table with a column set: from a list as long as the table, or one value for every row.
    func replacing(_ name: String, by value: Value) throws -> Table {
        var values: [Value]
        switch value {
        case .list(let items): values = items
        case .tensor(let tensor) where tensor.rank == 1: values = try tensor.nestedItems()
        default: values = Array(repeating: value, count: rowCount)
        }
        guard values.count == rowCount || columns.isEmpty else {
            throw Problem("table.ragged", "a column of \(values.count) does not fit a table of \(rowCount) rows")
        }
        var columns = columns
        columns[name] = values
        var table = try Table(columns: columns)
        table.provenance = provenance
        table.isComplete = isComplete
        return table
    }
}
