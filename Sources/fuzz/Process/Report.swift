/// The table at the end.
struct Report {
    let lines: [String]

    init(_ rows: [String: Supervisor.Row], order: [String]) {
        let kinds: [Finding.Kind] = [.trap, .fault, .hang, .memory]
        var cells = [["kind", "inputs", "a second"] + kinds.map { $0.rawValue }]
        var sum = Supervisor.Row()
        func cell(_ name: String, _ row: Supervisor.Row) -> [String] {
            [name, "\(row.inputs)", "\(Int(Double(row.inputs) / max(row.seconds, 0.001)))"]
                + kinds.map { "\(row.counts[$0] ?? 0)" }
        }
        for name in order {
            guard let row = rows[name] else { continue }
            cells.append(cell(name, row))
            sum.inputs += row.inputs
            sum.seconds += row.seconds
            sum.counts.merge(row.counts, uniquingKeysWith: +)
        }
        cells.append(cell("all", sum))
        let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        lines = cells.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
        }
    }
}
