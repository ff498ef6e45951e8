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
    /// The callee where that is a name of the top level.
    let cell: Unmanaged<GlobalCell>?

    init(
        _ callee: Node, title: String, positional: [Node], named: [(name: Name, value: Node)], hasBlock: Bool,
        span: Span
    ) {
        self.callee = callee
        self.title = title
        self.positional = positional
        self.named = named
        self.hasBlock = hasBlock
        cell = (callee as? GlobalName).map { .passUnretained($0.cell) }
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let function = try self.function(try callee.evaluate(frame), frame)
        if let closure = function.closure, named.isEmpty, !hasBlock, positional.count <= closure.code.parameters.count {
            return try callDirectly(function, frame)
        }
        return try invoke(function, try arguments(frame), frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let value = cell == nil ? frame.slot(instruction.b).pointee : nil
        let function = try self.function(try value ?? callee.evaluate(frame), frame)
        let first = frame.slot(instruction.a)
        let arguments = (0..<positional.count).map { (first + $0).take() ?? .none }
        let answer = try invoke(function, Arguments(positional: arguments), frame)
        frame.slot(instruction.target).put(answer)
    }

    override func checkCallee(_ instruction: Instruction, _ frame: Frame) throws {
        let value = cell == nil ? frame.slot(instruction.b).pointee : nil
        _ = try function(try value ?? callee.evaluate(frame), frame)
    }

    private func function(_ value: Value, _ frame: Frame) throws -> Function {
        guard case .function(let function) = value else { throw frame.notCallable(value, self) }
        return function
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
            if Interrupt.isUnwinding { Leftovers.release(arguments.positional) }
            throw frame.locate(error, of: self, function, arguments)
        }
    }

    /// The arguments are moved from the stack of values into the new call's.
    private func callDirectly(_ function: Function, _ frame: Frame) throws -> Value {
        let slots = frame.state.pointee.stack.push(positional.count)
        var count = 0
        defer {
            slots.deinitialize(count: count)
            frame.state.pointee.stack.pop(slots)
        }
        for node in positional {
            (slots + count).initialize(to: try node.evaluate(frame))
            count += 1
        }
        return try withExtendedLifetime(function) {
            do { return try Machine.call(.passUnretained(function), slots, count: count, frame) } catch {
                throw failure(error, of: function, frame)
            }
        }
    }

    /// The error of a call whose arguments are gone already.
    func failure(_ error: any Error, of function: Function, _ frame: Frame) -> any Error {
        frame.locate(error, of: self, function, Arguments())
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
            case .captured(let index): frame.capture(index)
            case .itself: frame.function.map { .function($0) }
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
