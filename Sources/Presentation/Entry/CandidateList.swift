/// Completions below an entry: in columns, or one a line with what is known of it, as many as the window holds.
public struct CandidateList: Sendable {
    private let candidates: [(text: String, detail: String)]

    public init(_ candidates: [(text: String, detail: String)]) { self.candidates = candidates }

    /// Lines of at most `columns - 1` columns, no more than `rows`; the last says how many are not shown.
    public func lines(columns: Int, rows: Int) -> [String] {
        let columns = max(columns - 1, 8)
        let rows = max(rows, 1)
        let names = candidates.map { cut(oneLine($0.text), to: columns) }
        let widest = names.map { displayWidth(of: $0) }.max() ?? 0
        let hasDetails = candidates.contains { !$0.detail.isEmpty }
        if hasDetails, candidates.count <= rows, columns - widest >= 16 {
            return zip(names, candidates).map { name, candidate in
                cut(pad(name, to: widest) + "  " + oneLine(candidate.detail), to: columns)
            }
        }
        let across = max(1, (columns + 2) / (widest + 2))
        let needed = (names.count + across - 1) / across
        let height = min(needed, needed > rows ? max(rows - 1, 1) : rows)
        let count = min(names.count, height * across)
        var lines = (0..<height).map { line in
            // Down the columns, as people read a list.
            stride(from: line, to: count, by: height).map { index in
                index + height < count ? pad(names[index], to: widest + 2) : names[index]
            }.joined()
        }
        if count < names.count { lines.append(cut("… \(grouped(names.count - count)) more", to: columns)) }
        return lines
    }
}
