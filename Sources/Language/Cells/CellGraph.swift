/// The cells of a script, what each gives to others, and what it needs of them.
///
/// A cell needs the cell above it that gave a name its last value; where that one may not have given it a value (a loop,
/// one branch of an `if`), the one before too. A function reads its free names when it is called, so whoever needs the
/// cell that defines it needs these names as well. No cell needs one below it.
public struct CellGraph: Sendable {
    /// What is asked of the rest of a program while its cells are looked at.
    public struct Surroundings {
        /// A command, a constant, a function of the standard library.
        var isBuiltin: (String) -> Bool
        /// The names that `use path` brings.
        var moduleNames: (String) -> [String]
        /// What a module does, in words that change when it does; empty for one that comes with Limn.
        var moduleOutline: (String) -> String

        public init(
            isBuiltin: @escaping (String) -> Bool = { _ in false },
            moduleNames: @escaping (String) -> [String] = { _ in [] },
            moduleOutline: @escaping (String) -> String = { _ in "" }
        ) {
            self.isBuiltin = isBuiltin
            self.moduleNames = moduleNames
            self.moduleOutline = moduleOutline
        }
    }

    public struct Node: Sendable {
        public let cell: Cell
        /// From 1, all cells counted.
        public let number: Int
        /// The names that it gives values to, in order.
        public let definitions: [String]
        /// The names that it reads and does not make itself: of other cells, or of nobody.
        public let uses: [String]
        /// Uses that no cell above gives a value to.
        public let missing: [String]
        /// Positions of the cells that it needs directly, ascending; all are above it.
        public let needs: [Int]
        /// What it does, without comments and layout; equal for equal cells.
        public let outline: String

        /// There is something to run.
        public var isCode: Bool { cell.kind == .code && !cell.statements.isEmpty }
    }

    public let program: Program
    public let nodes: [Node]

    public init(_ program: Program, in surroundings: Surroundings = Surroundings()) {
        self.program = program
        let flows = program.cells.map {
            NameFlow(program.body[$0.statements], moduleNames: surroundings.moduleNames)
        }
        let defined = Set(flows.flatMap(\.definitions))
        var nodes: [Node] = []
        for (position, cell) in program.cells.enumerated() {
            let flow = flows[position]
            let (needs, missing) = CellGraph.needs(position, flows, nodes, program.cells)
            let uses = flow.reads.filter { $0 != "ans" && (defined.contains($0) || !surroundings.isBuiltin($0)) }
            let modules = flow.modules.map(surroundings.moduleOutline).filter { !$0.isEmpty }
            nodes.append(
                Node(
                    cell: cell, number: position + 1, definitions: flow.definitions.filter { $0 != "ans" },
                    uses: uses, missing: uses.filter(missing.contains), needs: needs,
                    outline: ([program.outline(of: cell.statements)] + modules).joined(separator: "\n")))
        }
        self.nodes = nodes
    }

    /// The cells above that one needs directly, and the names that none of them gives a value to.
    private static func needs(
        _ position: Int, _ flows: [NameFlow], _ nodes: [Node], _ cells: [Cell]
    ) -> (needs: [Int], missing: Set<String>) {
        let flow = flows[position]
        let own = Set(flow.definitions).subtracting(flow.conditional)
        var needs: Set<Int> = []
        var missing: Set<String> = []
        // A name that the cell may or may not change is, where it does not, the one from above. `ans` is handed on by
        // whoever does not change it.
        var open = flow.reads + flow.conditional.sorted().filter { $0 != "ans" }
        var seen = Set(open)
        while let name = open.popLast() {
            var isFound = false
            for above in stride(from: position - 1, through: 0, by: -1) {
                guard cells[above].isEvaluated, flows[above].definitions.contains(name) else { continue }
                isFound = true
                if needs.insert(above).inserted {
                    // Whatever it hands on may be a function, of its own or of those that it needs.
                    let lineage = nodes.above(above)
                    let late = lineage.reduce(into: Set<String>()) { $0.formUnion(flows[$1].late) }
                    for name in late.sorted() where !own.contains(name) && seen.insert(name).inserted {
                        open.append(name)
                    }
                }
                if !flows[above].conditional.contains(name) { break }
            }
            if !isFound { missing.insert(name) }
        }
        return (needs.sorted(), missing)
    }

    /// These cells and all that they need, ascending.
    public func withNeeds(_ positions: some Sequence<Int>) -> [Int] {
        Set(positions.filter(nodes.indices.contains).flatMap { nodes.above($0) }).sorted()
    }

    /// These cells and all that need them, ascending.
    public func withDependents(_ positions: some Sequence<Int>) -> [Int] {
        var found = Set(positions)
        for (position, node) in nodes.enumerated() where node.needs.contains(where: found.contains) {
            found.insert(position)
        }
        return found.sorted()
    }
}

extension [CellGraph.Node] {
    /// A cell and all that it needs.
    fileprivate func above(_ position: Int) -> Set<Int> {
        var found: Set<Int> = [position]
        var open = [position]
        while let next = open.popLast() {
            for need in self[next].needs where found.insert(need).inserted { open.append(need) }
        }
        return found
    }
}
