import Language

/// Which cells ran, as they then were. A cell is up to date if one that did the same ran to its end, with everything
/// that it needs doing the same too: names and order of cells, comments and layout do not matter.
///
/// ```swift
/// var ledger = CellLedger()
/// let cells = try session.cells(of: source)
/// try session.run(cells, cells.all, ledger: &ledger)
/// ledger.states(of: try session.cells(of: edited))     // [.fresh, .changed, .stale]
/// ```
public struct CellLedger: Sendable, Equatable {
    public enum State: String, Sendable {
        /// Would do what it did.
        case fresh
        /// New or edited since.
        case changed
        /// Itself as it was; something that it needs is not. Or `cache: false` says that it never is up to date.
        case stale
        /// `eval: false`.
        case off
        /// Prose, or nothing at all.
        case empty
    }

    struct Entry: Sendable, Equatable {
        var outline: String
        /// Positions of the entries that it needs; all are before it.
        var needs: [Int]
        /// How many random streams it took: a run that leaves it out takes as many before the next cell.
        var streams: UInt64
    }

    var entries: [Entry] = []

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }

    public func states(of graph: CellGraph) -> [State] {
        let matches = matches(in: graph)
        let outlines = Set(entries.map(\.outline))
        return graph.nodes.indices.map { position in
            let node = graph.nodes[position]
            if !node.isCode { return .empty }
            if !node.cell.isEvaluated { return .off }
            if matches[position] != nil { return .fresh }
            return outlines.contains(node.outline) ? .stale : .changed
        }
    }

    /// How many random streams a cell that is up to date took.
    func streams(of graph: CellGraph) -> [UInt64] {
        matches(in: graph).map { match in match.map { entries[$0].streams } ?? 0 }
    }

    /// For each cell the entry that it is up to date with. Two cells that do the same need two entries.
    private func matches(in graph: CellGraph) -> [Int?] {
        var free: [String: [Int]] = [:]
        for (index, entry) in entries.enumerated() { free[entry.outline, default: []].append(index) }
        var matches: [Int?] = []
        for node in graph.nodes {
            var match: Int?
            let needs = node.needs.map { matches[$0] }
            if node.isCode, node.cell.isEvaluated, node.cell.isKept, !needs.contains(nil) {
                let wanted = Set(needs.compactMap { $0 })
                match = free[node.outline]?.first { Set(entries[$0].needs) == wanted }
            }
            if let match { free[node.outline]?.removeAll { $0 == match } }
            matches.append(match)
        }
        return matches
    }

    /// Notes what happened.
    /// - Parameters:
    ///   - ran: the random streams that each cell took that ran to its end.
    ///   - failed: cells that began and did not end.
    public mutating func record(_ graph: CellGraph, ran: [Int: UInt64], failed: Set<Int> = []) {
        let before = matches(in: graph)
        var kept: [Entry] = []
        var places: [Int: Int] = [:]
        for (position, node) in graph.nodes.enumerated() where !failed.contains(position) {
            let needs = node.needs.compactMap { places[$0] }
            guard node.isCode, needs.count == node.needs.count,
                let streams = ran[position] ?? before[position].map({ entries[$0].streams })
            else { continue }
            places[position] = kept.count
            kept.append(Entry(outline: node.outline, needs: needs, streams: streams))
        }
        entries = kept
    }
}
