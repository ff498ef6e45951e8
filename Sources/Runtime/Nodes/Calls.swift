import Language
import Tensors

/// `f(a, b, option=c)` and `x |> f(a)`.
final class Call: Node {
    let callee: Node
    /// What the script calls it, for messages and traces.
    let title: String
    let positional: [Node]
    let named: [(name: Name, value: Node)]
    let hasBlock: Bool

    init(
        _ callee: Node, title: String, positional: [Node], named: [(name: Name, value: Node)], hasBlock: Bool,
        span: Span
    ) {
        self.callee = callee
        self.title = title
        self.positional = positional
        self.named = named
        self.hasBlock = hasBlock
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let target = try callee.evaluate(frame)
        guard case .function(let function) = target else { throw frame.notCallable(target, self) }
        if let closure = function.closure, named.isEmpty, !hasBlock, positional.count <= closure.code.parameters.count {
            return try callDirectly(closure, function, frame)
        }
        return try invoke(function, try arguments(frame), frame)
    }

    /// The evaluated arguments, in the order in which they are written.
    func arguments(_ frame: Frame) throws -> Arguments {
        var arguments = Arguments(hasBlock: hasBlock)
        arguments.positional.reserveCapacity(positional.count)
        for node in positional { arguments.positional.append(try node.evaluate(frame)) }
        for entry in named { arguments.named.append((entry.name.text, try entry.value.evaluate(frame))) }
        return arguments
    }

    func invoke(_ function: Function, _ arguments: Arguments, _ frame: Frame) throws -> Value {
        do { return try function.call(arguments, in: frame.context) } catch {
            throw frame.locate(error, of: self, function, arguments)
        }
    }

    /// The arguments go straight into the slots of the new frame.
    private func callDirectly(_ closure: Closure, _ function: Function, _ frame: Frame) throws -> Value {
        let inner = closure.frame(function, in: frame.context)
        for (index, node) in positional.enumerated() { inner.slot(index).pointee = try node.evaluate(frame) }
        do {
            try frame.context.enterCall()
            defer { frame.context.leaveCall() }
            return try closure.code.run(inner)
        } catch { throw frame.locate(error, at: span, calling: function.name ?? title) }
    }

    func place(of place: ArgumentProblem.Place) -> Span {
        switch place {
        case .positional(let index): positional.indices.contains(index) ? positional[index].span : span
        case .named(let name): named.first { $0.name.text == name }?.name.span ?? span
        }
    }
}

/// `def`, a lambda or a block: makes a function of the code and of the outer values that it reads.
final class FunctionNode: Node {
    let code: FunctionCode

    init(_ code: FunctionCode, span: Span) {
        self.code = code
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let captures = code.captures.map { source -> Value? in
            switch source {
            case .local(let slot): frame.slot(slot).pointee
            case .captured(let index): frame.header.captures[index]
            case .itself: frame.header.function.map { .function($0) }
            }
        }
        return .function(Function(closure: Closure(code: code, captures: captures)))
    }
}

/// Where a function finds an outer value while it is made.
enum CaptureSource {
    case local(Int)
    case captured(Int)
    /// The enclosing function itself.
    case itself
}

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

    init(
        name: String?, documentation: String, source: Source, parameters: [CodeParameter], slotCount: Int,
        captures: [CaptureSource], body: Node
    ) {
        self.name = name
        self.documentation = documentation
        self.source = source
        self.parameters = parameters
        self.slotCount = slotCount
        self.captures = captures
        self.body = body
    }

    /// Runs the body in a frame whose first slots hold the arguments; missing ones take their defaults.
    func run(_ frame: Frame) throws -> Value {
        for (index, parameter) in parameters.enumerated() where frame.isEmpty(index) {
            guard let defaultValue = parameter.defaultValue else {
                throw Problem.missingArgument(parameter.name, of: self)
            }
            frame.slot(index).pointee = try defaultValue.evaluate(frame)
        }
        var result = Value.none
        do { _ = try body.execute(frame, &result) } catch let unwind as Unwind {
            return unwind.value
        }
        return result
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

    @inline(__always)
    func frame(_ function: Function, in context: Context) -> Frame {
        Frame.make(
            count: code.slotCount, context: context, source: code.source, captures: captures, function: function)
    }

    /// A call with evaluated arguments, from a command or with names. The depth is already counted.
    func call(_ arguments: Arguments, function: Function, in context: Context) throws -> Value {
        let frame = frame(function, in: context)
        let parameters = code.parameters
        var positional = arguments.positional[...]
        // A block belongs to the last parameter, wherever the arguments before it end.
        if arguments.hasBlock, let block = positional.popLast() {
            guard !parameters.isEmpty, positional.count < parameters.count else {
                throw Problem.tooManyArguments(positional.count + 1, parameters.count, code.title)
            }
            frame.slot(parameters.count - 1).pointee = block
        }
        guard positional.count <= parameters.count else {
            throw ArgumentProblem(
                problem: .tooManyArguments(positional.count, parameters.count, code.title),
                place: .positional(parameters.count))
        }
        for (index, value) in positional.enumerated() { frame.slot(index).pointee = value }
        for (name, value) in arguments.named {
            guard let index = parameters.firstIndex(where: { $0.name == name }) else {
                throw ArgumentProblem(
                    problem: .unknownOption(name, of: code.title, among: parameters.map(\.name)), place: .named(name))
            }
            guard frame.isEmpty(index) else {
                throw ArgumentProblem(problem: .duplicateArgument(name, of: code.title), place: .named(name))
            }
            frame.slot(index).pointee = value
        }
        return try code.run(frame)
    }
}
