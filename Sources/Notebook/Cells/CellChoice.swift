import Language
import Runtime

/// Which cells of a script are to run, as a command line or a notebook says it.
public struct CellChoice: Sendable {
    /// Cells by number, label or title; none for all.
    public var cells: [String] = []
    /// The first and the last one, both included.
    public var from: String?
    public var until: String?
    /// Only what is not up to date.
    public var isStale = false

    public init() {}

    public var isEverything: Bool { cells.isEmpty && from == nil && until == nil && !isStale }

    /// - Throws: `cell.unknown`, `cell.ambiguous`, `cell.order`, `cell.prose`.
    public func plan(for graph: CellGraph, ledger: CellLedger) throws -> CellPlan {
        var asked: Set<Int>
        if cells.isEmpty {
            asked = Set(graph.all.asked)
        } else {
            asked = Set(try cells.map { try graph.position(of: $0) })
            for position in asked.sorted() where !graph.nodes[position].isCode {
                throw Problem("cell.prose", "cell \(graph.title(at: position)) holds nothing that could run")
            }
        }
        let first = try from.map { try graph.position(of: $0) } ?? 0
        let last = try until.map { try graph.position(of: $0) } ?? graph.nodes.count - 1
        guard first <= last || graph.nodes.isEmpty else {
            throw Problem(
                "cell.order", "cell \(graph.title(at: last)) stands above cell \(graph.title(at: first))",
                help: "exchange --from and --until")
        }
        asked = asked.filter { (first...max(first, last)).contains($0) }
        if isStale {
            let states = ledger.states(of: graph)
            asked = asked.filter { states[$0] != .fresh }
        }
        return CellPlan(asked: asked, in: graph)
    }
}

/// The cells that run.
public struct CellPlan: Sendable, Equatable {
    /// What was asked for: these show their answers.
    public let asked: Set<Int>
    /// With what they need from before, ascending.
    public let positions: [Int]

    public init(asked: Set<Int>, in graph: CellGraph) {
        self.asked = asked
        positions = graph.withNeeds(asked)
    }

    /// Run only because others need them.
    public var needed: [Int] { positions.filter { !asked.contains($0) } }
}

extension CellGraph {
    /// Every cell that runs with the script.
    public var all: CellPlan {
        CellPlan(asked: Set(nodes.indices.filter { nodes[$0].isCode && nodes[$0].cell.isEvaluated }), in: self)
    }

    /// The position of a cell by its number, its label or its title.
    /// - Throws: `cell.unknown` with the cells that there are, `cell.ambiguous`.
    public func position(of name: String) throws -> Int {
        if let number = Int(name) {
            if nodes.indices.contains(number - 1) { return number - 1 }
            throw unknown("there is no cell \(number)", near: nil)
        }
        if let labelled = nodes.firstIndex(where: { $0.cell.label == name }) { return labelled }
        var found = nodes.indices.filter { nodes[$0].cell.title == name }
        if found.isEmpty { found = nodes.indices.filter { nodes[$0].cell.title.lowercased() == name.lowercased() } }
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            let numbers = found.map { "\($0 + 1)" }.joined(separator: ", ")
            throw Problem(
                "cell.ambiguous", "\(found.count) cells are called \"\(name)\"",
                help: "say which by its number: \(numbers)")
        }
        let names = nodes.flatMap { [$0.cell.title, $0.cell.label ?? ""] }.filter { !$0.isEmpty }
        throw unknown("there is no cell \"\(name)\"", near: suggestion(for: name, among: names))
    }

    private func unknown(_ message: String, near: String?) -> Problem {
        let shown = nodes.indices.prefix(20).map { title(at: $0) }.joined(separator: ", ")
        let more = nodes.count > 20 ? ", … (\(nodes.count) in all)" : ""
        return Problem(
            "cell.unknown", message, notes: [nodes.isEmpty ? "the script is empty" : "the cells are \(shown)\(more)"],
            help: near.map { "did you mean \"\($0)\"?" })
    }

    /// `3 "Where did it look?"`, or the number alone.
    public func title(at position: Int) -> String {
        guard nodes.indices.contains(position) else { return "\(position + 1)" }
        let cell = nodes[position].cell
        let name = cell.title.isEmpty ? cell.label ?? "" : cell.title
        return name.isEmpty ? "\(position + 1)" : "\(position + 1) \"\(name)\""
    }

    /// The cells as a table: number, title, label where one has any, kind, names given and read, state.
    public func table(ledger: CellLedger) -> Table {
        let hasLabels = nodes.contains { $0.cell.label != nil }
        let states = ledger.states(of: self)
        return Table(
            rows: zip(nodes, states).map { node, state in
                func text(_ text: String?) -> Value { text.flatMap { $0.isEmpty ? nil : .string($0) } ?? .none }
                var row: [(String, Value)] = [("cell", .int(node.number)), ("title", text(node.cell.title))]
                if hasLabels { row.append(("label", text(node.cell.label))) }
                row += [
                    ("kind", .string(node.cell.kind == .markdown ? "prose" : "code")),
                    ("gives", text(node.definitions.joined(separator: ", "))),
                    ("uses", text(node.uses.joined(separator: ", "))),
                    ("state", state == .empty ? .none : .string(state.rawValue)),
                ]
                return Record(row)
            })
    }
}
