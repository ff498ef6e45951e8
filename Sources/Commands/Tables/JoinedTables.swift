import OrderedCollections
import Runtime
import Tensors

/// Rows of both tables side by side where the columns `on` are equal. A column of `b` whose name `a` has too gets
/// `_right` behind it.
/// - Throws: `table.no-common-column`, `table.unknown-column`, `limit.memory`; as `Interrupt.check`.
func joined(_ a: Table, _ b: Table, on: [String], keepsLeft: Bool) throws -> Table {
    let shared = on.isEmpty ? a.columnNames.filter { b[column: $0] != nil } : on
    guard !shared.isEmpty else {
        throw Problem("table.no-common-column", "the two tables have no column in common", help: "name one with on=")
    }
    for name in shared {
        if a[column: name] == nil { throw Problem.noColumn(name, in: a) }
        if b[column: name] == nil { throw Problem.noColumn(name, in: b) }
    }
    func key(_ table: Table, _ row: Int) -> String {
        shared.map { groupingKey(table.columns[$0]?[row] ?? .none) }.joined(separator: "\u{1f}")
    }
    // The first row of `b` with a key, and behind each row the next one with the same.
    var first: [String: Int] = [:]
    var next = [Int](repeating: -1, count: b.rowCount)
    try Growth.allow(bytes: 64 * b.rowCount)
    // Many keys take long to forget.
    defer { Leftovers.release(first) }
    for row in (0..<b.rowCount).reversed() {
        try Interrupt.check()
        let key = key(b, row)
        next[row] = first[key] ?? -1
        first[key] = row
    }
    // Rows of `a`, and beside them those of `b`; -1 where there is none.
    var (left, right): ([Int], [Int]) = ([], [])
    for row in 0..<a.rowCount {
        try Interrupt.check()
        guard var partner = first[key(a, row)] else {
            if keepsLeft {
                left.append(row)
                right.append(-1)
            }
            continue
        }
        while partner >= 0 {
            if left.count & 0xFFF == 0 { try Interrupt.check() }
            try Growth.allow(bytes: 2 * 8)
            left.append(row)
            right.append(partner)
            partner = next[partner]
        }
    }
    var result: OrderedDictionary<String, [Value]> = [:]
    for name in a.columnNames { result[name] = try picked(a.columns[name] ?? [], left) }
    for name in b.columnNames where !shared.contains(name) {
        let title = result[name] == nil ? name : "\(name)_right"
        result[title] = try picked(b.columns[name] ?? [], right)
    }
    return try Table(columns: result)
}

/// The values at these places; none at -1.
private func picked(_ values: [Value], _ places: [Int]) throws -> [Value] {
    try Growth.allow(items: places.count)
    return try collected(reserving: places.count) { result in
        try inChunks(places.count) { part in
            for place in places[part] { result.append(place < 0 ? .none : values[place]) }
        }
    }
}
