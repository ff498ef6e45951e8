import Runtime
import Tensors

/// What a command can walk over, one element after the other.
enum Elements {
    /// The elements of a list, the rows of a table as records, the slices of a tensor along its first axis, the
    /// characters of a string, the keys and values of a record as records `{key, value}`.
    /// - Throws: `Mismatch` for anything else.
    static func of(_ value: Value) throws -> [Value] {
        switch value {
        case .list(let items): return items
        case .table(let table):
            try Growth.allow(bytes: 128 * table.rowCount * max(1, table.columns.count))
            return try collected(reserving: table.rowCount) { rows in
                for place in 0..<table.rowCount {
                    if place & 0x3FF == 0 { try Interrupt.check() }
                    rows.append(.record(table.row(place)))
                }
            }
        case .string(let string):
            try Growth.allow(items: string.string.utf8.count)
            return try collected { characters in
                try string.string.eachCharacter { characters.append(.string(String($0))) }
            }
        case .record(let record):
            return record.fields.map { .record(Record([("key", .string($0.key)), ("value", $0.value)])) }
        case .tensor(let tensor):
            guard tensor.rank > 0 else { throw Mismatch(expected: "a list", found: "a tensor without axes") }
            if tensor.rank == 1 { return try tensor.nestedItems() }
            try Growth.allow(bytes: 256 * tensor.shape[0])
            return try (0..<tensor.shape[0]).map { index in
                if index & 0x3FF == 0 { try Interrupt.check() }
                return try scalarOrTensor(tensor.selecting([IndexSpec(axis: nil, item: .index(index))]))
            }
        default: throw Mismatch(expected: "a list, a table or a tensor", found: value)
        }
    }

    /// The position of the first element that equals a value.
    static func place(of wanted: Value, in subject: Value) throws -> Int? {
        for (place, element) in try of(subject).enumerated() {
            if place & 0xFFF == 0 { try Interrupt.check() }
            if element.isEqual(to: wanted) {
                try Interrupt.check()
                return place
            }
        }
        return nil
    }

    /// Records become a table, anything else a list.
    static func gathered(_ values: [Value], like original: Value) -> Value {
        guard case .table = original else { return .list(values) }
        return tableIfRecords(values)
    }

    static func tableIfRecords(_ values: [Value]) -> Value {
        var rows: [Record] = []
        for value in values {
            guard case .record(let record) = value else { return .list(values) }
            rows.append(record)
        }
        return rows.isEmpty ? .list(values) : .table(Table(rows: rows))
    }
}

/// A tensor without axes as the int, float or bool that it holds; any other as it is.
func scalarOrTensor(_ tensor: Tensor) throws -> Value {
    guard tensor.rank == 0 else { return .tensor(tensor) }
    switch tensor.dtype {
    case .int64: return .int(try tensor.integers()[0])
    case .bool: return .bool(try tensor.floats()[0] != 0)
    default: return .float(Double(try tensor.floats()[0]))
    }
}

/// Numbers of a list, a column or a tensor.
func numbers(of value: Value, expected: String = "numbers") throws -> [Double] {
    switch value {
    case .list(let items):
        try Growth.allow(bytes: 8 * items.count)
        var numbers: [Double] = []
        try inChunks(items.count) { for item in items[$0] { numbers.append(try Double.from(item)) } }
        return numbers
    case .tensor(let tensor): return try tensor.floats().map(Double.init)
    case .int, .float: return [try Double.from(value)]
    default: throw Mismatch(expected: expected, found: value)
    }
}

/// -1, 0, 1 for values that can be ordered: numbers with numbers, strings with strings, false before true;
/// none and NaN come last. - Throws: `sort.mixed-types`.
func compare(_ a: Value, _ b: Value) throws -> Int {
    switch (a, b) {
    case (.none, .none): return 0
    case (.none, _): return 1
    case (_, .none): return -1
    case (.int(let x), .int(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.string(let x), .string(let y)): return x.string < y.string ? -1 : x.string > y.string ? 1 : 0
    case (.bool(let x), .bool(let y)): return x == y ? 0 : x ? 1 : -1
    case (.list(let x), .list(let y)):
        for (place, (left, right)) in zip(x, y).enumerated() {
            if place & 0xFFF == 0xFFF { try Interrupt.check() }
            let order = try compare(left, right)
            if order != 0 { return order }
        }
        return x.count < y.count ? -1 : x.count > y.count ? 1 : 0
    default:
        guard let x = try? Double.from(a), let y = try? Double.from(b) else {
            throw Problem("sort.mixed-types", "\(a.typeWithArticle) and \(b.typeWithArticle) have no order")
        }
        if x.isNaN || y.isNaN { return x.isNaN ? (y.isNaN ? 0 : 1) : -1 }
        return x < y ? -1 : x > y ? 1 : 0
    }
}

/// Stable order of `keys`; NaN and none stay last in both directions.
func order(of keys: [Value], descending: Bool = false) throws -> [Int] {
    try Growth.allow(bytes: 16 * keys.count)
    if keys.count > 256, let positions = try NumberOrder.positions(keys, descending: descending) { return positions }
    return try keys.indices.sorted { a, b in
        try Interrupt.check()
        let last = (isLast(keys[a]), isLast(keys[b]))
        if last.0 || last.1 { return last.0 == last.1 ? a < b : last.1 }
        let order = try compare(keys[a], keys[b])
        return order == 0 ? a < b : descending ? order > 0 : order < 0
    }
}

private func isLast(_ value: Value) -> Bool {
    switch value {
    case .none: true
    case .float(let float): float.isNaN
    default: false
    }
}

/// A key under which equal values meet, for grouping and joining.
func groupingKey(_ value: Value) -> String {
    "\(value.typeName == "float" ? "int" : value.typeName):\(normalised(value).literal)"
}

private func normalised(_ value: Value) -> Value {
    if case .float(let float) = value, let int = Int(exactly: float) { return .int(int) }
    return value
}
