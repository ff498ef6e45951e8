import Language

/// One name of a top level, shared by everything compiled against it.
final class GlobalCell {
    let name: String
    private weak var module: Module?
    @exclusivity(unchecked) var value: Value? {
        willSet { if scriptFunction != nil { module?.interpreter?.context.retire(value) } }
        didSet {
            guard case .function(let function)? = value, function.closure != nil else {
                scriptFunction = nil
                return
            }
            scriptFunction = .passUnretained(function)
        }
    }
    /// The value where that is a function of a script.
    @exclusivity(unchecked) private(set) var scriptFunction: Unmanaged<Function>?

    /// Adds two ints or two floats in place; false where they are not, which changes nothing.
    func add(_ operand: Register) -> Bool {
        switch (value, operand.pointee) {
        case (.int(let x)?, .int(let y)?):
            guard let sum = Machine.exactly(x.addingReportingOverflow(y)) else { return false }
            value = .int(sum)
        case (.float(let x)?, .float(let y)?): value = .float(x + y)
        default: return false
        }
        return true
    }

    init(_ name: String, in module: Module) {
        self.name = name
        self.module = module
    }
}

/// The top-level names of a session or of a module.
final class Module {
    /// Where its relative `use "./…"` paths start.
    var directory: String?
    /// Gone once the session is; a function that outlives it finds only its own names.
    private(set) weak var interpreter: Interpreter?
    private(set) var cells: [String: GlobalCell] = [:]
    /// Cells in the order in which they first had a place.
    private var order: [GlobalCell] = []

    init(directory: String?) { self.directory = directory }

    func belong(to interpreter: Interpreter) { self.interpreter = interpreter }

    func cell(_ name: String) -> GlobalCell {
        if let cell = cells[name] { return cell }
        let cell = GlobalCell(name, in: self)
        cells[name] = cell
        order.append(cell)
        return cell
    }

    /// Names with a value, in order of first appearance.
    var definedNames: [String] { order.filter { $0.value != nil }.map(\.name) }

    /// What `use` brings into another top level.
    var publicCells: [GlobalCell] { order.filter { $0.value != nil && !$0.name.hasPrefix("_") } }

    func removeAll() { for cell in order { cell.value = nil } }
}

/// `use m as a`: the module's public names behind a dot.
final class Namespace: Native {
    let typeName = "module"
    let path: String
    private let module: Module

    init(path: String, module: Module) {
        self.path = path
        self.module = module
    }

    var fieldNames: [String] { module.publicCells.map(\.name) }
    func field(_ name: String) -> Value? { name.hasPrefix("_") ? nil : module.cells[name]?.value }
    func display(width: Int) -> DisplayBundle {
        let facts = module.publicCells.map { cell -> (name: String, text: String) in
            guard case .function(let function)? = cell.value else { return (cell.name, cell.value?.brief() ?? "") }
            return (function.signature, function.documentation.split(separator: "\n").first.map(String.init) ?? "")
        }
        return DisplayBundle(
            text: "module \(path): \(fieldNames.joined(separator: ", "))", card: Card("module \(path)", facts))
    }
}

extension Namespace: KeyedNative {
    func addKey(to hasher: inout KeyHasher) throws {
        hasher.add(path)
        for cell in module.publicCells {
            hasher.add(cell.name)
            try hasher.add(cell.value ?? .none)
        }
    }
}

extension Module: @unchecked Sendable {}
