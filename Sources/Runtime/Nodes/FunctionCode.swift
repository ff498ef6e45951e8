import Language
import Tensors

/// What the compiler makes of a `def`, a lambda or a block.
final class FunctionCode {
    struct CodeParameter {
        let name: String
        /// Reads the default, in the frame of the call; nil where the parameter is required.
        let defaultValue: Node?
        let defaultText: String?
    }

    let name: String?
    let documentation: String
    let source: Source
    let parameters: [CodeParameter]
    let slotCount: Int
    let captures: [CaptureSource]
    let body: Node
    /// What it was compiled from and where its outer names are: a function is told by them from another.
    var definition: FunctionDefinition?
    var module: Module?
    /// The body runs as a tree, without the machine's fast cases.
    private let isTree: Bool
    private var bytecode: Bytecode?
    let entry: UnsafeMutablePointer<Entry>

    init(
        name: String?, documentation: String, source: Source, parameters: [CodeParameter], slotCount: Int,
        captures: [CaptureSource], body: Node, isTree: Bool
    ) {
        self.name = name
        self.documentation = documentation
        self.source = source
        self.parameters = parameters
        self.slotCount = slotCount
        self.captures = captures
        self.body = body
        self.isTree = isTree
        entry = .allocate(capacity: 1)
        entry.initialize(
            to: Entry(
                parameterCount: parameters.count, source: .passUnretained(source), code: .passUnretained(self)))
    }

    deinit { entry.deallocate() }

    /// Makes the instructions, at the first call.
    func lower() {
        if bytecode != nil { return }
        let bytecode = Lowering.bytecode(
            of: body, localCount: slotCount, parameterCount: parameters.count, isTree: isTree)
        self.bytecode = bytecode
        entry.pointee.start = bytecode.start
        entry.pointee.registerCount = bytecode.registerCount
    }

    /// Gives the parameters without an argument their defaults. - Throws: `call.missing-argument`.
    func fillDefaults(_ frame: Frame) throws {
        for (index, parameter) in parameters.enumerated() where frame.slot(index).isEmpty {
            guard let defaultValue = parameter.defaultValue else {
                throw Problem.missingArgument(parameter.name, of: self)
            }
            do { frame.slot(index).put(try defaultValue.evaluate(frame)) } catch let unwind as Unwind {
                // A `return` inside of a default gives the default.
                frame.slot(index).put(unwind.value)
            }
        }
    }

    func tooMany(_ count: Int) -> ArgumentProblem {
        ArgumentProblem(
            problem: .tooManyArguments(count, parameters.count, title), place: .positional(parameters.count))
    }

    var title: String { name ?? "this function" }
}

/// A function with the outer values that it reads.
final class Closure {
    let code: FunctionCode
    let captures: [Value?]

    init(code: FunctionCode, captures: [Value?]) {
        self.code = code
        self.captures = captures
    }

    /// A call with evaluated arguments, from a command or with names. The depth is already counted.
    func call(_ arguments: Arguments, function: Function, in context: Context) throws -> Value {
        code.lower()
        return try context.withFrame(code.entry.pointee.registerCount, source: code.source, function: function) {
            frame in
            try bind(arguments, frame)
            try code.fillDefaults(frame)
            guard let start = code.entry.pointee.start else { return .none }
            return try Machine.run(start, frame)
        }
    }

    private func bind(_ arguments: Arguments, _ frame: Frame) throws {
        let parameters = code.parameters
        var positional = arguments.positional[...]
        // A block belongs to the last parameter, wherever the arguments before it end.
        if arguments.hasBlock, let block = positional.popLast() {
            guard !parameters.isEmpty, positional.count < parameters.count else {
                throw Problem.tooManyArguments(positional.count + 1, parameters.count, code.title)
            }
            frame.slot(parameters.count - 1).put(block)
        }
        guard positional.count <= parameters.count else { throw code.tooMany(positional.count) }
        for (index, value) in positional.enumerated() { frame.slot(index).put(value) }
        for (name, value) in arguments.named {
            guard let index = parameters.firstIndex(where: { $0.name == name }) else {
                throw ArgumentProblem(
                    problem: .unknownOption(name, of: code.title, among: parameters.map(\.name)), place: .named(name))
            }
            guard frame.slot(index).isEmpty else {
                throw ArgumentProblem(problem: .duplicateArgument(name, of: code.title), place: .named(name))
            }
            frame.slot(index).put(value)
        }
    }
}
