import Language
import Tensors

/// What a call needs to know of a function, at one address as long as its code lives.
struct Entry {
    /// nil until the first call.
    var start: UnsafeMutablePointer<Instruction>?
    var registerCount = 0
    let parameterCount: Int
    let source: Unmanaged<Source>
    let code: Unmanaged<FunctionCode>
}

extension Machine {
    /// The function of a script that a call by a name of the top level means; nil for anything else.
    @inline(__always)
    static func globalFunction(_ step: Step) -> Unmanaged<Function>? {
        step.node._withUnsafeGuaranteedRef { node in
            unsafeDowncast(node, to: Call.self).cell?._withUnsafeGuaranteedRef { $0.scriptFunction }
        }
    }

    @inline(__always)
    static func call(
        _ function: Unmanaged<Function>, _ arguments: Register, _ step: Step, _ frame: Frame
    ) throws -> Value {
        do { return try call(function, arguments, count: step.number, frame) } catch {
            throw failed(error, function, step, frame)
        }
    }

    @inline(never)
    private static func failed(
        _ error: any Error, _ function: Unmanaged<Function>, _ step: Step, _ frame: Frame
    ) -> any Error {
        step.node._withUnsafeGuaranteedRef { node in
            unsafeDowncast(node, to: Call.self).failure(error, of: function.takeUnretainedValue(), frame)
        }
    }

    /// Calls a function of a script with the `count` values from `arguments` on, which are moved out.
    ///
    /// Whoever calls keeps the function alive.
    @inline(__always)
    static func call(
        _ function: Unmanaged<Function>, _ arguments: Register, count: Int, _ frame: Frame
    ) throws -> Value {
        guard let entry = function._withUnsafeGuaranteedRef({ $0.entry }) else { return .none }
        let state = frame.state
        if entry.pointee.start == nil { prepare(entry) }
        if count > entry.pointee.parameterCount { throw tooMany(count, entry) }
        try state.pointee.enter()
        let registers = entry.pointee.registerCount
        let slots = state.pointee.stack.push(registers)
        var index = 0
        while index < count {
            (slots + index).moveInitialize(from: arguments + index, count: 1)
            (arguments + index).initialize(to: nil)
            index &+= 1
        }
        while index < registers {
            (slots + index).initialize(to: nil)
            index &+= 1
        }
        defer {
            slots.deinitializePlainly(count: registers)
            state.pointee.stack.pop(slots)
            state.pointee.leave()
        }
        var activation = Activation(
            state: state, context: frame.activation.pointee.context, source: entry.pointee.source, function: function)
        return try withUnsafePointer(to: &activation) { pointer in
            let inner = Frame(slots: slots, activation: pointer)
            if count < entry.pointee.parameterCount { try fillDefaults(entry, inner) }
            guard let start = entry.pointee.start else { return .none }
            return try run(start, inner)
        }
    }

    @inline(never)
    private static func fillDefaults(_ entry: UnsafeMutablePointer<Entry>, _ frame: Frame) throws {
        try entry.pointee.code.takeUnretainedValue().fillDefaults(frame)
    }

    @inline(never)
    static func prepare(_ entry: UnsafeMutablePointer<Entry>) { entry.pointee.code.takeUnretainedValue().lower() }

    @inline(never)
    private static func tooMany(_ count: Int, _ entry: UnsafeMutablePointer<Entry>) -> ArgumentProblem {
        entry.pointee.code.takeUnretainedValue().tooMany(count)
    }
}

extension Frame {
    @inline(__always)
    func slot(_ index: UInt16) -> Register { slots + Int(index) }

    /// The left operand of an instruction. - Parameter node: gives it where it is a name without a value here.
    func left(_ step: Instruction, _ node: Node) throws -> Value {
        let slot = slot(step.a)
        if step.spent.contains(.a), let value = slot.take() { return value }
        return try slot.pointee ?? node.evaluate(self)
    }

    /// The right operand of an instruction.
    func right(_ step: Instruction, _ node: Node) throws -> Value {
        if step.spent.contains(.number) { return .int(Int(step.number)) }
        let slot = slot(step.b)
        if step.spent.contains(.b), let value = slot.take() { return value }
        return try slot.pointee ?? node.evaluate(self)
    }
}
