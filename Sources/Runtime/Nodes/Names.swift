import Language
import Tensors

/// A name that the running function gives a value itself.
final class LocalName: Node {
    let name: String
    let slot: Int
    /// The same name further out, read while this one has no value yet.
    let outer: Node

    init(_ name: String, slot: Int, outer: Node, span: Span) {
        self.name = name
        self.slot = slot
        self.outer = outer
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        if let value = frame.slot(slot).pointee { return value }
        return try outer.evaluate(frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        frame.slot(instruction.target).put(try evaluate(frame))
    }
}

/// A name of an enclosing function, whose value was taken when this function was made.
final class CapturedName: Node {
    let index: Int
    let outer: Node

    init(index: Int, outer: Node, span: Span) {
        self.index = index
        self.outer = outer
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        if let value = frame.capture(index) { return value }
        return try outer.evaluate(frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        frame.slot(instruction.target).put(try evaluate(frame))
    }
}

/// A local function's own name inside its body.
final class SelfName: Node {
    override func evaluate(_ frame: Frame) throws -> Value {
        frame.function.map { .function($0) } ?? .none
    }
}

/// A name of the top level: a variable, else a function of the standard library, else a command.
final class GlobalName: Node {
    let cell: GlobalCell
    let module: Module
    /// A call stands behind it, so a word of another language (`len`) is worth a pointer.
    var isCalled = false
    private var found: (version: Int, value: Value)?

    init(cell: GlobalCell, module: Module, span: Span) {
        self.cell = cell
        self.module = module
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        if let value = cell.value { return value }
        return try builtin(frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        frame.slot(instruction.target).put(try evaluate(frame))
    }

    private func builtin(_ frame: Frame) throws -> Value {
        let version = frame.context.registry.version
        if let found, found.version == version { return found.value }
        do {
            let value = try module.interpreter?.builtin(named: cell.name, in: frame.context)
            if let value {
                found = (version, value)
                return value
            }
        } catch { throw frame.locate(error, at: span) }
        throw frame.unknownName(cell.name, isCalled: isCalled, at: span, in: module)
    }
}
